"""The answer of a cumulative query of the national platform: what a year came to so far, as known figures of a person.

Codes as seen in public implementations, not the standard itself.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from calculator.case.case import KnownFigures
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.money import Fen
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_text import plain
from calculator.sheets.cells import Cell, CellError, is_empty, text_of
from calculator.sheets.platform_codes import INSURANCE_CODES

_HEADINGS = {
    "code": ("cum_type_code", "累计类别代码", "累计类别", "累计类型"),
    "amount": ("cum", "cum_amt", "cum_amount", "amt", "累计金额", "累计值", "金额"),
    "month": ("cum_ym", "累计年月", "年月"),
    "year": ("year", "年度", "年份"),
    "of_month": ("month", "月份", "月"),
    "insurance": ("insutype", "险种", "险种类型"),
}
_FIGURES = {"Q1100": "deductible_used", "Q0000": "deductible_used", "D310101": "pooled"}
"""The figure of each code; the ordinary outpatient deductible goes before that of all kinds."""
_ACCOUNT = "D310201"
"""What the account paid so far; what is left in it, which is what a person knows of it, nothing here says."""


def is_cumulative(head: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first rows are those of such an answer."""
    return _heading(head) is not None


def account_paid(rows: Sequence[Sequence[Cell]]) -> dict[date, Fen]:
    """What the account paid until the end of each month or year, in 分: told, but no balance.

    Raises FaultsError with row and reason.
    """
    return {day: amount for day, code, amount in _answers(rows) if code == _ACCOUNT}


def known_figures(rows: Sequence[Sequence[Cell]]) -> list[KnownFigures]:
    """The figures at the end of each month, or of the year where no month is said; in the order of their days.

    Raises FaultsError with row and reason.
    """
    by_day: dict[date, dict[str, tuple[str, int]]] = {}
    for day, code, amount in _answers(rows):
        if code not in _FIGURES:
            continue
        figures, name = by_day.setdefault(day, {}), _FIGURES[code]
        if name not in figures or code == "Q1100":
            figures[name] = (code, amount)
    days = sorted(by_day)
    for name in set(_FIGURES.values()):
        amounts = [(day, by_day[day][name][1]) for day in days if name in by_day[day]]
        for (earlier, before), (later, after) in pairwise(amounts):
            if earlier.year == later.year and after < before:  # they are no running sums then
                raise FaultsError([Fault(name, "sums_that_fall", {"found": later})])
    return [
        KnownFigures.model_construct(date=day, **{name: amount for name, (_code, amount) in by_day[day].items()})
        for day in days
    ]


def _answers(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[date, str, Fen]]:
    """Day, code and amount of each row of the employees' insurance that is understood. Raises FaultsError."""
    found = _heading(rows)
    assert found is not None
    heading, places = found
    for number, row in enumerate(rows[heading + 1 :], start=heading + 2):
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        code = text_of(cells["code"]).strip().upper()
        insurance = plain(text_of(cells.get("insurance", "")))
        if code not in (*_FIGURES, _ACCOUNT) or not INSURANCE_CODES.get(insurance, True):
            continue
        try:
            amount = amount_in(cells["amount"])
        except CellError as error:
            raise FaultsError([Fault(f"{number}.{code}", error.code, error.figures)]) from None
        yield _day(cells, number), code, amount


def _heading(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    known = {plain(name): key for key, names in _HEADINGS.items() for name in names}
    for number, row in enumerate(rows):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            key = known.get(plain(cell)) if isinstance(cell, str) else None
            if key is not None:
                places.setdefault(key, place)
        if {"code", "amount"} <= places.keys() and places.keys() & {"month", "year"}:
            return number, places
    return None


def _day(cells: dict[str, Cell], row: int) -> date:
    """The last day of the month, or of the year."""
    digits = "".join(filter(str.isdigit, text_of(cells.get("month", ""))))
    if not digits:
        month = text_of(cells.get("of_month", "")).strip()
        digits = "".join(filter(str.isdigit, text_of(cells.get("year", "")))) + (
            month.zfill(2) if month.isdigit() else ""
        )
    try:
        year, month_number = int(digits[:4]), int(digits[4:6] or "12")
        return date(year, month_number, monthrange(year, month_number)[1])
    except ValueError:
        found = next((text_of(cell) for cell in cells.values() if not is_empty(cell)), "")
        raise FaultsError([Fault(f"{row}.date", "not_a_day", {"found": quoted(digits or found)})]) from None
