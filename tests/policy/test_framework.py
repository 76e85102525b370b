"""A city's figures against the bounds of its province: what exceeds them, how far each lies, what does not differ."""

from typing import Any

import pytest
from statements import LIBRARY

from calculator.ground.money import Fen, Rate
from calculator.policy.framework import alike_at_all_levels, beyond_bounds, distances
from calculator.policy.names import STATUSES, Status
from calculator.policy.pack import Cap, Credit, CreditPart, Deductible, PaymentRate

GANSU = LIBRARY.pack("gansu")
CITED: dict[str, Any] = {"source": "measures", "clause": "一"}


def by_level(model: type[Any], one: int, two: int, three: int, status: tuple[Status, ...] = STATUSES) -> Any:
    return model.model_construct(**CITED, status=status, level1=one, level2=two, level3=three)


def told(rules: dict[str, list[Any]]) -> list[tuple[str, str, str | None, int, int, bool]]:
    return [
        (one.bound.field, one.status, one.level, one.figure, one.difference, one.beyond)
        for one in distances(rules, GANSU)
    ]


@pytest.mark.parametrize(
    ("figures", "fields"),
    [
        ({"deductible": 300_00, "cap": 2500_00}, []),
        ({"deductible": 300_01, "cap": 2500_00}, ["deductible"]),
        ({"deductible": 1, "cap": 2500_01}, ["cap"]),
        ({"rate_employed": 9999, "rate_retired": 1}, []),  # “about” has no verdict
        ({}, []),
    ],
)
def test_what_lies_above_a_bound_in_principle_is_beyond_it(figures: dict[str, Any], fields: list[str]) -> None:
    found = list(beyond_bounds(GANSU, figures))
    assert [bound.field for bound, _figure in found] == fields
    assert [figure for _bound, figure in found] == [figures[field] for field in fields]


def test_a_deductible_is_measured_at_each_level_for_the_first_of_its_statuses() -> None:
    found = told({"deductible": [by_level(Deductible, 299_00, 300_00, 301_00)]})
    assert found == [
        ("deductible", "employed", "level1", 299_00, -1_00, False),
        ("deductible", "employed", "level2", 300_00, 0, False),
        ("deductible", "employed", "level3", 301_00, 1_00, True),
    ]


def test_rates_are_measured_by_the_status_that_the_bound_speaks_of() -> None:
    rules = [
        by_level(PaymentRate, 7000, 6000, 5500, ("flexible",)),
        by_level(PaymentRate, 7500, 6500, 6000, ("retired",)),
    ]
    assert told({"rate": rules}) == [
        ("rate_employed", "flexible", "level1", 7000, 1000, False),
        ("rate_employed", "flexible", "level2", 6000, 0, False),
        ("rate_employed", "flexible", "level3", 5500, -500, False),
        ("rate_retired", "retired", "level1", 7500, 1000, False),
        ("rate_retired", "retired", "level2", 6500, 0, False),
        ("rate_retired", "retired", "level3", 6000, -500, False),
    ]


def test_a_cap_and_a_credit_are_measured_where_they_are_figures() -> None:
    caps = [
        Cap.model_construct(**CITED, status=("retired", "flexible"), amount=Fen(2600_00)),
        Cap.model_construct(**CITED, status=("employed",), amount=None),
    ]
    parts = (CreditPart.model_construct(payer="fund", rate=Rate(250)),)
    others = (CreditPart.model_construct(payer="fund", rate=Rate(350)),)
    credits_ = [
        Credit.model_construct(**CITED, status=("retired",), basis="average_pension", parts=parts),
        Credit.model_construct(**CITED, status=("retired",), basis="own_pension", parts=others),
        Credit.model_construct(**CITED, status=("employed",), basis="average_pension", parts=others),
    ]
    assert told({"cap": caps, "credit": credits_}) == [
        ("cap", "retired", None, 2600_00, 100_00, True),
        ("credit_retired", "retired", None, 250, 50, False),
    ]


def test_a_figure_that_the_text_does_not_give_is_not_measured() -> None:
    rule = by_level(Deductible, 100_00, 200_00, 300_00).model_copy(update={"level2": None})
    assert [level for _field, _status, level, *_ in told({"deductible": [rule]})] == ["level1", "level3"]


def test_rates_that_are_alike_at_all_levels_are_found_rule_by_rule() -> None:
    rules = [
        by_level(PaymentRate, 6000, 6000, 6000, ("employed", "flexible")),
        by_level(PaymentRate, 6500, 6500, 6400, ("retired",)),
    ]
    assert [(bound.field, status) for bound, status in alike_at_all_levels({"rate": rules}, GANSU)] == [
        ("rate_employed", "employed")
    ]
    same = {"deductible": [by_level(Deductible, 1, 1, 1)], "rate": [by_level(PaymentRate, 6000, 6000, 6000)]}
    assert [bound.field for bound, _status in alike_at_all_levels(same, GANSU)] == ["rate_employed", "rate_retired"]
    two = [by_level(PaymentRate, 6000, 6000, 6000, (status,)) for status in ("employed", "flexible")]
    assert [status for _bound, status in alike_at_all_levels({"rate": two}, GANSU)] == ["employed", "flexible"]
    lone = by_level(PaymentRate, 6000, 0, 0).model_copy(update={"level2": None, "level3": None})
    assert list(alike_at_all_levels({"rate": [lone]}, GANSU)) == [], "nothing to be alike with"
    assert list(alike_at_all_levels(same, LIBRARY.pack("rizhao"))) == []
