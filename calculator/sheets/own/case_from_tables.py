"""The case in the sheets that `tables` made, wherever they have been in between; nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from calculator.case.case import FORMAT, Case, Institution, StatedFigures
from calculator.case.case_checks import faults_in
from calculator.ground.faults import Fault, FaultsError, faults_of
from calculator.ground.language import LANGUAGES, translate
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance, Purpose, Relation
from calculator.policy.packs import Packs
from calculator.policy.region_names import by_name
from calculator.sheets.cell_text import ids_by_label, plain
from calculator.sheets.cells import CellError, text_of
from calculator.sheets.own.assumptions_table import BEFORE, BY_TIME, EMPTY, KNOWN, WORDED, WORKBOOK, kind_of
from calculator.sheets.own.assumptions_table import COLUMNS as ASSUMPTION_COLUMNS
from calculator.sheets.own.exact_cells import Row, cell_name, read_cell, read_word
from calculator.sheets.own.unread_cells import put_unread
from calculator.sheets.table_columns import (
    COMPUTED_SUM,
    OF_RECEIPTS,
    SUM,
    TITLES,
    USE_COLUMNS,
    USE_ENTERED,
    VISIT_COLUMNS,
    VISIT_ENTERED,
    TableColumn,
)
from calculator.words.wording import Wording

_FIELD = re.compile(r"people\[(\d{1,6})\]\.(.+)", re.DOTALL)
_ROW = re.compile(r"(visits|account_uses)\[(\d+)\]")
_AFTER_A_SPLIT = re.compile(r" \(\d+\)$")
_VISIT_VALUES = ("id", "date", "total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")
_VISIT_TEXTS = ("institution_name", "note", "receipt", "time")
_VISIT_WORDS: dict[str, tuple[str, ...]] = {
    "institution": get_args(Institution),
    "prescriber": LEVELS,
    "setting": SETTINGS,
}
_USE_WORDS: dict[str, tuple[str, ...]] = {"relation": get_args(Relation), "purpose": get_args(Purpose)}
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "plan": PLANS,
    "usual_level": LEVELS,
    "relation": get_args(Relation),
}


class Sheet(NamedTuple):
    """A sheet as it was read: its name and its rows of cells, the first being the headings."""

    title: str
    rows: Iterable[Sequence[Any]]


def key_of(title: str) -> str | None:
    """Which of our sheets a title names, in any language; a sheet that goes on on a second one counts as itself."""
    named = {plain(translate(text, language)): key for key, text in TITLES.items() for language in LANGUAGES}
    return named.get(plain(_AFTER_A_SPLIT.sub("", title)))


def is_workbook(assumptions: Sheet) -> bool:
    """Whether a sheet says that it belongs to a workbook of ours that holds a whole household."""
    marks = {WORKBOOK, BEFORE}
    return key_of(assumptions.title) == "assumptions" and any(not marks.isdisjoint(row) for row in assumptions.rows)


def is_visits_table(heads: Sequence[Any]) -> bool:
    """Whether headings are those of our table of visits, of which some may have been changed since."""
    return len(columns_of(heads, VISIT_COLUMNS)) > len(VISIT_COLUMNS) // 2


def columns_of(heads: Sequence[Any], columns: Iterable[TableColumn]) -> dict[int, TableColumn]:
    """Which column stands at each place, by its heading in any language or its name in the case file."""
    named: dict[str, TableColumn] = {}
    for column in columns:
        for name in (column.key, *(translate(column.heading, language) for language in LANGUAGES)):
            named[plain(name)] = column
    found: dict[int, TableColumn] = {}
    for place, head in enumerate(heads):
        meant = named.get(plain(head)) if isinstance(head, str) else None
        if meant is not None and meant not in found.values():
            found[place] = meant
    return found


def visits_from(sheet: Sheet, names: Mapping[str, str], where: str = "") -> list[dict[str, Any]]:
    """The fields of the visits in a table of ours, as a case file has them; `names` are the people's by id.

    Raises FaultsError with the cell of every fault.
    """
    rows, faults = list[dict[str, Any]](), list[Fault]()
    for row, fields in _visits(sheet, ids_by_label(names), is_older=True):
        faults += row.faults
        rows.append(fields)
    if faults:
        raise FaultsError(faults, where)
    return rows


def case_from(sheets: Iterable[Sheet], library: Packs, where: str = "") -> Case:
    """The case in a workbook's sheets. Raises FaultsError with the sheet and cell of every fault."""
    return _Reader(library, where).case(sheets)


class _Reader:
    def __init__(self, library: Packs, where: str) -> None:
        self._library, self._where = library, where
        self._faults = list[Fault]()
        self._is_older = False
        """Whether the workbook is of the form before, which lacks some columns."""
        self._rows: dict[tuple[str, int], str] = {}
        """Where each visit and use stands, to tell faults by."""

    def case(self, sheets: Iterable[Sheet]) -> Case:
        by_key: dict[str | None, list[Sheet]] = {}
        for sheet in sheets:
            by_key.setdefault(key_of(sheet.title), []).append(sheet)
        data: dict[str, Any] = {"format": FORMAT, "readings": {}}
        people: dict[int, dict[str, Any]] = {}
        missing = [key for key in ("visits", "uses") if key not in by_key]
        self._refuse([Fault("", "no_such_sheet", {"heading": TITLES[key]}) for key in missing])
        for sheet in by_key.get("assumptions", []):
            self._assumptions(sheet, data, people)
        data["people"] = [people[place] for place in sorted(people)]
        names = {str(person.get("id")): str(person.get("name") or "") for person in data["people"]}
        data["visits"] = self._table("visits", by_key.get("visits", []), _visits, names)
        data["account_uses"] = self._table("account_uses", by_key.get("uses", []), _uses, names)
        self._refuse(self._faults)
        try:
            case = Case.model_validate(data)
        except ValidationError as error:
            raise FaultsError(map(self._in_the_sheet, faults_of(error)), self._where) from None
        self._refuse([self._in_the_sheet(fault) for fault in faults_in(case, self._library)])
        return case

    def _refuse(self, faults: list[Fault]) -> None:
        if faults:
            raise FaultsError(faults, self._where)

    def _in_the_sheet(self, fault: Fault) -> Fault:
        match = _ROW.match(fault.path)
        row = self._rows.get((match[1], int(match[2]))) if match else None
        return fault if not match or row is None else Fault(row + fault.path[match.end() :], fault.code, fault.figures)

    def _table(
        self,
        table: str,
        sheets: list[Sheet],
        read: Callable[..., Iterator[tuple[Row, dict[str, Any]]]],
        names: Mapping[str, str],
    ) -> list[dict[str, Any]]:
        found = list[dict[str, Any]]()
        ids = ids_by_label(names)
        for sheet in sheets:
            for row, fields in read(sheet, ids, is_older=self._is_older):
                self._faults += row.faults
                self._rows[table, len(found)] = f"{sheet.title}!{row.number}"
                found.append(fields)
        return found

    def _assumptions(self, sheet: Sheet, data: dict[str, Any], people: dict[int, dict[str, Any]]) -> None:
        for row in _rows(sheet, ASSUMPTION_COLUMNS, ("since", "value", "field")):
            field, value = row.raw("field"), row.raw("value")
            if not isinstance(field, str) or field in ("", "format"):
                self._is_older = self._is_older or value == BEFORE
                continue
            match = _FIELD.fullmatch(field)
            try:
                if field in ("from", "through"):
                    data[field] = read_cell("month", value)
                elif field.startswith("readings."):
                    self._reading(field, value, data["readings"])
                elif match is not None:
                    self._person(people.setdefault(int(match[1]), {}), match[2], row.raw("since"), value)
                else:
                    raise CellError("unknown_field", found=field)
            except CellError as error:
                self._faults.append(Fault(f"{sheet.title}!{row.number}", error.code, error.figures))

    def _reading(self, field: str, value: Any, readings: dict[str, Any]) -> None:
        _readings, region, *rest = field.split(".", 2)
        chosen = readings.setdefault(region, {})
        if not rest or value == EMPTY:
            return
        (name,) = rest
        said = read_cell("text", value) or ""
        values = dict[str, str]()
        if region in self._library:
            pack = self._library.pack(region)
            for choice in next((row.values for row in pack.reading if row.id == name), ()):
                values |= {plain(Wording(one).reading(pack, name, choice.id)): choice.id for one in LANGUAGES}
                values[plain(choice.id)] = choice.id
        chosen[name] = values.get(plain(said), said)

    def _person(self, person: dict[str, Any], field: str, since: Any, cell: Any) -> None:
        if field.startswith("unread."):
            person.setdefault("unread", {})[field.removeprefix("unread.")] = text_of("" if cell is None else cell)
            return
        if field == "known" or field.removeprefix("known.") in KNOWN:
            self._known(person, field.removeprefix("known.") if "." in field else "", since, cell)
            return
        *groups, name = field.split(".")
        for group in groups:
            person = person.setdefault(group, {})
        value = self._value(field, cell)
        if since not in (None, ""):
            person, name = person.setdefault(name, {}), read_cell("month", since)
        if not isinstance(person, dict) or name in person:
            raise CellError("twice", found=field)
        # A text that was left empty is one; anything else was not given.
        if value is not None or kind_of(field) == "text":
            person[name] = "" if value is None else value

    @staticmethod
    def _known(person: dict[str, Any], name: str, since: Any, cell: Any) -> None:
        day, known = read_cell("date", since), person.setdefault("known", [])
        if not known or known[-1]["date"] != day:
            known.append({"date": day})
        if name in known[-1]:
            raise CellError("twice", found=f"known.{name}")
        if name:
            known[-1][name] = read_cell("amount", cell)

    def _value(self, field: str, cell: Any) -> Any:
        if field in BY_TIME and cell == EMPTY:
            return {}
        if field in WORDED:
            return read_word(cell, _CHOICES[field])
        value = read_cell(kind_of(field), cell)
        return self._region(value) if field == "region" and value else value

    def _region(self, said: str) -> str:
        if said in self._library:
            return said
        return by_name(self._library).get(said, said)


def _rows(
    sheet: Sheet, columns: Iterable[TableColumn], entered: Iterable[str], *, is_older: bool = False
) -> Iterator[Row]:
    """The filled rows below the headings. Raises FaultsError where a column is not there that holds what was entered.

    What was entered is never taken for its default: a heading that was changed, or that stands twice, is told.
    """
    rows, columns, entered = iter(sheet.rows), tuple(columns), set(entered)
    heads = next(rows, ())
    known = columns_of(heads, columns)
    there = {column.key for column in known.values()}
    faults = [
        Fault(f"{sheet.title}!1", "no_such_column", {"heading": column.heading})
        for column in columns
        if column.key in entered - there and _is_due(column.key, there, is_older=is_older)
    ]
    others = columns_of(["" if place in known else head for place, head in enumerate(heads)], columns)
    faults += [
        Fault(f"{sheet.title}!{cell_name(place, 1)}", "column_twice", {"heading": column.heading})
        for place, column in others.items()
        if column.key in entered
    ]
    if faults:
        raise FaultsError(faults)
    for number, cells in enumerate(rows, start=2):
        if any(cell not in (None, "") for cell in cells):
            yield Row(sheet.title, number, cells, known)


def _visits(sheet: Sheet, ids: Mapping[str, str], *, is_older: bool) -> Iterator[tuple[Row, dict[str, Any]]]:
    for row in _rows(sheet, VISIT_COLUMNS, VISIT_ENTERED, is_older=is_older):
        if _is_sum(row):
            continue
        unread = row.unread()
        fields = {key: row.value(key) for key in _VISIT_VALUES}
        fields |= {key: row.text(key) for key in _VISIT_TEXTS}
        fields["refunded"] = row.truth("refunded")
        fields["stated"] = (
            _given({name: row.value(f"stated.{name}") for name in StatedFigures.__dataclass_fields__}) or None
        )
        fields |= {key: row.word(key, names) for key, names in _VISIT_WORDS.items()}
        fields["person"] = row.label("person", ids)
        fields["emergency"] = row.truth("emergency")
        fields["circumstances"] = row.words("circumstances", get_args(Circumstance))
        fields["pay_from_account"] = row.labels("pay_from_account", ids)
        fields = _given(fields)
        put_unread(fields, unread)
        yield row, fields


def _uses(sheet: Sheet, ids: Mapping[str, str], *, is_older: bool) -> Iterator[tuple[Row, dict[str, Any]]]:
    for row in _rows(sheet, USE_COLUMNS, USE_ENTERED, is_older=is_older):
        if _is_sum(row):
            continue
        unread = row.unread()
        fields = {key: row.value(key) for key in ("id", "date", "amount")}
        fields |= {key: row.word(key, names) for key, names in _USE_WORDS.items()}
        fields["payer"] = row.label("payer", ids)
        fields = _given(fields)
        put_unread(fields, unread)
        yield row, fields


def _is_due(key: str, there: AbstractSet[str], *, is_older: bool) -> bool:
    """Whether a table has the column: one that may be of the time before receipts were kept has none of theirs."""
    return not is_older or key not in OF_RECEIPTS or not there.isdisjoint(OF_RECEIPTS)


def _is_sum(row: Row) -> bool:
    said = row.raw("date")
    if any(row.raw(key) not in (None, "") for key in ("id", "unread")):
        return False  # somebody typed the word for a day
    sums = {translate(text, language) for text in (SUM, COMPUTED_SUM) for language in LANGUAGES}
    return isinstance(said, str) and said in sums


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
