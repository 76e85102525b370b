"""How the window writes amounts, dates and choices."""

import re
from datetime import date

from calculator.ground.language import N_
from calculator.ground.money import Fen, format_amount
from calculator.ground.months import Month, format_month, parse_month
from calculator.ground.typed_values import typed_age, typed_amount, typed_date
from calculator.policy.pack import Pack
from calculator.policy.rulebook import Rulebook
from calculator.words.cell_display import cited, named, percent, value_text, with_clause
from calculator.words.wording import Wording

__all__ = [
    "choices",
    "cited",
    "named",
    "percent",
    "read_amount",
    "read_birth",
    "read_date",
    "read_optional_amount",
    "read_series",
    "show_birth",
    "show_date",
    "show_series",
    "start_of",
    "value_text",
    "with_clause",
]


TOO_LARGE = N_("That is too large: at most 10,000,000.00 yuan are expected")
"""What a field for an amount says of one that can be read and is beyond all bills."""


def read_optional_amount(text: str) -> Fen | None:
    """An amount, or None for an empty field."""
    return typed_amount(text) if text else None


def read_amount(text: str) -> Fen:
    """An amount; an empty field is 0.00."""
    return typed_amount(text) if text else Fen(0)


def show_series(series: Fen | dict[Month, Fen] | None, wording: Wording) -> str:
    """An amount a month, or `2023-01 6000.00; 2023-07 6500.00`."""
    if isinstance(series, dict):
        return "; ".join(f"{format_month(month)} {format_amount(series[month])}" for month in sorted(series))
    return wording.entry(series)


def read_series(text: str) -> Fen | dict[Month, Fen] | None:
    """The inverse of `show_series`. Raises ValueError."""
    parts = [part.strip() for part in re.split("[;；]", text) if part.strip()]
    if not parts:
        return None
    if len(parts) == 1 and not re.match(r"\d{4}-\d{1,2}\s", parts[0]):
        return typed_amount(parts[0])
    series = {}
    for part in parts:
        month, _space, amount = part.partition(" ")
        year, _dash, number = month.partition("-")
        series[parse_month(f"{year}-{number:0>2}")] = typed_amount(amount)
    return series


def show_birth(known: tuple[date | None, int | None]) -> str:
    """The date of birth, or the age."""
    birth_date, age = known
    if birth_date is not None:
        return birth_date.isoformat()
    return "" if age is None else str(age)


def read_birth(text: str) -> tuple[date | None, int | None]:
    """Date of birth or age. Raises ValueError."""
    if not text:
        return None, None
    age = typed_age(text)
    if age is not None:
        return None, age
    return typed_date(text, 0), None


def read_date(text: str, year: int) -> date | None:
    """A date, or None for an empty field. Raises ValueError."""
    return typed_date(text, year) if text else None


def show_date(day: date | None) -> str:
    """A date in a field."""
    return "" if day is None else day.isoformat()


def start_of(pack: Pack, readings: dict[str, str]) -> date | None:
    """The day on which pooling begins; None where the pack is missing."""
    return None if pack.stands_in else Rulebook(pack, readings).pooling_start.from_


def choices(names: tuple[str, ...], wording: Wording) -> list[tuple[str, str]]:
    """Keys with their words."""
    return [(name, wording.word(name)) for name in names]
