"""Packs as text: what is written reads back as the same pack, to the last decimal."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements import LIBRARY, REGIONS

from calculator.ground.money import MAX_AMOUNT, ONE, Fen, Rate, amount_of, rate_of
from calculator.policy.authoring.pack_writer import data_of, decimal_of, written, yuan
from calculator.policy.pack_reader import parse_pack


@pytest.mark.parametrize("region", REGIONS)
def test_every_pack_reads_back_as_it_was(region: str) -> None:
    pack = LIBRARY.pack(region)
    assert parse_pack(written(data_of(pack)), region) == pack


@given(st.integers(0, MAX_AMOUNT), st.integers(0, ONE))
def test_figures_are_written_exactly(amount: int, rate: int) -> None:
    text = written({"amount": yuan(Fen(amount)), "rate": decimal_of(Rate(rate))}).decode()
    data = tomllib.loads(text, parse_float=Decimal)
    assert amount_of(data["amount"]) == amount
    assert rate_of(data["rate"]) == rate
