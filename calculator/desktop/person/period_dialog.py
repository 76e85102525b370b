"""The months that the household's case covers."""

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from calculator.case.period_edits import CHANGE_PERIOD, with_period
from calculator.engine.year_moments import balance_on
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.money import AmountTooLargeError, Fen
from calculator.ground.months import Month, first_day, format_month, last_day, month_of
from calculator.ground.typed_values import typed_month
from calculator.session.session import Session
from calculator.widgets.field import Field
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.field_texts import TOO_LARGE, named, read_optional_amount

_MONTH = N_("A month is expected, such as 2023-01")
_AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")


def _read_month(text: str) -> Month:
    return month_of(typed_month(text))


class PeriodDialog(QDialog):
    """First and last month; what lies outside is named, and the period stays as it was until it fits.

    `first` is offered as the first month. Where it is another than the household's, the balances of that day are asked
    for: what stands for a day never moves with the period.
    """

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, first: Month | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._year = session, None if first is None else first // 12
        tr = session.wording.text
        self.setWindowTitle(tr(N_("Period")))
        said = QLabel(tr(N_("Opening balances stand at the beginning of the first month.")))
        as_text(said)
        said.setWordWrap(True)
        self.first = self._field(N_("First month"))
        self.last = self._field(N_("Last month"))
        self.first.set_value(session.case.from_ if first is None else first)
        self.last.set_value(session.case.through)
        self.about = QLabel()
        as_text(self.about)
        self.about.setWordWrap(True)
        self.balances = {person.id: self._balance(named(person)) for person in session.case.people}
        self._asked: Month | None = session.case.from_
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        set_role(self.fault, "fault")
        self.fault.hide()
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(tr(N_("&Set period")), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(tr(N_("&Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.ok, cancel):
            button.setToolTip(button.text().replace("&", ""))
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for part in (said, self.first, self.last, self.about, *self.balances.values(), self.fault):
            column.addWidget(part)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        edge = theme.px(16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(12))
        layout.addWidget(scrolled(inside, self.windowTitle()), 1)
        layout.addWidget(buttons)
        fit(self, theme, 400, 480)
        self.first.edit.textEdited.connect(lambda _text: self._ask_balances())
        self._ask_balances()
        self.first.edit.selectAll()  # as Tab would, so that typing replaces what stands there
        if first is not None:
            self.balances[session.person_id].edit.setFocus()  # what is still to be answered

    def _field(self, label: str) -> Field:
        tr = self._session.wording.text
        return Field(tr(label), read=_read_month, show_value=lambda m: format_month(Month(m)), expected=tr(_MONTH))

    def _balance(self, name: str) -> Field:
        tr, entry = self._session.wording.text, self._session.wording.entry
        return Field(name, read=read_optional_amount, show_value=entry, expected=tr(_AMOUNT), too_large=tr(TOO_LARGE))

    def _ask_balances(self) -> None:
        """Ask for the balances of the first day, where it is another than the household's."""
        session, words = self._session, self._session.wording
        try:
            first: Month | None = _read_month(self.first.edit.text())
        except ValueError:
            first = None
        other = first is not None and first != session.case.from_
        for shown in (self.about, *self.balances.values()):
            shown.setVisible(other)
        if first == self._asked or first is None or not other:
            return
        self._asked = first
        day, before = words.day(first_day(first)), words.day(first_day(session.case.from_))
        text = N_(
            "Balances of the accounts on {day} (yuan); left empty, they count as 0.00. What is known of {before} stays"
            " a known figure of that time."
        )
        later = N_("Balances of the accounts on {day} (yuan), as computed so far; left empty, they count as 0.00.")
        self.about.setText(words.text(text if first < session.case.from_ else later).format(day=day, before=before))
        for person_id, field in self.balances.items():
            field.set_value(self._computed(person_id, first), first)

    def _computed(self, person_id: str, first: Month) -> int | None:
        """What an account held when a later month began; None where nobody can know."""
        case = self._session.case
        if not case.from_ < first <= case.through:
            return None
        return balance_on(case, self._session.statement, self._session.library, person_id, last_day(Month(first - 1)))

    def _take(self) -> None:
        words, session = self._session.wording, self._session
        try:
            first, last = _read_month(self.first.edit.text()), _read_month(self.last.edit.text())
        except ValueError:
            self._refuse((self.first, self.last), words.text(_MONTH))
            return
        if last < first:
            figures = {"found": format_month(last), "from": format_month(first)}
            self._say(words.at_field(Fault("", "through_before_from", figures)))
            return
        try:
            typed = {person: read_optional_amount(field.edit.text()) for person, field in self.balances.items()}
        except ValueError as error:
            too_large = isinstance(error, AmountTooLargeError)
            self._refuse(self.balances.values(), words.text(TOO_LARGE if too_large else _AMOUNT))
            return
        balances = {person: Fen(0) if balance is None else balance for person, balance in typed.items()}
        faults = session.edit(CHANGE_PERIOD, with_period(session.case, first, last, balances))
        if faults:
            self._say("\n".join(words.at_field(fault) for fault in faults[:4]))
        else:
            if self._year in session.years():
                session.select_year(self._year)  # for which the period was lengthened
            self.accept()

    def _refuse(self, fields: Iterable[Field], sentence: str) -> None:
        """Say what cannot be read, unless its field says so itself already."""
        told = next((field for field in fields if field.faulty), None)
        if told is None:
            self._say(sentence)
        else:
            self.fault.hide()
            told.edit.setFocus()

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
