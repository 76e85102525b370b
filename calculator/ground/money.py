"""Money as whole 分 and rates as whole ten-thousandths: exact, with one rounding where a rule rounds."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NewType

Fen = NewType("Fen", int)
"""An amount of money in 分 (1 yuan = 100 分)."""

Rate = NewType("Rate", int)
"""A rate in ten-thousandths (0.0275 is 275)."""

Rounding = Literal["half-up", "truncate", "half-even"]

ONE = Rate(10_000)
MAX_AMOUNT = Fen(10_000_000_00)

_LARGEST_EXPONENT = 20
_MOST_DIGITS = 16
"""Digits of an amount that are looked at, leading zeros among them."""

_USUAL_BELOW = 11
"""So many characters has an amount of 10,000,000 yuan."""

_AMOUNT = re.compile(r"(\d+)(?:\.(\d{1,2}))?", re.ASCII)
_RATE = re.compile(r"(-?)(\d{1,3})(?:\.(\d{1,4}))?", re.ASCII)


class AmountTooLargeError(ValueError):
    """An amount that is one, and more than 10,000,000 yuan."""


def parse_amount(text: str) -> Fen:
    """The 分 that `text`, plain decimal yuan such as `1200` or `0.5`, stands for.

    Raises ValueError for signs, exponents, separators or a third decimal, AmountTooLargeError above 10,000,000 yuan.
    """
    if len(text) < _USUAL_BELOW and text[-3:-2] == "." and text.isascii():
        # As amounts are written most often, and by the program itself: two decimals, and not too large.
        digits = text[:-3] + text[-2:]
        if len(text) > len(".00") and digits.isdigit():
            return Fen(int(digits))
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError("not an amount")
    yuan, decimals = match.groups(default="")
    if len(yuan) > _MOST_DIGITS:
        raise AmountTooLargeError("more than 10,000,000 yuan")
    fen = int(yuan) * 100 + int(decimals.ljust(2, "0"))
    if fen > MAX_AMOUNT:
        raise AmountTooLargeError("more than 10,000,000 yuan")
    return Fen(fen)


def parse_rate(text: str) -> Rate:
    """The ten-thousandths that `text`, a plain decimal such as `0.0275`, stands for.

    Raises ValueError for exponents or a fifth decimal.
    """
    match = _RATE.fullmatch(text)
    if match is None:
        raise ValueError("not a rate")
    sign, whole, decimals = match.groups(default="")
    size = int(whole) * ONE + int(decimals.ljust(4, "0"))
    return Rate(-size if sign else size)


def amount_of(value: Decimal | int) -> Fen:
    """The 分 of an exact number of yuan; ValueError as `parse_amount`."""
    return parse_amount(_plain(value))


def rate_of(value: Decimal | int) -> Rate:
    """The ten-thousandths of an exact number; ValueError as `parse_rate`."""
    return parse_rate(_plain(value))


def _plain(value: Decimal | int) -> str:
    """The number without exponent. Raises ValueError where that would be a text of unbounded length."""
    if isinstance(value, int):
        return str(value)
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError("not a plain number")
    return format(value, "f")


@lru_cache(maxsize=8192)
def format_amount(fen: int) -> str:
    """Decimal yuan with two decimals, `-12.05` for -1205 分."""
    if fen < 0:
        return f"-{-fen // 100}.{-fen % 100:02d}"
    return f"{fen // 100}.{fen % 100:02d}"


def format_grouped(fen: int) -> str:
    """Decimal yuan with separators between thousands: `1,480.00`."""
    text = f"{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    return f"-{text}" if fen < 0 else text


def format_rate(rate: int) -> str:
    """The shortest decimal: `0.7`, `0.0275`, `1`."""
    size = abs(rate)
    decimals = f"{size % ONE:04d}".rstrip("0")
    text = f"{size // ONE}.{decimals}" if decimals else str(size // ONE)
    return f"-{text}" if rate < 0 else text


def format_percent(rate: int) -> str:
    """The rate as a percentage without trailing zeros: `70%`, `2.75%`, `52.5%`."""
    return f"{format_rate(rate * 100)}%"


def rounding_matters(amount: Fen, rate: Rate) -> bool:
    """Whether `share_of` gives not the same with every rounding."""
    return 2 * (amount * rate % ONE) >= ONE


def share_of(amount: Fen, rate: Rate, rounding: Rounding) -> Fen:
    """`rate` of `amount`, neither negative, rounded once to whole 分."""
    whole, rest = divmod(amount * rate, ONE)
    if rounding == "truncate":
        return Fen(whole)
    if rounding == "half-up":
        return Fen(whole + (2 * rest >= ONE))
    return Fen(whole + (2 * rest > ONE or (2 * rest == ONE and whole % 2 == 1)))
