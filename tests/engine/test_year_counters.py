"""What a year has used, where figures come of which nobody knows the visits; in 分."""

import pytest

from calculator.engine.counters import YearCounters
from calculator.policy.names import LEVELS


def _counters(deductible: int = 0, pooled: int = 0, expense: int = 0, **by_level: int) -> YearCounters:
    levels = {level: by_level.get(level, 0) for level in LEVELS}
    return YearCounters(deductible, pooled, expense, levels)


def test_more_than_was_counted_counts_at_every_level() -> None:
    counters = _counters(300, level1=100, level2=200)
    counters.take(450, 0)
    assert counters.by_level == {"level1": 250, "level2": 350, "level3": 150}
    assert counters.deductible == 450


def test_less_than_was_counted_leaves_no_level_below_nothing() -> None:
    counters = _counters(300, level1=100, level2=200)
    counters.take(150, 0)
    assert counters.by_level == {"level1": 0, "level2": 50, "level3": 0}


def test_the_cost_moves_with_what_was_taken_of_it() -> None:
    counters = _counters(300, pooled=500, expense=2_000)
    counters.take(400, 700)  # 100 more asked, 200 more paid
    assert counters.expense == 2_300
    counters.take(350, 600)
    assert counters.expense == 2_150


def test_the_cost_is_at_least_what_deductible_and_fund_took() -> None:
    counters = _counters(300, pooled=500, expense=800)
    counters.take(0, 0)
    assert counters.expense == 0
    counters = _counters()
    counters.take(400, 700)
    assert counters.expense == 1_100
    counters = _counters(300, pooled=500, expense=600)
    counters.take(310, 505)
    assert counters.expense == 815


@pytest.mark.parametrize(("pooled", "met"), [(0, False), (1, True), (2, True)])
def test_a_fund_that_paid_had_met_a_standard(pooled: int, met: bool) -> None:
    counters = YearCounters()
    counters.take(400, pooled)
    assert counters.met is met


def test_a_standard_that_was_met_stays_so() -> None:
    counters = YearCounters(met=True)
    counters.take(0, 0)
    assert counters.met


def test_where_counters_stood_they_stand_again() -> None:
    counters = _counters(300, pooled=500, expense=900, level2=300)
    counters.met = True
    stood = counters.figures()
    counters.take(0, 0)
    counters.stand_at(stood)
    assert counters == YearCounters(300, 500, 900, {"level1": 0, "level2": 300, "level3": 0}, met=True)
