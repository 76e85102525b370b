"""A field of the shown person: what it reads goes into the case, and so does the text that it cannot read."""

from collections.abc import Callable
from typing import Any

from calculator.case.case import Person
from calculator.case.unread_entries import Entry
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import Month
from calculator.session.session import Session, changing
from calculator.widgets.field import Field
from calculator.words.field_texts import TOO_LARGE, read_optional_amount, read_series, show_series

AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")
SERIES = N_("Yuan a month are expected, such as 6000, or by month: 2023-01 6000; 2023-07 6500")


class PersonField(Field):
    """A field called `label` for what the case calls `name`, such as `account.opening_balance`.

    `value` takes what it shows from a person; `fields` turns what was read into fields of that person.
    """

    def __init__(
        self,
        session: Session,
        label: str,
        name: str,
        value: Callable[[Person], Any],
        fields: Callable[[Person, Any], dict[str, object]],
        *,
        read: Callable[[str], Any],
        show_value: Callable[[Any], str],
        expected: str,
        hint: str = "",
        follows: bool = False,
    ) -> None:
        tr = session.wording.text
        super().__init__(
            tr(label),
            read=read,
            show_value=show_value,
            expected=tr(expected),
            hint=hint,
            follows=follows,
            objection=self._objection_to,
            too_large=tr(TOO_LARGE),
        )
        self.name = name
        self._session, self._action = session, changing(label)
        self._value_of, self._fields = value, fields
        self.committed.connect(self._commit)
        self.rejected.connect(self._keep)

    @property
    def unread(self) -> bool:
        """Whether the shown person's text could not be read."""
        return self.name in self._session.person.unread

    @property
    def told(self) -> str:
        """What the statement says about the field."""
        told = (one for one in self._session.computed.warnings if one.field == self.name)
        return "\n".join(self._session.wording.say(one.message) for one in told)

    def refresh(self) -> None:
        """Show what stands in the case for the shown person."""
        person = self._session.person
        self.keep_only({one.id for one in self._session.case.people})
        self.set_value(self._value_of(person), person.id, person.unread.get(self.name))

    @property
    def _entry(self) -> Entry:
        return Entry("people", self._session.person_id, self.name)

    def _commit(self, value: object) -> None:
        session, fields = self._session, self._fields(self._session.person, value)
        with session.entry(self.entry, half=self.half_typed):
            faults = session.faults_against(self._entry, fields)
            if faults:
                self.refuse(session.wording.at_field(faults[0]), faults[0])
            else:
                session.enter(self._action, self._entry, self.edit.text(), fields)

    def _keep(self, text: str) -> None:
        with self._session.entry(self.entry):
            self._session.enter(self._action, self._entry, text, None)

    def _objection_to(self, value: object) -> str:
        """Why a value that can be read does not stand."""
        session = self._session
        faults = session.faults_against(self._entry, self._fields(session.person, value))
        return session.wording.at_field(faults[0]) if faults else ""


def account_field(session: Session, label: str, name: str, *, by_month: bool = False) -> PersonField:
    """A field of the account: an amount, or yuan a month."""
    entry = session.wording.entry

    def fields(person: Person, value: object) -> dict[str, object]:
        return {"account": person.account.model_copy(update={name: value})}

    return PersonField(
        session,
        label,
        f"account.{name}",
        lambda person: getattr(person.account, name),
        fields,
        read=read_series if by_month else lambda text: read_optional_amount(text) or Fen(0),
        show_value=(lambda series: show_series(series, session.wording)) if by_month else entry,
        expected=SERIES if by_month else AMOUNT,
        follows=True,
    )


def by_month_field(session: Session, label: str, name: str) -> PersonField:
    """A field of yuan a month, which may change with the months."""

    def shown(series: Fen | dict[Month, Fen] | None) -> str:
        return show_series(series, session.wording)

    return PersonField(
        session,
        label,
        name,
        lambda person: getattr(person, name),
        lambda _person, value: {name: value},
        read=read_series,
        show_value=shown,
        expected=SERIES,
        follows=True,
    )
