"""Which facts of a person a region's rules look at: those that any rule, under any reading, asks for."""

import pytest
from statements import LIBRARY

from calculator.policy.names import STATUSES
from calculator.policy.needed_facts import Needs, needs_of
from calculator.policy.pack import Credit, Pack


@pytest.mark.parametrize(
    ("region", "needs"),
    [
        # 日照 三（一）: bands at 45 and 70, the average of 2023 from 2024 on
        ("rizhao", Needs(True, False, (2023,), False, False, False)),
        # 南昌 四（三）1: the own pension before 2023, then the provincial average of 2023
        ("nanchang", Needs(False, True, (2023,), False, False, False)),
        # 甘肃 第十五条: the average of the year of reform; a province that its cities fill in
        ("gansu", Needs(False, False, (2023,), False, False, True)),
        # 西安 第五条: 100 yuan for all
        ("xian", Needs(False, False, (), False, False, False)),
        # 二连浩特 方案二（二）1 and 3: the year before, read as frozen that of 2021; who has no account of their own
        ("erenhot", Needs(False, False, (2021,), True, True, False)),
    ],
)
def test_what_each_region_asks_for(region: str, needs: Needs) -> None:
    assert needs_of(LIBRARY.pack(region)) == needs


def _credit(**fields: object) -> Credit:
    return Credit.model_construct(source="x", clause="一", status=STATUSES, **fields)


def _pack(*rules: Credit) -> Pack:
    return LIBRARY.pack("xian").model_copy(update={"credit": rules})


def test_the_years_stand_in_order_each_once() -> None:
    pack = _pack(*(_credit(pension_year=year) for year in (2024, 2021, "previous", 2024, 2022)), _credit())
    assert needs_of(pack).pension_years == (2021, 2022, 2024)
    assert needs_of(pack).previous_year_pension


def test_one_rule_of_many_is_enough() -> None:
    pack = _pack(_credit(), _credit(age_from=46), _credit(basis="own_pension"), _credit(plan="pooled_only"))
    assert needs_of(pack) == Needs(True, True, (), False, True, False)
    assert needs_of(_pack(_credit())) == Needs(False, False, (), False, False, False)
