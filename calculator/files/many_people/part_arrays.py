"""The tables of a part as arrays for the kernel: who can be computed so, and whose rows must be read by themselves.

What makes a cell, a row or a person faulty is not told here: whoever has one is left to the ordinary way, which tells.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl

from calculator.batch.households import Frame
from calculator.batch.population import INSTITUTIONS, NONE, PHARMACY, Bills, Book, People, Truth, Whole, digits_of
from calculator.case.case import City
from calculator.case.case_checks import city_faults
from calculator.files.many_people.column_values import Values, amounts, coded, days, is_filled, text_of
from calculator.ground.months import first_day, last_day
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES
from calculator.sheets.own.flat_rows import (
    FAMILY,
    Headings,
    PeopleTable,
    circumstances_in,
    payers_in,
    regions_by_name,
    time_in,
    truth_in,
    word_in,
)

_OLDEST = 150
_LONGEST_ID, _LONGEST_NAME = 200, 1000
_PLAIN_ID = r"^[\p{L}\p{N}][^\p{C}\p{Z}\"]*$"
_CHANGED_ID = "_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]"
"""Ids that stand in a file as they are: on one line, no formula, and nothing that spreadsheets keep for themselves."""
_END_OF_DAY = 24 * 60
_OWN_ACCOUNT, _NAMED_ACCOUNT = 1, 2


class Columns:
    """The columns of a table by field; every reading adds to what is `odd`."""

    def __init__(self, frame: pl.DataFrame, headings: Headings) -> None:
        self.frame, self.headings = frame, headings
        self.odd: Truth = np.zeros(len(frame), dtype=np.bool_)
        for beyond in frame.get_columns()[1 + len(headings.titles) :]:
            self.odd |= is_filled(beyond)

    def column(self, field: str) -> pl.Series | None:
        """The column of a field."""
        place = self.headings.place(field)
        return None if place is None else self.frame.to_series(1 + place)

    def fields(self, before: str) -> list[str]:
        """The fields whose name begins so."""
        return [field for field in self.headings.fields.values() if field.startswith(before)]

    def amounts(self, field: str, empty: int = 0) -> Whole:
        """The amounts of a field."""
        column = self.column(field)
        return self._filled(None if column is None else amounts(column), empty)

    def coded(self, field: str, code: Callable[[str], int], empty: int = NONE) -> Whole:
        """The codes of a field of few different cells."""
        column = self.column(field)
        return self._filled(None if column is None else coded(column, code), empty)

    def days(self, field: str) -> Whole:
        """The ordinals of a field's days."""
        column = self.column(field)
        return self._filled(None if column is None else days(column), NONE)

    def needed(self, codes: Whole) -> Whole:
        """The codes of a field that must not be empty."""
        self.odd |= codes == NONE
        return codes

    def _filled(self, read: Values | None, empty: int) -> Whole:
        if read is None:
            return np.full(len(self.frame), empty, dtype=np.int64)
        self.odd |= read.odd
        return np.where(read.values == NONE, empty, read.values)

    def ids(self, field: str) -> pl.Series:
        """The texts of an id, None where the table has none of its own."""
        column = self.column(field)
        texts = pl.Series([None] * len(self.frame), dtype=pl.String) if column is None else text_of(column)
        plain = texts.str.contains(_PLAIN_ID) & ~texts.str.contains(_CHANGED_ID)
        sound = plain & (texts.str.len_chars() <= _LONGEST_ID)
        self.odd |= ~sound.fill_null(value=column is None or field == "id").to_numpy().astype(np.bool_)
        return texts

    def leave(self, *fields: str) -> None:
        """Leave rows in which such a field is filled to the ordinary way."""
        for field in fields:
            column = self.column(field)
            if column is not None:
                self.odd |= is_filled(column)


class PartArrays(NamedTuple):
    """What the kernel takes of a part, the numbers and ids of its rows, and which rows are left to the ordinary way."""

    people: People
    bills: Bills
    numbers: Whole
    ids: pl.Series
    visit_ids: pl.Series
    people_left: Truth
    visits_left: Truth


def part_arrays(
    people: pl.DataFrame, visits: pl.DataFrame, people_headings: Headings, visits_headings: Headings, frame: Frame
) -> PartArrays:
    """The arrays of a part, whose frames have the row's number first and then the cells below the headings."""
    persons, bills = Columns(people, people_headings), Columns(visits, visits_headings)
    ids, owners = persons.ids("id"), bills.ids("person")
    persons.leave(FAMILY)
    bills.leave(FAMILY)
    read_people = _people(persons, frame)
    read_bills, times = _bills(bills, frame, owners)
    persons.odd |= (ids.is_null() | ids.is_duplicated()).to_numpy().astype(np.bool_)
    owner = _places(ids, owners)
    bills.odd |= owner == NONE
    visit_ids = _visit_ids(bills, owners)
    # Whoever has an odd row is left to the ordinary way with all the others.
    persons.odd[owner[bills.odd & (owner != NONE)]] = True
    bills.odd |= persons.odd[np.maximum(owner, 0)] if len(people) else True
    kept = np.flatnonzero(~persons.odd)
    place = np.full(len(people) + 1, NONE, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    read_bills.person = place[owner]
    own = np.flatnonzero(~bills.odd)
    rows = visits.to_series(0).to_numpy()
    order = own[np.lexsort((rows[own], times[own], read_bills.day[own], read_bills.person[own]))]
    return PartArrays(
        read_people.taken(kept),
        read_bills.taken(order),
        people.to_series(0).to_numpy()[kept].astype(np.int64),
        ids.gather(kept),
        visit_ids.gather(order),
        persons.odd,
        bills.odd,
    )


def _places(ids: pl.Series, owners: pl.Series) -> Whole:
    """Where the owners stand among the ids; `NONE` where they do not."""
    known = pl.DataFrame({"id": ids, "place": np.arange(len(ids))}).unique("id", keep="first", maintain_order=True)
    found = pl.DataFrame({"id": owners}).join(known, on="id", how="left", maintain_order="left")
    return found["place"].fill_null(NONE).to_numpy().astype(np.int64)


def _visit_ids(bills: Columns, owners: pl.Series) -> pl.Series:
    """The ids of visits; where none is given, the row's number. Of one person no two are to be the same."""
    numbers = bills.frame.to_series(0).cast(pl.String)
    if bills.column("id") is None:
        return numbers
    texts = bills.ids("id")
    ids = pl.select(pl.when(texts.is_null()).then(numbers).otherwise(texts)).to_series()
    twice = pl.DataFrame({"person": owners, "id": ids}).is_duplicated()
    bills.odd |= twice.to_numpy().astype(np.bool_)
    return ids


# ---- people


def _people(columns: Columns, frame: Frame) -> People:
    names = regions_by_name(frame.packs)
    regions = list(dict.fromkeys(names.values()))
    region = columns.needed(columns.coded("region", lambda text: regions.index(names.get(text, ""))))
    books, book = _books(columns, [Book(name, None) for name in regions], np.maximum(region, 0), frame)
    status = columns.needed(columns.coded("status", lambda text: STATUSES.index(word_in("status", text))))
    retirement, birth = (columns.days(field) for field in ("retirement_date", "birth_date"))
    age = columns.coded("age", _age)
    columns.odd |= (age != NONE) & (birth != NONE)
    columns.odd |= birth > last_day(frame.last).toordinal()
    columns.odd |= (status == STATUSES.index("retired")) & (retirement != NONE)
    for field in ("usual_level", "relation"):
        columns.coded(field, lambda text, field=field: len(word_in(field, text)))  # type: ignore[misc]
    name = columns.column("name")
    if name is not None:
        long = text_of(name).str.len_chars() > _LONGEST_NAME
        columns.odd |= long.fill_null(value=False).to_numpy().astype(np.bool_)
    # By month; the ordinary way knows them.
    columns.leave("average_pension", *columns.fields("contribution_base."), *columns.fields("own_pension."))
    columns.leave(*columns.fields("account.monthly_credit."))
    used, pooled = (columns.amounts(f"opening.{field}", NONE) for field in ("deductible_used", "pooled"))
    return People(
        books=books,
        book=book,
        status=np.maximum(status, 0),
        plan=columns.coded("plan", lambda text: PLANS.index(word_in("plan", text)), 0),
        retirement=retirement,
        birth=birth,
        age=age,
        base=columns.amounts("contribution_base", NONE),
        own_pension=columns.amounts("own_pension", NONE),
        average_pension=_pensions(columns),
        given_credit=columns.amounts("account.monthly_credit", NONE),
        balance=columns.amounts("account.opening_balance"),
        has_opening=(used != NONE) | (pooled != NONE),
        opening_used=np.maximum(used, 0),
        opening_pooled=np.maximum(pooled, 0),
    )


def _age(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_OLDEST)) and int(text) <= _OLDEST):
        raise ValueError("not an age")
    return int(text)


def _pensions(columns: Columns) -> dict[int, Whole]:
    found: dict[int, Whole] = {}
    for field in columns.fields("average_pension."):
        year = field.removeprefix("average_pension.")
        if len(year) == 4 and year.isascii() and year.isdigit():
            found[int(year)] = columns.amounts(field, NONE)
        else:
            columns.leave(field)
    return found


def _books(columns: Columns, books: list[Book], region: Whole, frame: Frame) -> tuple[list[Book], Whole]:
    """What people are computed by, with their cities, which are read as of a row of each."""
    fields = columns.fields("city.")
    if not fields:
        return books, region
    texts = [text_of(columns.frame.to_series(1 + place)) for place in _places_of(columns.headings, fields)]
    table = PeopleTable(columns.headings, frame.packs)
    book, known = region.copy(), dict[tuple[object, ...], int]()
    for row, cells in enumerate(zip(*texts, strict=True)):
        if not any(cells):
            continue
        key = (int(region[row]), *cells)
        if key not in known:
            city = _city(columns.headings, table, dict(zip(fields, cells, strict=True)))
            known[key] = NONE if city is None else len(books)
            if city is not None:
                books.append(Book(books[key[0]].region, city))
        columns.odd[row] |= known[key] == NONE
        book[row] = max(known[key], 0)
    return books, book


def _places_of(headings: Headings, fields: list[str]) -> list[int]:
    return [place for place, field in headings.fields.items() if field in fields]


def _city(headings: Headings, table: PeopleTable, given: dict[str, str | None]) -> City | None:
    """The city of such cells; None where something is wrong with them."""
    some = {"id": "-", "region": "-", "status": "employed", **given}
    cells = [some.get(headings.fields.get(place, "")) or "" for place in range(len(headings.titles))]
    person = table.read(cells).row
    if person is None or person.city is None or list(city_faults("", person.city)):
        return None
    return person.city


# ---- visits


def _bills(columns: Columns, frame: Frame, owners: pl.Series) -> tuple[Bills, Whole]:
    """The visits, and the minute of the day that each is ordered by."""
    first, last = first_day(frame.first).toordinal(), last_day(frame.last).toordinal()
    day = columns.days("date")
    columns.odd |= (day < first) | (day > last)
    names = ("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")
    sums = {name: columns.amounts(name, NONE if name == "total" else 0) for name in names}
    columns.needed(sums["total"])
    columns.odd |= sum(sums[name] for name in names[1:]) > sums["total"]
    institution = columns.needed(
        columns.coded("institution", lambda text: INSTITUTIONS.index(word_in("institution", text)))
    )
    prescriber = columns.coded("prescriber", lambda text: LEVELS.index(word_in("prescriber", text)))
    columns.odd |= (institution == PHARMACY) & (prescriber == NONE)
    bills = Bills(
        person=np.zeros(len(day), dtype=np.int64),
        day=day,
        institution=institution,
        prescriber=prescriber,
        setting=columns.coded("setting", lambda text: SETTINGS.index(word_in("setting", text)), 0),
        emergency=columns.coded("emergency", truth_in, 0) == 1,
        circumstances=columns.coded("circumstances", lambda text: digits_of(circumstances_in(text)), 0),
        refunded=columns.coded("refunded", truth_in, 0) == 1,
        own_account=_own_account(columns, owners),
        **sums,
    )
    return bills, columns.coded("time", _minute, _END_OF_DAY)


def _minute(text: str) -> int:
    hour, _colon, minute = time_in(text).partition(":")
    return int(hour) * 60 + int(minute)


def _own_account(columns: Columns, owners: pl.Series) -> Truth:
    """Whether the person's own account is asked to pay; where another's is, the ordinary way knows."""
    payers = columns.column("pay_from_account")
    if payers is None:
        return np.zeros(len(owners), dtype=np.bool_)
    asked = columns.coded("pay_from_account", _payer, 0)
    own = (text_of(payers) == owners).fill_null(value=False).to_numpy().astype(np.bool_)
    columns.odd |= (asked == _NAMED_ACCOUNT) & ~own
    found: Truth = asked != 0
    return found


def _payer(text: str) -> int:
    payers = payers_in(text)
    return 0 if not payers else _OWN_ACCOUNT if payers == ("",) else _NAMED_ACCOUNT
