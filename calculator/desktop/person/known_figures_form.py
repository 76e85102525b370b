"""What the insurance app or a slip says on a day: deductible used, pooled, balance of the account."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.case.case import KnownFigures, Person
from calculator.case.known_figures import free_day, known_on_another_day, with_known, without_known
from calculator.desktop.person.person_field import AMOUNT, PersonField
from calculator.ground.language import N_
from calculator.ground.typed_values import typed_date
from calculator.session.session import Session
from calculator.widgets.buttons import push_button
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import read_optional_amount

_FIGURES = (
    ("deductible_used", N_("Deductible used (yuan)")),
    ("pooled", N_("Paid by the pooled fund (yuan)")),
    ("balance", N_("Balance of the account (yuan)")),
)
_DAY = N_("A day of its own is expected, such as 2023-06-30")
ADD_KNOWN = N_("Add known figures of a day")
REMOVE_KNOWN = N_("Remove known figures of a day")


class KnownDay(QFrame):
    """The figures of one day, a field each."""

    def __init__(self, session: Session, theme: Theme, day: date) -> None:
        super().__init__()
        self._session, self.shown_day = session, day
        set_role(self, "option")
        column = QVBoxLayout(self)
        edge = theme.px(8)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(4))
        self.day = self._day_field()
        self.figures = {name: self._figure(name, label) for name, label in _FIGURES}
        self.remove = push_button(session.wording, N_("Remove"), REMOVE_KNOWN)
        self.remove.clicked.connect(self._remove)
        for part in (self.day, *self.figures.values(), self.remove):
            column.addWidget(part)

    def _day_field(self) -> PersonField:
        def read(text: str) -> date:
            day = typed_date(text, self._session.year)
            known_on_another_day(self._session.person.known, self.shown_day, day)  # another has that day already
            return day

        def fields(person: Person, day: date) -> dict[str, object]:
            return {"known": known_on_another_day(person.known, self.shown_day, day)}

        return PersonField(
            self._session,
            N_("As of the end of"),
            f"known.{self.shown_day.isoformat()}.date",
            lambda _person: self.shown_day,
            fields,
            read=read,
            show_value=date.isoformat,
            expected=_DAY,
        )

    def _figure(self, name: str, label: str) -> PersonField:
        def value(person: Person) -> object:
            of_day = next((one for one in person.known if one.date == self.shown_day), None)
            return None if of_day is None else getattr(of_day, name)

        return PersonField(
            self._session,
            label,
            f"known.{self.shown_day.isoformat()}.{name}",
            value,
            lambda person, fen: {"known": with_known(person.known, self.shown_day, **{name: fen})},
            read=read_optional_amount,
            show_value=self._session.wording.entry,
            expected=AMOUNT,
            follows=True,
        )

    def refresh(self) -> None:
        """Show what stands in the case for the day."""
        for field in self.fields():
            field.refresh()
            field.set_hint(field.told)

    def fields(self) -> list[PersonField]:
        """The day and its figures."""
        return [self.day, *self.figures.values()]

    def _remove(self) -> None:
        session, of_day = self._session, f"known.{self.shown_day.isoformat()}."
        unread = {name: text for name, text in session.person.unread.items() if not name.startswith(of_day)}
        known = without_known(session.person.known, self.shown_day)
        session.edit_person(REMOVE_KNOWN, known=known, unread=unread)


class KnownFiguresForm(QWidget):
    """The days of which the shown person's figures are known, and a button for one more."""

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._session, self._theme, self._today = session, theme, today
        tr = session.wording.text
        self.days: list[KnownDay] = []
        self._shown: tuple[str, tuple[date, ...]] = ("", ())
        title = QLabel(tr(N_("Known figures")))
        set_role(title, "heading")
        said = N_("What the insurance app or a slip says: it counts from the end of that day on; a difference is told.")
        about = QLabel(tr(said))
        about.setWordWrap(True)
        set_role(about, "small")
        self.add = QPushButton(tr(N_("＋ Figures known of a day")))
        self.add.setToolTip(tr(ADD_KNOWN))
        self.add.setAccessibleName(tr(ADD_KNOWN))
        self.add.clicked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        for part in (title, about, self.add):
            self._column.addWidget(part)

    def refresh(self) -> None:
        """Show the shown person's days."""
        person = self._session.person
        shown = person.id, tuple(one.date for one in person.known)
        if shown != self._shown:
            self._shown = shown
            for gone in self.days:
                self._column.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self.days = [KnownDay(self._session, self._theme, day) for day in shown[1]]
            for row in self.days:
                self._column.insertWidget(self._column.count() - 1, row)
        for row in self.days:
            row.refresh()

    def fields(self) -> list[PersonField]:
        """The fields of every day."""
        return [field for row in self.days for field in row.fields()]

    def _add(self) -> None:
        session = self._session
        day = free_day(session.case, session.person.known, self._today())
        added = KnownFigures.model_construct(date=day)
        if not session.edit_person(ADD_KNOWN, known=with_known((*session.person.known, added), day)):
            row = next((row for row in self.days if row.shown_day == day), None)
            if row is not None:
                row.figures["pooled"].edit.setFocus()
