"""The curve of a year: what the engine says at every cost, with the corners where the lines turn."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cities, readings
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of

from calculator.engine.compute import compute
from calculator.ground.money import format_amount
from calculator.policy.names import LEVELS, STATUSES
from calculator.whatif.share_curve import Curve, LevelCurve, curve
from calculator.whatif.share_curve_words import CurveWords

DAY = date(2023, 12, 31)


def of_region(region: str, status: str = "employed", **person: object) -> Curve:
    case = case_of(case_data(people=[{"id": "me", "region": region, "status": status, **person}]))
    return curve(case, LIBRARY, "me", DAY)


def on_the_line(level: LevelCurve, cost: int) -> int:
    """What stays personal of a cost by the straight line between two points."""
    one, other = next((a, b) for a, b in pairwise(level.points) if a.cost <= cost <= b.cost)
    rise, width = other.personal - one.personal, other.cost - one.cost
    return one.personal + (2 * rise * (cost - one.cost) + width) // (2 * width)


def test_what_is_known_of_the_year_bears_on_no_curve() -> None:
    me: Json = {"id": "me", "region": "rizhao", "status": "employed"}
    known = [{"date": "2023-02-01", "deductible_used": "500", "pooled": "900"}]
    plain, case = (case_of(case_data(people=[one])) for one in (me, {**me, "known": known}))
    assert curve(case, LIBRARY, "me", date(2023, 3, 1)) == curve(plain, LIBRARY, "me", date(2023, 3, 1))


@settings(max_examples=40)
@given(st.sampled_from(REGIONS), st.sampled_from(STATUSES), cities(), readings(), st.data())
def test_the_curve_is_what_the_engine_says(
    region: str, status: str, city: Json, chosen: dict[str, dict[str, str]], data: st.DataObject
) -> None:
    person = {"id": "me", "region": region, "status": status, "city": city if region == "gansu" else None}
    drawn = curve(case_of(case_data(people=[person], readings=chosen)), LIBRARY, "me", DAY)
    for level in drawn.levels:
        if not level.points:
            continue
        between = data.draw(st.integers(0, min(drawn.last, 10_000_000_00)))
        corners = [point.cost for point in level.points if point.corners]
        for cost in {between, *corners}:
            visit = {"date": DAY.isoformat(), "institution": level.level, "total": format_amount(cost)}
            settled = compute(case_of(case_data(visit, people=[person], readings=chosen)), LIBRARY)
            personal = settled.people[0].years[0].visits[0].personal
            exact = next((point.personal for point in level.points if point.cost == cost), None)
            assert personal is not None
            if exact is not None:
                assert exact == personal
            assert abs(on_the_line(level, cost) - personal) <= 1


def test_the_corners_are_the_rulebooks() -> None:
    corners = [
        [(point.cost, point.personal, point.corners) for point in level.points if point.corners]
        for level in of_region("rizhao").levels
    ]
    assert corners == [
        [(300_00, 300_00, ("deductible",)), (2800_00, 800_00, ("cap",))],
        [(400_00, 400_00, ("deductible",)), (3257_14, 1257_14, ("cap",))],
        [(500_00, 500_00, ("deductible",)), (3833_33, 1833_33, ("cap",))],
    ]


def test_between_corners_a_line_is_straight_and_past_the_cap_all_is_personal() -> None:
    for level in of_region("nanchang", "retired", age=70).levels:
        cap = next(point for point in level.points if "cap" in point.corners)
        last = level.points[-1]
        assert last.personal - cap.personal == last.cost - cap.cost
        assert on_the_line(level, 300_00) == 300_00


def test_visits_and_what_was_used_before_make_no_difference() -> None:
    person = {"id": "me", "region": "rizhao", "status": "employed", "opening": {"pooled": "1500.00"}}
    case = case_of(case_data({"total": "9000.00"}, people=[person]))
    assert curve(case, LIBRARY, "me", DAY) == of_region("rizhao")
    with pytest.raises(KeyError):
        curve(case, LIBRARY, "nobody", DAY)


def test_where_nothing_is_computed_the_reason_stands_instead() -> None:
    drawn = of_region("gansu")
    assert [(level.points, level.decision and level.decision.code) for level in drawn.levels] == [
        ((), "city_parameters_required")
    ] * len(LEVELS)
    told = CurveWords(drawn, case_of(case_data()).people[0], LIBRARY.pack("gansu"), WORDINGS["zh"])
    assert not told.curve_drawn()
    assert len(told.notes()) == 1
    assert "第七条" in told.notes()[0]


def test_before_the_rules_begin_that_is_said() -> None:
    case = case_of({**case_data(), "from": "2022-01", "through": "2022-12", "visits": []})
    drawn = curve(case, LIBRARY, "me", date(2022, 6, 1))
    assert {level.decision and level.decision.code for level in drawn.levels} == {"not_in_force"}


def test_the_sentences_name_the_corners() -> None:
    drawn = of_region("rizhao")
    told = CurveWords(drawn, case_of(case_data()).people[0], LIBRARY.pack("rizhao"), WORDINGS["zh"])
    places = {point.cost: place for place, point in enumerate(drawn.levels[0].points)}
    assert told.sentence(places[300_00]) == (
        "政策范围内费用 300.00：一级个人负担 300.00（起付线）；二级个人负担 300.00；三级个人负担 300.00"
    )
    rows = list(told.rows())
    assert len(rows) == len(drawn.levels[0].points)
    assert rows[places[2800_00]][1] == "800.00（封顶）"
    english = CurveWords(drawn, case_of(case_data()).people[0], LIBRARY.pack("rizhao"), WORDINGS["en"])
    assert list(english.rows())[places[2800_00]][1] == "800.00 (cap reached)"
