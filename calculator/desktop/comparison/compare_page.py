"""比较: the same household side by side, and the curve of a year, computed as a person chooses."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.case.variants import imagined_in_region
from calculator.desktop.comparison.compare_choices import CompareChoices
from calculator.desktop.comparison.compare_view import ComparisonView, CurveView
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.background import Background
from calculator.session.session import Session
from calculator.whatif.comparison import Comparison, Question, compare
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.share_curve import Curve, curve
from calculator.whatif.share_curve_words import CurveWords
from calculator.widgets.announce import announce
from calculator.widgets.buttons import label, push_button
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role

_LARGE = 150
"""Visits from which a comparison is computed beside the window instead of in it."""


class ComparePage(QWidget):
    """The choices, and below them what comes of them; follows the session wherever it can be seen.

    `today` gives the day that stands on paper. What `work` does ends when the page is hidden. `rule_wanted` carries the
    rule of a clause that a person opens.
    """

    rule_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        set_role(self, "page")
        self._session, self._theme, self._today = session, theme, today
        self._told: ComparisonWords | CurveWords | None = None
        self._stale = True
        tr = session.wording.text
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        self.choices = CompareChoices(session, theme)
        self.print = push_button(
            session.wording,
            N_("&Print or save as PDF…"),
            N_("See the pages before they are printed or saved as PDF"),
            N_("Print the comparison or save it as PDF"),
        )
        self.choices.box.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.said = label("", "fault")
        self.comparison = ComparisonView(session.wording, theme)
        self.comparison.rule_wanted.connect(self.rule_wanted)
        self.curve = CurveView(session.wording, theme)
        for part in (self.choices, self.said, self.comparison, self.curve):
            column.addWidget(part)
        column.addStretch(1)
        self._area = area = scrolled(inside, tr(N_("Compare")))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.work = Background(self)
        self.work.done.connect(self._computed)
        self.work.failed.connect(self._refuse)
        self.choices.changed.connect(self._choose)
        self.print.clicked.connect(self.open_print)
        self.comparison.bars.pointed.connect(lambda _sentence: self.comparison.bars.keep_in_view(self._area))
        session.changed.connect(self._follow)
        self._show_only(None)

    @property
    def busy(self) -> bool:
        """Whether a comparison is being computed."""
        return self.work.busy

    @property
    def told(self) -> ComparisonWords | CurveWords | None:
        """What is shown; None while nothing is."""
        return self._told

    # ---- following

    def _follow(self) -> None:
        """Follow the session at once where it can be seen, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is not seen is not computed; it is when it is shown again."""
        super().hideEvent(event)
        self._stale = self._stale or self.work.busy
        self.work.close()

    def _choose(self) -> None:
        self.refresh()
        announce(self, self.said.text() or self._verdict())

    def _verdict(self) -> str:
        told = self._told
        return (told.verdict() or told.title()) if isinstance(told, ComparisonWords) else told.title() if told else ""

    def refresh(self) -> None:
        """Compute and show what is chosen."""
        self._stale = False
        self.work.stop()
        self.choices.refresh()
        if unread := self.choices.unread():
            self._say(unread)  # nothing stands that was computed from what was there before
            return
        if self.choices.shown == "curve":
            self._show_curve()
            return
        question = self.choices.question()
        if question is None:
            self._say(self.choices.what_is_missing())
            return
        if len(self._session.case.visits) >= _LARGE:
            self._start(question)
            return
        try:
            self._computed(self._compared(question, Work()))
        except FaultsError as error:
            self._refuse(list(error.faults))

    def _compared(self, question: Question, work: Work) -> Comparison:
        session = self._session
        return compare(session.case, session.library, question, statement=session.statement, reach=work.reach)

    def _start(self, question: Question) -> None:
        session = self._session
        case, library, statement = session.case, session.library, session.statement
        self._say(session.wording.text(N_("Computing…")), fault=False)
        self.work.start(lambda work: compare(case, library, question, statement=statement, reach=work.reach))

    def _computed(self, comparison: object) -> None:
        assert isinstance(comparison, Comparison)
        self._told = told = ComparisonWords(comparison, self._session.library, self._session.wording)
        self.comparison.show_comparison(told)
        self._show_only(self.comparison)

    def _show_curve(self) -> None:
        session, choices = self._session, self.choices
        person_id = choices.person_id or session.person_id
        moved = imagined_in_region(session.case, choices.curve_region, person_id)
        found: Curve = curve(moved, session.library, person_id, choices.curve_day)
        person = next(person for person in moved.people if person.id == person_id)
        self._told = told = CurveWords(found, person, session.library.pack(person.region), session.wording)
        self.curve.show_curve(told)
        self._show_only(self.curve)

    # ---- showing

    def _refuse(self, faults: list[Fault]) -> None:
        self._say("\n".join(map(self._session.wording.fault, faults)))

    def _say(self, sentence: str, *, fault: bool = True) -> None:
        """A sentence in the place of a comparison."""
        self._told = None
        self._show_only(None)
        set_role(self.said, "fault" if fault else "muted")
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))

    def _show_only(self, part: QWidget | None) -> None:
        self.said.setText("")
        self.said.setVisible(False)
        for other in (self.comparison, self.curve):
            other.setVisible(other is part)
        self.print.setEnabled(part is not None)

    def open_print(self) -> None:
        """Open the pages of what is shown."""
        if self._told is None:
            return
        from calculator.desktop.comparison.compare_print import compare_dialog

        dialog = compare_dialog(self._session, self._theme, self._today(), self._told, self)
        dialog.setModal(True)
        dialog.show()
