"""A comparison or a curve before it is printed."""

from datetime import date

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.paper.print_options import PaperOptions
from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.compare_sheet import CompareReport, compare_paper
from calculator.printing.paper import Paper
from calculator.session.session import Session
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.share_curve_words import CurveWords
from calculator.widgets.check import Check
from calculator.widgets.theme import Theme, set_role


class CompareOptions(PaperOptions):
    """Whether the paper says why the sides differ."""

    def __init__(self, session: Session, theme: Theme, told: ComparisonWords | CurveWords) -> None:
        super().__init__()
        self._told, self._wording = told, session.wording
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        title = QLabel(told.title())
        title.setWordWrap(True)
        set_role(title, "heading")
        column.addWidget(title)
        self.explained = Check(theme, session.wording.text(N_("with why they differ")))
        self.explained.setChecked(True)
        self.explained.clicked.connect(lambda _on: self.changed.emit())
        column.addWidget(self.explained)
        column.addStretch(1)
        self.explained.setVisible(isinstance(told, ComparisonWords))

    def _report(self, printed_on: date) -> CompareReport:
        if isinstance(self._told, CurveWords):
            return CompareReport(self._wording, printed_on, curve=self._told)
        return CompareReport(self._wording, printed_on, comparison=self._told, explained=self.explained.isChecked())

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The pages."""
        return compare_paper(self._report(printed_on))

    def file_name(self, printed_on: date) -> str:
        """The title."""
        return self._report(printed_on).title()


def compare_dialog(
    session: Session,
    theme: Theme,
    printed_on: date,
    told: ComparisonWords | CurveWords,
    parent: QWidget | None = None,
) -> PaperDialog:
    """The pages of a comparison or a curve, to print or to save as a PDF."""
    return PaperDialog(session, theme, printed_on, CompareOptions(session, theme, told), parent)
