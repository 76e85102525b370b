"""Amounts in 分 and rates in ten-thousandths: read, written and rounded without a binary fraction."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from calculator.ground.money import (
    MAX_AMOUNT,
    ONE,
    Fen,
    Rate,
    Rounding,
    amount_of,
    format_amount,
    format_grouped,
    format_percent,
    format_rate,
    parse_amount,
    parse_rate,
    rate_of,
    share_of,
)

ROUNDINGS: dict[Rounding, str] = {
    "half-up": ROUND_HALF_UP,
    "truncate": ROUND_DOWN,
    "half-even": ROUND_HALF_EVEN,
}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("0.0", 0),
        ("0.01", 1),
        ("0.1", 10),
        ("1200", 120000),
        ("1200.5", 120050),
        ("1200.05", 120005),
        ("0012", 1200),
        ("10000000", MAX_AMOUNT),
        ("10000000.00", MAX_AMOUNT),
        ("9999999.99", MAX_AMOUNT - 1),
        ("0.00", 0),
        ("007.30", 730),
    ],
)
def test_amounts_are_read(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-1", "+1", "--1", "1.", ".5", "1.005", "1.2.3", "1e3", "1E3", "0x1", "12o0"),
        *("1,200", "1_200", " 1", "1 ", "1\n", "1.5\n", "1\0", "１２", "١", "²"),
        *(
            ".50",
            "-1.00",
            "+1.00",
            " 1.00",
            "1.0 ",
            "1.-5",
            "1. 5",
            "1..5",
            "1_0.00",
            "1.5\n0",
            "１.００",
            "1.２３",
            "².00",
        ),
        *("nan", "inf", "Infinity", "10000000.01", "10000001", "9" * 17),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount|more than 10,000,000 yuan"):
        parse_amount(text)


def test_every_amount_is_read_back_as_it_was_written() -> None:
    for fen in [*range(20_000), *range(MAX_AMOUNT - 200, MAX_AMOUNT + 1)]:
        assert parse_amount(format_amount(fen)) == fen
        assert Decimal(format_amount(fen)) == Decimal(fen) / 100
        assert Decimal(format_amount(-fen)) == -Decimal(fen) / 100
        assert format_amount(fen)[-3] == "."


def test_every_rate_is_read_back_as_it_was_written() -> None:
    for size in range(2 * ONE + 1):
        for rate in (size, -size):
            text = format_rate(rate)
            assert parse_rate(text) == rate
            assert Decimal(text) == Decimal(rate) / ONE
            assert "." not in text or text[-1] != "0"
            assert Decimal(format_percent(rate).removesuffix("%")) == Decimal(rate) / 100


@pytest.mark.parametrize(
    "text", ["", "70%", "0.00001", "0.12345", "1e-2", ".5", "0.", "+0.5", "0,5", "nan", "０.５", "1000"]
)
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        parse_rate(text)


@pytest.mark.parametrize(
    ("fen", "plain", "grouped"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (99_999, "999.99", "999.99"),
        (100_000, "1000.00", "1,000.00"),
        (123_456_789, "1234567.89", "1,234,567.89"),
        (-5, "-0.05", "-0.05"),
        (-123_456, "-1234.56", "-1,234.56"),
    ],
)
def test_amounts_are_written(fen: int, plain: str, grouped: str) -> None:
    assert format_amount(fen) == plain
    assert format_grouped(fen) == grouped


@pytest.mark.parametrize(
    ("rate", "text", "percent"),
    [(7000, "0.7", "70%"), (275, "0.0275", "2.75%"), (5250, "0.525", "52.5%"), (ONE, "1", "100%"), (0, "0", "0%")],
)
def test_rates_are_written_in_the_shortest_way(rate: int, text: str, percent: str) -> None:
    assert format_rate(rate) == text
    assert format_percent(rate) == percent


def test_exact_numbers_stay_exact() -> None:
    assert amount_of(300) == 300_00
    assert amount_of(Decimal("0.29")) == 29
    assert amount_of(Decimal("3E2")) == 300_00
    assert rate_of(Decimal("0.0075")) == 75
    assert rate_of(1) == ONE
    assert rate_of(Decimal("1E-3")) == 10
    for value in ("NaN", "Infinity", "-1", "1.005", "1E99999999", "1E-99999999", "0E-99999999"):
        with pytest.raises(ValueError, match="not"):
            amount_of(Decimal(value))


def reference(amount: int, rate: int, rounding: Rounding) -> int:
    """The same share by another way: decimal's own rounding."""
    return int((Decimal(amount) * rate / ONE).quantize(Decimal(1), ROUNDINGS[rounding]))


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_a_share_is_rounded_as_decimal_rounds(rounding: Rounding) -> None:
    for rate in [*range(0, ONE + 1, 125), 1, 75, 110, 275, 310, 5250, 6300, 7350, 9999]:
        for amount in [*range(400), 999_999_999, MAX_AMOUNT]:
            assert share_of(Fen(amount), Rate(rate), rounding) == reference(amount, rate, rounding)


def test_every_half_is_rounded_as_its_name_says() -> None:
    halves = [(amount, rate) for rate in range(1, ONE) for amount in range(1, 201) if 2 * (amount * rate % ONE) == ONE]
    assert len(halves) > 1000
    for amount, rate in halves:
        exact = Fraction(amount * rate, ONE)
        below, above = int(exact), int(exact) + 1
        assert exact - below == Fraction(1, 2)
        assert share_of(Fen(amount), Rate(rate), "half-up") == above
        assert share_of(Fen(amount), Rate(rate), "truncate") == below
        assert share_of(Fen(amount), Rate(rate), "half-even") == (below if below % 2 == 0 else above)


def test_a_share_is_never_more_than_the_whole() -> None:
    for amount in (0, 1, 99, 123_45, MAX_AMOUNT):
        for rounding in ROUNDINGS:
            assert share_of(Fen(amount), ONE, rounding) == amount
            assert share_of(Fen(amount), Rate(0), rounding) == 0
            assert 0 <= share_of(Fen(amount), Rate(9999), rounding) <= amount
