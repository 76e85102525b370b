"""The fields of one receipt: date, hospital, level, amounts in the order of a slip, who pays."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget, QWidgetAction

from calculator.case.case import Visit
from calculator.case.unread_entries import whole_fields
from calculator.case.visit_edits import hospitals
from calculator.desktop.visits.slip_figures import SLIP_FIGURES, SLIP_TITLE
from calculator.desktop.visits.typed_rows import Cell, Read
from calculator.desktop.visits.visit_clipboard import new_visit
from calculator.desktop.visits.visit_reading import read_cell
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.widgets.choice import Choice
from calculator.widgets.field import Field, caption
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import named
from calculator.words.field_texts import TOO_LARGE, show_date

_AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")
_AMOUNTS = (
    ("total", N_("Total on the slip (yuan)"), N_("Everything on the bill, before anybody paid for it.")),
    (
        "first_self_pay",
        N_("Paid first oneself (自付二, 先行自付; yuan)"),
        N_("What is to be paid first oneself of class B medicines and items. Empty where the slip has none."),
    ),
    (
        "out_of_catalogue",
        N_("Out of the catalogue (自费; yuan)"),
        N_("Medicines and items outside the catalogue, of which the insurance pays nothing. Empty for none."),
    ),
    ("over_price_limit", N_("Over the price limit (yuan)"), N_("What exceeds the highest price that is paid for.")),
    (
        "paid_elsewhere",
        N_("Paid by another scheme (yuan)"),
        N_("What a chronic-disease or other scheme has paid of it."),
    ),
)
_OWN_SHARE = N_("自付一, the deductible and the own part of the share, is computed here and need not be entered.")
_TEXTS = (
    ("note", N_("Department or note")),
    ("receipt", N_("Receipt or settlement number")),
    ("time", N_("Time of day")),
)
_KINDS = {"date": "date", "institution": "institution", "time": "time", "note": "text", "receipt": "text"}
_EXPECTED = {
    "date": N_("A date is expected, for example 3-5, 3月5日 or 2023/3/5"),
    "time": N_("A time of day is expected, such as 9:30"),
    "note": N_("200 letters at most"),
    "receipt": N_("200 letters at most"),
}
_LEVEL_TOO = N_("The level may follow at once: 3-5e is 5 March, level 2 (y 1, e 2, s 3).")
_PHARMACY = "pharmacy"


class ReceiptFields(QWidget):
    """What stands on a receipt, to be typed from top to bottom; `visit` gives what was typed as a visit."""

    finished = Signal()
    """Enter in the last field."""

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._session, self._theme, self._today = session, theme, today
        tr = session.wording.text
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(8))
        self.fields: dict[str, Field] = {}
        self._date()
        self._hospital()
        for name, label, hint in _AMOUNTS:
            self._field(name, label, hint, expected=_AMOUNT)
            if name == "total":
                own = QLabel(tr(_OWN_SHARE))
                own.setWordWrap(True)
                set_role(own, "small")
                self._column.addWidget(own)
        self._payers()
        self._column.addWidget(caption(tr(SLIP_TITLE)))
        for name, label in SLIP_FIGURES:
            self._field(name, label, expected=_AMOUNT)
        for name, label in _TEXTS:
            self._field(name, label)
        self._column.addStretch(1)
        self.begin()

    # ---- making the parts

    def _field(self, name: str, label: str, hint: str = "", expected: str = "") -> Field:
        tr = self._session.wording.text
        field = Field(
            tr(label),
            read=partial(self._read, name),
            show_value=str,
            expected=tr(expected) if expected else "",
            hint=tr(hint) if hint else "",
            too_large=tr(TOO_LARGE),
        )
        self.fields[name] = field
        self._column.addWidget(field)
        return field

    def _date(self) -> None:
        tr = self._session.wording.text
        field = self._field("date", N_("Date"), _LEVEL_TOO, expected=_EXPECTED["date"])
        field.edit.textEdited.connect(partial(self._follow_level, "date"))
        row = QHBoxLayout()
        self.today = QPushButton(tr(N_("Today")))
        self.yesterday = QPushButton(tr(N_("Yesterday")))
        self.calendar = QPushButton(tr(N_("Calendar ▾")))
        for button, days in ((self.today, 0), (self.yesterday, 1)):
            button.clicked.connect(partial(self._set_day, days))
            button.setToolTip(button.text())
        self.calendar.setToolTip(tr(N_("Choose the day in a calendar")))
        menu = QMenu(self.calendar)
        menu.aboutToShow.connect(partial(self._fill_calendar, menu))
        self.calendar.setMenu(menu)
        for button in (self.today, self.yesterday, self.calendar):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _fill_calendar(self, menu: QMenu) -> None:
        from PySide6.QtWidgets import QCalendarWidget  # only for whom it is opened

        menu.clear()
        calendar = QCalendarWidget()
        day = self._day()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(chosen: QDate) -> None:
            self.fields["date"].edit.setText(date(chosen.year(), chosen.month(), chosen.day()).isoformat())
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

    def _hospital(self) -> None:
        from PySide6.QtWidgets import QCompleter

        session, words = self._session, self._session.wording
        field = self._field(
            "institution",
            N_("Hospital"),
            N_("Its name, or just its level, for example 2, 三甲 or 药店; may be left empty."),
        )
        names = QCompleter(list(hospitals(session.case)), field)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        field.edit.setCompleter(names)
        field.edit.textEdited.connect(partial(self._follow_level, "institution"))
        levels = [(level, f"{place}  {words.word(level)}") for place, level in enumerate(LEVELS, start=1)]
        kinds = [*levels, (_PHARMACY, f"4  {words.word(_PHARMACY)}")]
        self.level = Choice(words.text(N_("Level of the hospital")), kinds)
        self.prescriber = Choice(words.text(N_("Level of the prescribing institution")), levels)
        self._asks_prescriber = caption(words.text(N_("Level of the prescribing institution")))
        for choice in (self.level, self.prescriber):
            for button in map(choice.button, choice.keys()):
                set_role(button, "choice-large")
                button.setAutoDefault(False)
        self.level.chosen.connect(lambda _key: self._show_prescriber())
        self._column.addWidget(caption(words.text(N_("Level of the hospital"))))
        self._column.addWidget(self.level)
        self._column.addWidget(self._asks_prescriber)
        self._column.addWidget(self.prescriber)

    def _payers(self) -> None:
        session, words = self._session, self._session.wording
        people = [
            (person.id, words.text(N_("{name}'s account")).format(name=named(person))) for person in session.case.people
        ]
        self.payer = Choice(words.text(N_("Who pays the own share")), [*people, ("", words.text(N_("cash")))])
        self._column.addWidget(caption(words.text(N_("Who pays the own share"))))
        self._column.addWidget(self.payer)

    # ---- what stands in it

    def begin(self) -> None:
        """An empty form for the next receipt."""
        self._level_told = False  # along with the date
        self._fresh = new_visit(self._session, self._today())
        for name, field in self.fields.items():
            field.set_value(show_date(self._fresh.date) if name == "date" else "", object())
        self.level.set_current(None if "institution" in self._fresh.unread else self._fresh.institution)
        self.prescriber.set_current(None)
        self.payer.set_current(self._fresh.person)
        self._show_prescriber()
        self.fields["date"].edit.setFocus()
        self.fields["date"].edit.selectAll()

    def _day(self) -> date:
        try:
            day = self._read("date", self.fields["date"].edit.text()).values["date"]
        except ValueError:
            return self._today()
        assert isinstance(day, date)
        return day

    def _set_day(self, days_ago: int) -> None:
        self.fields["date"].edit.setText((self._today() - timedelta(days_ago)).isoformat())
        self.fields["institution"].edit.setFocus()

    def _read(self, name: str, text: str) -> Read:
        """What a field's text says. Raises ValueError."""
        text = text.strip()
        if name == "institution":
            if not text:
                return Read({})
            if text.isascii() and text.isdecimal() and text in ("1", "2", "3"):
                return Read({"institution": LEVELS[int(text) - 1], "prescriber": None})
            if text == "4":
                return Read({"institution": _PHARMACY}, ("prescriber",))
        fields = ("institution", "prescriber") if name == "institution" else (name,)
        cell = Cell(name, name, _KINDS.get(name, "amount"), fields)
        return read_cell(cell, text, self._fresh.date.year, self._session.case)

    def _follow_level(self, name: str, text: str) -> None:
        """The buttons show the level that the text of a field tells."""
        self._level_told = False
        try:
            values = self._read(name, text).values
        except ValueError:
            return
        if "institution" in values:
            self._level_told = name == "date"
            self.level.set_current(str(values["institution"]))
            prescriber = values.get("prescriber")
            self.prescriber.set_current(None if prescriber is None else str(prescriber))
            self._show_prescriber()

    def _show_prescriber(self) -> None:
        pharmacy = self.level.current() == _PHARMACY
        self._asks_prescriber.setVisible(pharmacy)
        self.prescriber.setVisible(pharmacy)

    def press(self, focus: QWidget | None, event: QKeyEvent) -> bool:
        """Whether a key was for the fields: Enter goes to the next one, digits choose where a level is asked for."""
        if focus is None or not self.isAncestorOf(focus):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton) and not focus.isCheckable():
                return False
            self._go_on(focus)
            return True
        for choice in (self.level, self.prescriber):
            if choice.isAncestorOf(focus) and event.text() in ("1", "2", "3", "4"):
                self._choose(choice, int(event.text()))
                return True
        return False

    def _choose(self, choice: Choice, number: int) -> None:
        keys = choice.keys()
        if number <= len(keys):
            choice.set_current(keys[number - 1])
            choice.button(keys[number - 1]).setFocus()
            self._show_prescriber()

    def _go_on(self, focus: QWidget | None) -> None:
        """To what is still to be answered: the level where it is not known, else the next field."""
        fields = list(self.fields.values())
        place = next((n for n, field in enumerate(fields) if focus is not None and field.isAncestorOf(focus)), None)
        hospital = self.fields["institution"]
        if focus is not None and (hospital.isAncestorOf(focus) or self.level.isAncestorOf(focus)):
            if self.level.current() is None:
                self.level.button(LEVELS[0]).setFocus()
                return
            if self.level.current() == _PHARMACY and self.prescriber.current() is None:
                self.prescriber.button(LEVELS[0]).setFocus()
                return
        after = self.fields["total"] if place is None else fields[place + 1] if place + 1 < len(fields) else None
        if place is not None and (fields[place] is hospital or (place == 0 and self._level_told)):
            after = self.fields["total"]
        if after is None:
            self.finished.emit()
        else:
            after.edit.setFocus()
            after.edit.selectAll()

    def visit(self) -> Visit:
        """The receipt as it stands in the form; what cannot be read, or is missing, waits in it."""
        values: dict[str, object] = {}
        unread: dict[str, str] = {}
        for name, field in self.fields.items():
            text = field.edit.text().strip()
            try:
                read = self._read(name, text)
            except ValueError:
                unread[name] = text
            else:
                values |= read.values
                unread |= dict.fromkeys(read.left_open, "")
        level = self.level.current()
        if "institution" not in unread or not unread["institution"]:
            unread.pop("institution", None)
            unread.pop("prescriber", None)
            if level is None:
                unread["institution"] = ""
            else:
                values["institution"] = level
                values["prescriber"] = self.prescriber.current() if level == _PHARMACY else None
                if level == _PHARMACY and values["prescriber"] is None:
                    unread["prescriber"] = ""
        payer = self.payer.current()
        return self._fresh.model_copy(
            update={
                **whole_fields(self._fresh, values),
                "unread": unread,
                "pay_from_account": (payer,) if payer else (),
            }
        )

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed besides the day."""
        return any(field.edit.text().strip() for name, field in self.fields.items() if name != "date")

    def mark_unread(self, unread: Mapping[str, str]) -> None:
        """Say at the fields what cannot be read or is missing, and go to the first of them."""
        words = self._session.wording
        for name, text in unread.items():
            if name in ("institution", "prescriber"):
                continue
            field = self.fields[name]
            field.refuse(field.wrong(text) if text else words.text(N_("Still to be entered")))
        first = next(iter(unread))
        choice = {"institution": self.level, "prescriber": self.prescriber}.get(first)
        (self.fields[first].edit if choice is None else choice.button(LEVELS[0])).setFocus()

    def mark_faults(self, faults: Sequence[Fault]) -> None:
        """Say at the fields why what they hold cannot stand."""
        for fault in faults:
            field = self.fields.get(fault.path.rpartition("].")[2])
            if field is not None:
                field.refuse(self._session.wording.at_field(fault))
                field.edit.setFocus()
