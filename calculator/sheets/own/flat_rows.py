"""The rows of a table of many people, or of their visits, as persons and visits of a case; nothing is guessed.

A heading is the name of the case's field, or the word that the program has for it in one of its languages. What lies
within a field is named by a path: `account.opening_balance`, `average_pension.2023`, `contribution_base.2023-07`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from calculator.case.case import Institution, Person, Visit
from calculator.case.plain_reader import read_plainly
from calculator.ground.faults import Fault, FaultsError, faults_of, quoted
from calculator.ground.language import LANGUAGES, N_, translate
from calculator.ground.typed_values import typed_time
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance, Relation
from calculator.policy.packs import Packs
from calculator.policy.region_names import by_name
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_days import date_in
from calculator.sheets.cell_text import from_one_cell, names_by_word, plain
from calculator.sheets.cells import CellError
from calculator.sheets.own.assumptions_table import BY_TIME, ITEMS, kind_of
from calculator.sheets.own.exact_cells import read_cell, read_truth
from calculator.sheets.table_columns import VISIT_COLUMNS

FAMILY = "family"
_FAMILY_HEADING, _PERSON_HEADING = N_("household"), N_("insured person")
_PEOPLE_NEEDED, _VISITS_NEEDED = ("id", "region", "status"), ("person", "date", "institution", "total")
_GROUPS = ("city.deductible", "city.deductible_retired", "city.rate")
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "plan": PLANS,
    "usual_level": LEVELS,
    "relation": get_args(Relation),
    "institution": get_args(Institution),
    "prescriber": LEVELS,
    "setting": SETTINGS,
}
_LONGEST_ID = 200
_SEVERAL_LINES = frozenset("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")

Kind = TypeVar("Kind", Person, Visit)


class Read(NamedTuple, Generic[Kind]):
    """What a row says: the household it names, whose it is, and the row itself, or what is wrong with it."""

    family: str
    person: str
    row: Kind | None
    faults: tuple[Fault, ...]


class Headings(NamedTuple):
    """Which field each place of a row holds, as the table's headings say, and the headings that mean none."""

    fields: Mapping[int, str]
    titles: Sequence[str]
    unused: Sequence[str]

    def place(self, field: str) -> int | None:
        """Where a field stands; None where the table lacks it."""
        return next((place for place, name in self.fields.items() if name == field), None)


def people_headings(titles: Sequence[str], where: str = "") -> Headings:
    """What the headings of a table of people mean. Raises FaultsError where a needed one is not there, or one twice."""
    named = {plain(translate(text, language)): field for field, text in ITEMS.items() for language in LANGUAGES}
    named |= {plain(field): field for field in (*ITEMS, "account.opening_balance", "account.monthly_credit")}
    named |= {plain(translate(_PERSON_HEADING, language)): "id" for language in LANGUAGES}
    for group in _GROUPS:
        named.pop(plain(group), None)
        named |= {plain(f"{group}.{level}"): f"{group}.{level}" for level in LEVELS}
    named = {name: field for name, field in named.items() if not field.startswith("known")}
    return _headings(titles, named, _PEOPLE_NEEDED, where)


def visits_headings(titles: Sequence[str], where: str = "") -> Headings:
    """What the headings of a table of visits mean. Raises FaultsError as `people_headings`."""
    headings = {column.key: column.heading for column in VISIT_COLUMNS if column.key in _VISIT_READERS}
    named = {plain(translate(text, language)): key for key, text in headings.items() for language in LANGUAGES}
    named |= {plain(key): key for key in headings}
    return _headings(titles, named, _VISITS_NEEDED, where)


def _headings(titles: Sequence[str], named: dict[str, str], needed: Iterable[str], where: str) -> Headings:
    named |= {plain(translate(_FAMILY_HEADING, language)): FAMILY for language in LANGUAGES} | {FAMILY: FAMILY}
    fields: dict[int, str] = {}
    faults, unused = list[Fault](), list[str]()
    for place, title in enumerate(titles):
        field = named.get(plain(title)) or _by_time(title)
        if field is None:
            unused += [title] if title.strip() else []
        elif field in fields.values():
            faults.append(Fault("1", "column_twice", {"heading": title}))
        else:
            fields[place] = field
    lacking = [field for field in needed if field not in fields.values()]
    faults += [Fault("1", "column_needed", {"heading": field}) for field in lacking]
    if faults:
        raise FaultsError(faults, where)
    return Headings(fields, titles, unused)


def _by_time(title: str) -> str | None:
    """A field that holds from a month, or of a year: its name, a full stop, and when."""
    for field in BY_TIME:
        if plain(title).startswith(f"{field}."):
            return plain(title)
    return None


# ---- people


def regions_by_name(packs: Packs) -> dict[str, str]:
    """The regions by what they are called in any language, and by their own name."""
    return by_name(packs) | {name: name for name in packs.ids()}


class PeopleTable:
    """Reads the rows of a table of people."""

    def __init__(self, headings: Headings, packs: Packs) -> None:
        self._headings = headings
        self._regions = regions_by_name(packs)

    def read(self, cells: Sequence[str]) -> Read[Person]:
        """The person of a row."""
        data: dict[str, Any] = {}
        faults = list(_too_many(cells, self._headings))
        for place, field in self._headings.fields.items():
            cell = cells[place].strip() if place < len(cells) else ""
            if not cell:
                continue
            try:
                _put(data, field, self._value(field, cell))
            except CellError as error:
                faults.append(Fault(self._headings.titles[place], error.code, error.figures))
        family, person = data.pop(FAMILY, ""), data.get("id", "")
        if faults:
            return Read(family, person, None, tuple(faults))
        made = read_plainly(Person, data)
        return Read(family, person, made, ()) if made is not None else _unread(family, person, data)

    def _value(self, field: str, cell: str) -> Any:
        if field in ("id", FAMILY):
            return _id_in(cell)
        if field == "region":
            return self._regions.get(cell, cell)
        kind = kind_of(field)
        if kind == "rate" and not cell.endswith(("%", "％")):
            return cell  # a decimal, as a case file has it; 0.65 is never taken for 0.65%
        return word_in(field, cell) if field in _CHOICES else read_cell(kind, cell)


def _put(data: dict[str, Any], field: str, value: Any) -> None:
    *groups, name = field.split(".")
    for group in groups:
        data = data.setdefault(group, {})
        if not isinstance(data, dict):
            raise CellError("twice", found=quoted(field))
    if name in data:
        raise CellError("twice", found=quoted(field))
    data[name] = value


def _unread(family: str, person: str, data: dict[str, Any]) -> Read[Person]:
    from pydantic import ValidationError  # not for a table without faults

    try:
        return Read(family, person, Person.model_validate(data), ())
    except ValidationError as error:
        return Read(family, person, None, tuple(faults_of(error)))


# ---- visits


class VisitsTable:
    """Reads the rows of a table of visits."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._readers = [(place, field, _VISIT_READERS[field]) for place, field in headings.fields.items()]

    def read(self, cells: Sequence[str], number: int) -> Read[Visit]:
        """The visit of a row, whose number stands for an id that is not given."""
        values: dict[str, Any] = {}
        faults = list(_too_many(cells, self._headings))
        for place, field, read in self._readers:
            cell = cells[place].strip() if place < len(cells) else ""
            if not cell:
                continue
            try:
                values[field] = read(cell)
            except CellError as error:
                faults.append(Fault(self._headings.titles[place], error.code, error.figures))
        family, person = values.pop(FAMILY, ""), values.get("person", "")
        told = {fault.path for fault in faults}
        for field in _VISITS_NEEDED:
            needed = self._headings.place(field)
            if field not in values and needed is not None and self._headings.titles[needed] not in told:
                faults.append(Fault(self._headings.titles[needed], "missing"))
        if faults:
            return Read(family, person, None, tuple(faults))
        values.setdefault("id", str(number))
        payers = values.get("pay_from_account")
        if payers is not None:
            values["pay_from_account"] = tuple(dict.fromkeys(payer or person for payer in payers))
        return Read(family, person, Visit.model_construct(**values), ())


def _too_many(cells: Sequence[str], headings: Headings) -> Iterator[Fault]:
    if any(cell.strip() for cell in cells[len(headings.titles) :]):
        yield Fault("", "more_cells_than_headings")


# ---- cells


def _id_in(cell: str) -> str:
    if len(cell) > _LONGEST_ID:
        raise CellError("too_long")
    if not _SEVERAL_LINES.isdisjoint(cell):
        raise CellError("several_lines", found=quoted(cell))
    return cell


@lru_cache(maxsize=1024)
def word_in(field: str, cell: str) -> str:
    """The name of the case's format for the word in a cell of a field. Raises CellError."""
    name = names_by_word(_CHOICES[field]).get(plain(cell))
    if name is None:
        raise CellError("not_one_of", found=quoted(cell), expected=", ".join(_CHOICES[field]))
    return name


def _word_of(field: str) -> Callable[[str], str]:
    return lambda cell: word_in(field, cell)


@lru_cache(maxsize=4096)
def day_in(cell: str) -> date:
    """The day in a cell. Raises CellError."""
    return date_in(cell, 0)


@lru_cache(maxsize=1024)
def circumstances_in(cell: str) -> tuple[str, ...]:
    """The circumstances in a cell. Raises CellError."""
    known = names_by_word(get_args(Circumstance))
    found = list[str]()
    for part in _parts(cell):
        name = known.get(plain(part))
        if name is None:
            raise CellError("not_one_of", found=quoted(part), expected=", ".join(get_args(Circumstance)))
        found.append(name)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def payers_in(cell: str) -> tuple[str, ...]:
    """Who pays; an empty text is the person whose visit it is."""
    try:
        own = read_truth(cell)
    except CellError:
        return tuple(map(_id_in, _parts(cell)))
    return ("",) if own else ()


def _parts(cell: str) -> list[str]:
    try:
        return [part for part in from_one_cell(cell) if part]
    except ValueError:
        raise CellError("not_list", found=quoted(cell)) from None


@lru_cache(maxsize=4096)
def time_in(cell: str) -> str:
    """The time of day in a cell. Raises CellError."""
    try:
        return typed_time(cell)
    except ValueError:
        raise CellError("not_a_time", found=quoted(cell)) from None


truth_in = lru_cache(maxsize=64)(read_truth)

_VISIT_READERS: dict[str, Callable[[str], Any]] = {
    FAMILY: _id_in,
    "id": _id_in,
    "person": _id_in,
    "date": day_in,
    "time": time_in,
    "institution": _word_of("institution"),
    "prescriber": _word_of("prescriber"),
    "total": amount_in,
    "out_of_catalogue": amount_in,
    "over_price_limit": amount_in,
    "first_self_pay": amount_in,
    "paid_elsewhere": amount_in,
    "setting": _word_of("setting"),
    "emergency": truth_in,
    "refunded": truth_in,
    "circumstances": circumstances_in,
    "pay_from_account": payers_in,
}
