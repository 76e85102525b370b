"""The sheet of what a result rests on: what was entered of the people, the readings, the texts and the doubts.

The last column names the case's field, so that the sheet can be read back.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from calculator import __version__
from calculator.case.case import Person
from calculator.ground.language import N_
from calculator.ground.money import parse_amount, parse_rate
from calculator.ground.months import Month, format_month
from calculator.policy.pack import Pack
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import TITLES, Kind, Table, TableColumn, Value
from calculator.words.vocabulary import WORDS

WORKBOOK = "gongjisuan-workbook/2"
BEFORE = "gongjisuan-workbook/1"
"""The format that had no columns for what stands on a receipt."""
EMPTY = "{}"
"""What stands for a group without entries; a field without a row is not given."""

COLUMNS = (
    TableColumn("section", N_("section")),
    TableColumn("subject", N_("about")),
    TableColumn("item", N_("item")),
    TableColumn("since", N_("month or year")),
    TableColumn("value", N_("value"), "any"),
    TableColumn("note", N_("note")),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("field", N_("field of the case")),
)

_FILE, _PEOPLE = N_("This file"), N_("As entered")
_READINGS, _TEXTS, _WARNINGS = N_("Open questions"), N_("Texts"), N_("Warnings")

ITEMS: dict[str, str] = {
    "id": N_("id"),
    "name": N_("name"),
    "region": N_("region"),
    "status": N_("status"),
    "retirement_date": N_("date of retirement"),
    "birth_date": N_("date of birth"),
    "age": N_("age in completed years"),
    "plan": N_("plan"),
    "contribution_base": N_("contribution base a month"),
    "own_pension": N_("own pension a month"),
    "average_pension": N_("average basic pension a month"),
    "usual_level": N_("usual level of hospital"),
    "relation": N_("relation to the first person"),
    "known": N_("figures known at the end of the day"),
    "known.deductible_used": N_("deductible used, known at the end of the day"),
    "known.pooled": N_("paid by the pooled fund, known at the end of the day"),
    "known.balance": N_("account balance, known at the end of the day"),
    "account.opening_balance": N_("account balance at the start"),
    "account.monthly_credit": N_("known credit a month"),
    "opening.deductible_used": N_("deductible used before the period"),
    "opening.pooled": N_("paid by the pooled fund before the period"),
    "city.name": N_("name of the city"),
    "city.deductible": N_("the city's deductible"),
    "city.deductible_retired": N_("the city's deductible, retired"),
    "city.rate": N_("the city's rate"),
    "city.retired_uplift": N_("the city's uplift of the retired"),
    "city.cap": N_("the city's yearly cap"),
    "city.cap_retired": N_("the city's yearly cap, retired"),
}
_ELSEWHERE = {"known", "unread"}
KNOWN = ("deductible_used", "pooled", "balance")
"""What an app or a slip may say on a day."""
BY_MONTH = ("contribution_base", "own_pension", "account.monthly_credit")
BY_TIME = (*BY_MONTH, "average_pension")
WORDED = ("status", "plan", "usual_level", "relation")
_TEXT = ("id", "name", "city.name")
_DAYS = ("retirement_date", "birth_date")


def kind_of(field: str) -> Kind:
    """What sort of value a person's field holds, such as `city.rate.level1`."""
    if field in _TEXT or field in WORDED or field == "region":
        return "text"
    if field in _DAYS:
        return "date"
    if field == "age":
        return "whole"
    return "rate" if field.startswith(("city.rate", "city.retired_uplift")) else "amount"


def assumptions(tables: Tables, on: date) -> Table:
    """The sheet, as given out on a day."""
    rows = list(_Rows(tables, on).all())
    return Table("assumptions", tables.wording.text(TITLES["assumptions"]), COLUMNS, len(rows), lambda: rows)


class _Rows:
    def __init__(self, tables: Tables, on: date) -> None:
        self._tables, self._on = tables, on
        self._words, self._case, self._library = tables.wording, tables.case, tables.library
        # One person's figures rest on what others do as well, but they are no household that can be read back.
        self._whole = tables.person_id is None

    def all(self) -> Iterator[list[Any]]:
        yield from self._file()
        for place, (person, _computed) in enumerate(self._tables.people()):
            fields = person.model_dump(mode="json", exclude_none=True, exclude=_ELSEWHERE)
            yield from self._person(place, person.id, fields)
            yield from self._known(place, person)
            yield from self._unread(place, person)
        for region in self._regions():
            yield from self._policy(self._library.pack(region))
        for person, computed in self._tables.people():
            for caution in computed.warnings:
                said = self._words.say(caution.message)
                about = self._tables.label(person.id)
                yield self._row(_WARNINGS, about, None, None, said, source=caution.source, clause=caution.clause)

    def _regions(self) -> list[str]:
        chosen = self._case.readings if self._whole else ()
        return list(dict.fromkeys([*(person.region for person, _computed in self._tables.people()), *chosen]))

    def _row(
        self,
        section: str,
        subject: str | None,
        item: str | None,
        since: str | None,
        value: Any,
        *,
        kind: Kind = "text",
        note: str | None = None,
        source: str | None = None,
        clause: str | None = None,
        field: str | None = None,
    ) -> list[Any]:
        return [
            self._words.text(section),
            subject,
            item,
            since,
            Value(kind, value),
            note,
            source,
            clause,
            field if self._whole else None,
        ]

    def _file(self) -> Iterator[list[Any]]:
        tr = self._words.text
        if self._whole:
            yield self._row(_FILE, None, tr(N_("format")), None, WORKBOOK, field="format")
        yield self._row(_FILE, None, tr(N_("program")), None, f"共济算 gongjisuan {__version__}")
        yield self._row(_FILE, None, tr(N_("given out on")), None, self._on, kind="date")
        first, last = format_month(Month(self._case.from_)), format_month(Month(self._case.through))
        yield self._row(_FILE, None, tr(N_("first month")), None, first, field="from")
        yield self._row(_FILE, None, tr(N_("last month")), None, last, field="through")

    def _person(self, place: int, person_id: str, fields: Mapping[str, Any]) -> Iterator[list[Any]]:
        about = self._tables.label(person_id)
        for field, since, value in _leaves(fields):
            path = f"people[{place}].{field}"
            kind, shown = self._shown(field, value)
            yield self._row(_PEOPLE, about, self._item(field), since, shown, kind=kind, field=path)

    def _known(self, place: int, person: Person) -> Iterator[list[Any]]:
        about = self._tables.label(person.id)
        for figures in person.known:
            since = figures.date.isoformat()
            said = [(name, getattr(figures, name)) for name in KNOWN if getattr(figures, name) is not None]
            for name, fen in said:
                field = f"people[{place}].known.{name}"
                yield self._row(_PEOPLE, about, self._item(f"known.{name}"), since, fen, kind="amount", field=field)
            if not said:
                yield self._row(_PEOPLE, about, self._item("known"), since, EMPTY, field=f"people[{place}].known")

    def _unread(self, place: int, person: Person) -> Iterator[list[Any]]:
        """What could not be read, and so counts for nothing."""
        about, why = self._tables.label(person.id), self._words.text(N_("cannot be read, and is not counted"))
        for name, text in person.unread.items():
            item = self._item(name) if name in ITEMS or name.rpartition(".")[0] in ITEMS else name
            yield self._row(_PEOPLE, about, item, None, text, note=why, field=f"people[{place}].unread.{name}")

    def _item(self, field: str) -> str:
        if field in ITEMS:
            return self._words.text(ITEMS[field])
        group, _dot, level = field.rpartition(".")
        return f"{self._words.text(ITEMS[group])} · {self._words.word(level)}"

    def _shown(self, field: str, value: Any) -> tuple[Kind, Any]:
        kind = kind_of(field)
        if value == EMPTY and field in BY_TIME:
            return "text", value
        if field == "region":
            names = [self._words.of(pack.name) for pack in self._library]
            name = self._words.of(self._library.pack(value).name)
            return kind, name if names.count(name) == 1 else value
        if field in WORDED:
            return kind, self._words.text(WORDS[value])
        read = {"amount": parse_amount, "rate": parse_rate, "date": date.fromisoformat}.get(kind)
        return kind, value if read is None else read(value)

    def _policy(self, pack: Pack) -> Iterator[list[Any]]:
        words, name = self._words, self._words.of(pack.name)
        version = words.text(N_("version {number}")).format(number=pack.version)
        standing = words.text(N_("standing of the text"))
        yield self._row(_TEXTS, name, standing, None, words.word(pack.standing), note=version)
        for source in pack.sources:
            note, title = words.of(source.note) or None, words.of(source.title)
            yield self._row(_TEXTS, name, words.text(N_("document")), None, title, note=note, source=source.number)
        chosen = self._case.readings.get(pack.id)
        if chosen == {}:
            yield self._row(_READINGS, name, None, None, EMPTY, field=f"readings.{pack.id}")
        for reading in pack.reading:
            own = (chosen or {}).get(reading.id)
            said = words.text(N_("chosen. The default rests on: {why}") if own else N_("the default: {why}"))
            if own is not None and words.adopts(pack, reading.id, own):
                said = words.text(N_("adopted by this office. The default rests on: {why}"))
            yield self._row(
                _READINGS,
                name,
                words.question(pack, reading.id),
                None,
                words.reading(pack, reading.id, own or reading.values[0].id),
                note=said.format(why=words.of(reading.why)),
                source=reading.source and pack.source_number(reading.source),
                clause=reading.clause,
                field=f"readings.{pack.id}.{reading.id}" if own else None,
            )


def _leaves(fields: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str | None, Any]]:
    """Each field of a person with its month or year, where it has one, and its value as the file writes it."""
    for name, value in fields.items():
        path = before + name
        if not isinstance(value, Mapping):
            yield path, None, value
        elif path in BY_TIME:
            if not value and path in BY_MONTH:
                yield path, None, EMPTY
            for since, one in value.items():
                yield path, since, one
        else:
            yield from _leaves(value, f"{path}.")
