"""Calendar months as whole numbers (year × 12 + month − 1), and days of them."""

from calendar import monthrange
from datetime import date
from typing import NewType

Month = NewType("Month", int)


def month_of(day: date) -> Month:
    """The month that a day lies in."""
    return Month(day.year * 12 + day.month - 1)


def month_at(year: int, month: int) -> Month:
    """The month `month` (1 to 12) of a year."""
    return Month(year * 12 + month - 1)


def year_of(month: Month) -> int:
    """The year that a month lies in."""
    return month // 12


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: Month) -> date:
    """The last day of a month."""
    year, month_number = month // 12, month % 12 + 1
    return date(year, month_number, monthrange(year, month_number)[1])


def parse_month(text: str) -> Month:
    """The month written `YYYY-MM`. Raises ValueError."""
    if len(text) != 7 or text[4] != "-" or not (text[:4] + text[5:]).isascii():
        raise ValueError("not a month")
    if not (text[:4].isdigit() and text[5:].isdigit()):
        raise ValueError("not a month")
    day = date(int(text[:4]), int(text[5:]), 1)
    return month_of(day)


def format_month(month: Month) -> str:
    """`YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
