"""Two age bands of a credit of which each goes by something else, as a pack of one's own may have them."""

from statements import LIBRARY, Json, case_data, case_of

from calculator.engine.compute import compute
from calculator.engine.statement import AccountMonth
from calculator.policy.pack import Pack
from calculator.policy.pack_fields import Text
from calculator.whatif.other_packs import WithPack

PERSON: Json = {"id": "me", "region": "rizhao", "status": "retired", "average_pension": {"2023": "3140.00"}}
OLDER: Json = {"age_from": 70}


def pack_with(**changes: object) -> Pack:
    """日照 三（一）, where the band from 70 on is otherwise."""
    pack = LIBRARY.pack("rizhao")
    credit = tuple(
        rule.model_copy(update=changes) if rule.age_from == OLDER["age_from"] else rule for rule in pack.credit
    )
    assert credit != pack.credit
    return pack.model_copy(update={"credit": credit})


def first_month(pack: Pack, **person: object) -> AccountMonth:
    """January 2024 of someone retired."""
    data = {**case_data(), "from": "2024-01", "through": "2024-12", "people": [{**PERSON, **person}]}
    return compute(case_of(data), WithPack(LIBRARY, pack, "own")).people[0].account.months[0]


OF_ONES_OWN = {"basis": "own_pension", "pension_year": None}
UNKNOWN: dict[str, object] = {
    "basis": None,
    "parts": (),
    "pension_year": None,
    "unknown": Text(zh="没有写明", en="not written"),
    "refusal": "no_rule_in_text",
}


def test_what_the_band_needs_is_asked_for_and_never_taken_for_nothing() -> None:
    month = first_month(pack_with(**OF_ONES_OWN), age=71)
    assert month.credit is None
    assert month.refused is not None
    assert month.refused.code == "own_pension_required"
    # 3000.00 × 2.5%; and below 70 still 3140.00 × 2% of the average.
    assert first_month(pack_with(**OF_ONES_OWN), age=71, own_pension="3000.00").credit == 75_00
    assert first_month(pack_with(**OF_ONES_OWN), age=69).credit == 62_80


def test_a_band_that_the_text_leaves_open_is_refused_alone() -> None:
    month = first_month(pack_with(**UNKNOWN), age=71)
    assert month.refused is not None
    assert month.refused.code == "no_rule_in_text"
    assert first_month(pack_with(**UNKNOWN), age=69).credit == 62_80


def test_of_whom_no_age_is_known_it_is_asked_for() -> None:
    month = first_month(pack_with(**OF_ONES_OWN))
    assert month.refused is not None
    assert month.refused.code == "birth_date_required"
