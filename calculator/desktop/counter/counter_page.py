"""The counter's page: a line, an answer, its steps and the levels side by side; one key for the next person."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from calculator.case.case_checks import faults_in
from calculator.case.one_visit import VISIT, OneVisit, without_visit
from calculator.desktop.comparison.option_row import OptionRow
from calculator.desktop.counter.answer_card import AnswerCard
from calculator.desktop.counter.entry_form import EntryForm
from calculator.desktop.counter.own_clipboard import OwnClipboard
from calculator.desktop.counter.standing_row import StandingRow
from calculator.files.folders import data_folder
from calculator.files.hall_settings import DEFAULT
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.ground.progress import Steps, Work, done_by
from calculator.policy.library import Library
from calculator.printing.escpos import print_raw
from calculator.printing.paper import Paper
from calculator.printing.printer import print_directly
from calculator.printing.visit_page import visit_page_paper
from calculator.printing.visit_slip import visit_slip_paper
from calculator.session.session import Session
from calculator.whatif.next_visit import Bill, outlook
from calculator.whatif.next_visit_words import left_out_said
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.card import Card
from calculator.widgets.explanation_steps import LEADS, Explanation
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.citing import RuleAt
from calculator.words.counter.entry import asked
from calculator.words.explanation import visit_told
from calculator.words.field_texts import TOO_LARGE
from calculator.words.framework_bounds import range_text
from calculator.words.personal_year import personal_year
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.files.hall_settings import HallSettings

PrintDirectly = Callable[[Paper, str], Steps[None]]
_WIDE = 800
"""From this width on, in pixels of the 100% design, the steps stand beside the answer."""


class CounterPage(QWidget):
    """One visit at a time, in memory only.

    `kept` carries the case where the clerk keeps it as a household, `left` says that one went back.
    """

    kept = Signal(object)
    left = Signal()

    def __init__(
        self,
        library: Library,
        wording: Wording,
        theme: Theme,
        hall: "HallSettings | None" = None,
        today: Callable[[], date] = date.today,
        print_directly: PrintDirectly = print_directly,
    ) -> None:
        super().__init__()
        self._today, self._print_directly = today, print_directly
        self._library, self._wording, self._theme = library, wording, theme
        self._hall = hall or DEFAULT
        self.session: Session | None = None
        self.standing = StandingRow(library, wording, theme, self._hall, today())
        self.form = EntryForm(wording, theme)
        self.answer = AnswerCard(wording, theme)
        self.steps = Explanation(theme, wording.text(LEADS))
        self.steps.rule_wanted.connect(self._show_rule)
        self._clipboard = OwnClipboard(self)
        self._packs = list(library)
        self.rows = [OptionRow(wording, theme) for _place in range(4)]
        self._lay_out()
        stops = [
            self.form.line,
            *self.form.parts.values(),
            self.standing.region.box,
            self.standing.day.edit,
            *self.rows,
        ]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.form.changed.connect(self.refresh)
        self.standing.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        theme, tr = self._theme, self._wording.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.form)
        self._why = Card(theme)
        title = QLabel(tr(N_("Why")))
        set_role(title, "title")
        self._why.box.addWidget(title)
        self._why.box.addWidget(self.steps)
        self._why.box.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.px(8))
        self._sides.addWidget(self.answer, 3)
        self._sides.addWidget(self._why, 2)
        column.addLayout(self._sides)
        self._levels = QWidget()
        beside = FlowLayout(self._levels, spacing=theme.px(8), stretch=True, even=True)
        for row in self.rows:
            beside.addWidget(row)
        column.addWidget(self._levels)
        self.left_out = QLabel()
        self.left_out.setWordWrap(True)
        set_role(self.left_out, "warning")
        column.addWidget(self.left_out)
        column.addWidget(self.form.beside)  # below what is looked at most, and one key away
        column.addWidget(self.standing)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addWidget(scrolled(page, tr(N_("Counter"))), 1)
        outer.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        words, row = self._wording, QWidget()
        flow = FlowLayout(row, spacing=self._theme.px(8))
        self.next = push_button(words, N_("&Next person (Esc)"), N_("Clear everything; nothing of it is left"))
        set_role(self.next, "primary")
        self.keep = push_button(
            words, N_("&Keep as a household…"), N_("Go on in the everyday window; it is kept there")
        )
        self.slip = push_button(words, N_("&Print the slip (Ctrl+P)"), N_("On the slip printer, without a question"))
        self.page = push_button(
            words, N_("Print the page that e&xplains"), N_("One page of A4, with room for the stamp")
        )
        self.back = push_button(words, N_("&Leave the counter"), N_("Clear everything and go back to the beginning"))
        self.next.clicked.connect(self.forget)
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self._leave)
        self.slip.clicked.connect(lambda: self._print(slip=True))
        self.page.clicked.connect(lambda: self._print(slip=False))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.slip.click)
        for button in (self.next, self.slip, self.page, self.keep, self.back):
            flow.addWidget(button)
        self.keep.setVisible(self._hall.households.allowed)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.forget)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The steps beside the answer where there is room, else below it."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._theme.px(_WIDE)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape is the next person also where the window is not the active one, and has no shortcuts."""
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
        else:
            super().keyPressEvent(event)

    # ---- one person after the other

    def refresh(self) -> None:
        """Compute for what stands in the form."""
        line = self.form.read(() if self.standing.fixed else self._packs)
        parts, unread, large = self.form.amounts()
        found = asked(line, parts, self.standing.value(), self._library)
        unread, large = [*line.unread, *unread, *self.standing.unread()], [*line.large, *large]
        sentence = self._missing(found.missing, unread, large)
        if found.visit is None or found.missing or unread or large:
            ranged = "" if found.visit is None or unread or large else self._range(found.visit)
            self._show_nothing("\n".join(part for part in (sentence, ranged) if part))
            return
        case = found.visit.case(self._wording.text(N_("Self")), self._hall.readings)
        faults = list(faults_in(case, self._library))
        if faults:
            self._show_nothing("\n".join(self._wording.at_field(fault) for fault in faults))
            return
        self.form.say("")
        self._show(case, found.visit)

    def _range(self, visit: OneVisit) -> str:
        """What the framework's bounds allow, where the city's figures are missing."""
        pack, outside = self._library.pack(visit.region), visit.out_of_catalogue + visit.over_price_limit
        in_scope = visit.total - outside - visit.first_self_pay - visit.paid_elsewhere
        return range_text(pack, visit.status, max(0, in_scope), self._wording)

    def _missing(self, missing: tuple[str, ...], unread: list[str], large: list[str]) -> str:
        words = self._wording
        comma = words.text(N_(", "))
        if large:
            return words.text(N_("{place}: {text}")).format(place=comma.join(large), text=words.text(TOO_LARGE))
        if unread:
            return words.text(N_("Cannot be read: {names}")).format(names=comma.join(unread))
        if not missing or self.form.empty:
            return ""
        names = comma.join(words.word(name) for name in missing)
        return words.text(N_("Still missing: {names}")).format(names=names)

    def _show_nothing(self, sentence: str) -> None:
        self.session = None
        self.form.say(sentence)
        self.answer.clear()
        self.steps.show_lines(())
        for row in self.rows:
            row.clear()
        self.left_out.setText("")
        self._show_parts(shown=False)

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self.answer, self._why, self._levels):
            part.setVisible(shown)
        self.left_out.setVisible(bool(self.left_out.text()))
        for button in (self.keep, self.slip, self.page):
            button.setEnabled(shown)

    def _show(self, case: "Case", visit: OneVisit) -> None:
        session = self.session = Session(case, self._library, self._wording)
        split = visit.balance is not None
        self.answer.show_visit(session, VISIT, split=split)
        person, readings = session.person, case.readings.get(visit.region, {})
        told = visit_told(session.settlement(VISIT), person, session.pack, self._wording, (), readings)
        self.steps.show_lines(told.lines)
        bill = Bill(
            visit.total, visit.out_of_catalogue, visit.over_price_limit, visit.first_self_pay, visit.paid_elsewhere
        )
        found = outlook(without_visit(case), self._library, person.id, visit.day, bill)
        cheapest = found.comparison.least if found.comparison is not None and found.comparison.difference else ()
        for row, option in zip(self.rows, found.options, strict=True):
            row.show_option(option, cheapest=option in cheapest, split=split)
        self.left_out.setText("\n".join(left_out_said(found, self._wording, account=split)))
        self._show_parts(shown=True)
        announce(self, f"{self.answer.pooled.accessibleName()} {self.answer.personal.accessibleName()}")

    def forget(self) -> None:
        """Clear all of this person: the case, what was typed and could be undone, the clipboard where it is ours."""
        self._clipboard.clear()
        self.form.clear()  # `refresh` follows each of its lines, and shows nothing at last

    def _print(self, *, slip: bool) -> None:
        """Print what stands here, or say why it cannot be."""
        session, hall = self.session, self._hall
        if session is None:
            return
        words = self._wording
        of = personal_year(session.case, session.statement, session.library, words, session.person_id, session.year)
        split = session.visit(VISIT).pay_from_account != ()
        try:
            if slip:
                width, printer = hall.paper.slip_width, hall.paper.slip_printer
                paper = visit_slip_paper(of, VISIT, self._today(), hall.office, width=width, split=split)
            else:
                printer = hall.paper.printer
                paper = visit_page_paper(of, VISIT, self._today(), hall.office, split=split)
            if slip and hall.paper.slip_raw:
                print_raw(paper, printer)
            else:
                done_by(self._print_directly(paper, printer), Work())
        except FaultsError as error:
            self.form.say("\n".join(words.fault(fault) for fault in error.faults))
        else:
            self.form.say(words.text(N_("Sent to the printer.")), fault=False)

    def _show_rule(self, rule: RuleAt) -> None:
        """The policy page at the rule of a clause, which goes with the person."""
        if self.session is not None:
            from calculator.desktop.policies.rule_dialog import RuleDialog

            RuleDialog(self.session, self._theme, rule, data_folder(), self._today(), self).open()

    def _keep(self) -> None:
        if self.session is not None:
            case = self.session.case
            self.forget()
            self.kept.emit(case)

    def _leave(self) -> None:
        self.forget()
        self.left.emit()

    def take_over(self, other: "CounterPage") -> None:
        """Stand as another page did that this one takes the place of."""
        self.standing.take_over(other.standing)
        self.form.type_again(other.form.texts())
