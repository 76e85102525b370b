"""Days and times of day in cells, however they are written."""

import re
from datetime import date, datetime, time, timedelta

from calculator.ground.faults import quoted
from calculator.ground.typed_values import typed_date
from calculator.sheets.cells import Cell, CellError, seen, text_of

_HALVES = "上午|下午|凌晨|早上|中午|晚上|AM|PM"
_LATE = {"下午", "晚上", "PM"}
_MOMENT = re.compile(
    rf"(\S*\d日?)(?:[T\s]+(?:{_HALVES})?\s*\d{{1,2}}[:：时]\S*(?:\s*[AP]M)?|\s+(?:星期|周)[一二三四五六日天])",
    re.ASCII | re.IGNORECASE,
)
_TIME = re.compile(rf"(?:^|[T\s])({_HALVES})?\s*(\d{{1,2}})[:：时](\d{{2}})?\S*\s*(AM|PM)?$", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_STAMP = re.compile(r"(\d{8})(\d\d)(\d\d)(?:\d\d)?", re.ASCII)
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the dates that spreadsheets keep as numbers."""
_LEAP_YEAR = 2000
_SERIALS = range((date(1990, 1, 1) - _FIRST_DAY).days, (date(2100, 1, 1) - _FIRST_DAY).days)


def date_in(cell: Cell, year: int, *, day_first: bool | None = None) -> date:
    """The day in a cell, whatever the time of day; `year` where a text names none. Raises CellError.

    `day_first` says which part of 3/5/2023 is the day; where it is not known, such a cell cannot be read.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if isinstance(cell, str):
            return _date_of(seen(cell), year, day_first=day_first)
        if type(cell) is float or type(cell) is int:
            return _date_of_number(cell, year)
    except CellError:
        raise
    except ValueError:
        if not year and isinstance(cell, str) and _names_no_year(seen(cell)):
            raise CellError("no_year", found=quoted(cell)) from None
    raise CellError("not_a_day", found=quoted(text_of(cell)))


def time_in(cell: Cell) -> str | None:
    """The time of day in a cell, or that beside its day, as `09:30`; None where it has none."""
    if isinstance(cell, datetime):
        return f"{cell:%H:%M}" if cell.time() != time() else None
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    match = _TIME.search(cell) if isinstance(cell, str) else None
    if match is None:
        stamp = _STAMP.fullmatch(text_of(cell).strip()) if isinstance(cell, str | float | int) else None
        at = "" if stamp is None or stamp[2] + stamp[3] == "0000" else f"{stamp[2]}:{stamp[3]}"
        return at if at and at < "24" and at[3:] < "60" else None
    before, hours, minutes, after = match.groups()
    hour, late = int(hours), (before or after or "").upper() in _LATE
    if late and hour < 12:
        hour += 12
    elif not late and (before or after) and hour == 12:
        hour = 0
    return f"{hour:02d}:{minutes or '00'}" if hour < 24 and int(minutes or 0) < 60 else None


def clock_time_in(cell: Cell) -> str:
    found = time_in(cell)
    if found is None:
        raise CellError("not_a_time", found=quoted(text_of(cell)))
    return found


def _date_of(text: str, year: int, *, day_first: bool | None = None) -> date:
    match = _MOMENT.fullmatch(text) or _STAMP.fullmatch(text)
    day = match[1] if match else text
    turned = _YEAR_LAST.fullmatch(day)
    if turned is None:
        return typed_date(day, year)
    first, second, written = map(int, turned.groups())
    if first == second or first > 12 or second > 12:
        day_first = first > 12
    if day_first is None:
        raise CellError("ambiguous_date", found=quoted(text))
    month, of_month = (second, first) if day_first else (first, second)
    return date(written, month, of_month)


def _names_no_year(text: str) -> bool:
    try:
        _date_of(text, _LEAP_YEAR)
    except ValueError:
        return False
    return True


def _date_of_number(number: float, year: int) -> date:
    """The day of 20230305, or the one that a spreadsheet keeps as the number of days since 1899."""
    if is_serial(number):
        return _FIRST_DAY + timedelta(int(number))
    days = int(number)
    if days != number or days < 10_000_101:
        raise ValueError(number)
    return _date_of(str(days), year)


def is_serial(cell: Cell) -> bool:
    """Whether a number may be a day as spreadsheets count them; it may also be an amount."""
    return (type(cell) is float or type(cell) is int) and int(cell) in _SERIALS
