"""The pages about slips before they are printed."""

from datetime import date

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.paper.print_options import PaperOptions
from calculator.ground.progress import Steps
from calculator.printing.paper import Paper
from calculator.printing.slips_sheet import slips_paper
from calculator.session.session import Session
from calculator.whatif.slip_year_words import YearWords
from calculator.whatif.visit_pair_words import PairWords
from calculator.widgets.theme import Theme, set_role


class SlipOptions(PaperOptions):
    """What is on the paper; there is nothing to choose."""

    def __init__(self, theme: Theme, told: YearWords | PairWords) -> None:
        super().__init__()
        self._told = told
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        title = QLabel(told.title())
        title.setWordWrap(True)
        set_role(title, "heading")
        column.addWidget(title)
        column.addStretch(1)

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The pages."""
        return slips_paper(self._told, printed_on)

    def file_name(self, printed_on: date) -> str:
        """The title."""
        return self._told.title()


def slip_dialog(
    session: Session, theme: Theme, printed_on: date, told: YearWords | PairWords, parent: QWidget | None = None
) -> PaperDialog:
    """The pages of a year of slips, or of two visits, to print or to save as a PDF."""
    return PaperDialog(session, theme, printed_on, SlipOptions(theme, told), parent)
