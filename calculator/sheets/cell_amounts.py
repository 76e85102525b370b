"""Amounts in cells, however they are written; what is not exactly an amount is a fault, not a guess."""

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

from calculator.ground.faults import quoted
from calculator.ground.money import MAX_AMOUNT, Fen, parse_amount
from calculator.ground.typed_values import typed_amount
from calculator.sheets.cell_text import plain
from calculator.sheets.cells import Cell, CellError, seen, text_of

_TWO_NUMBERS = re.compile(r"\d\s+[-¥]?\d")
_BRACKETED = re.compile(r"\(([\d,.]+)\)", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_YUAN = Fraction(1)
_MOST_YUAN = MAX_AMOUNT // 100
_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,20})?(e-\d\d)?", re.ASCII)
_LEAST_NOISE = Fraction(1, 10_000)


def amount_in(cell: Cell) -> Fen:
    """The 分 in a cell. Raises CellError where it is not exactly an amount."""
    fen = signed_amount_in(cell)
    if fen < 0:
        raise CellError("negative_amount", found=quoted(text_of(cell)))
    return Fen(fen)


def signed_amount_in(cell: Cell, unit: Fraction = _YUAN) -> int:
    """The 分 in a cell that counts in a `unit` of so many yuan, below zero for what is paid back. Raises CellError."""
    if type(cell) is float or type(cell) is int:
        if unit is _YUAN and -_MOST_YUAN <= cell <= _MOST_YUAN:
            fen = round(cell * 100)
            # A number of this size lies within 0.000001 yuan of the decimal that was meant, or nobody meant one.
            if abs(cell * 100 - fen) < 0.0001:
                return fen
        return _exactly(repr(cell), cell, unit)
    if isinstance(cell, str):
        if unit is _YUAN:
            with suppress(ValueError):  # most are written so
                return parse_amount(cell)
        if _TWO_NUMBERS.search(cell.strip()):
            raise CellError("two_amounts", found=quoted(cell))
        if unit == 1:
            with suppress(ValueError):
                return typed_amount(cell)
        number = plain(seen(cell)).replace("\u2212", "-").removeprefix("¥").removesuffix("元")
        bracketed = _BRACKETED.fullmatch(number)
        number = f"-{bracketed[1]}" if bracketed else number
        return _exactly(number.replace(",", "") if _GROUPED.fullmatch(number) else number, cell, unit)
    raise CellError("not_an_amount", found=quoted(text_of(cell)))


def _exactly(number: str, cell: Cell, unit: Fraction) -> int:
    """The 分 of a number whose decimals beyond the second are zeros or the noise of binary fractions."""
    found = quoted(text_of(cell))
    if _NUMBER.fullmatch(number) is None:
        raise CellError("not_an_amount", found=found)
    value = Fraction(Decimal(number)) * unit * 100
    near = round(value)
    if abs(near) > MAX_AMOUNT:
        raise CellError("amount_too_large", found=found, limit=MAX_AMOUNT)
    if abs(value - near) >= _LEAST_NOISE:
        raise CellError("too_many_decimals", found=found)
    return near
