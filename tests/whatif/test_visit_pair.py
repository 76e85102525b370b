"""Two visits side by side: the parts add up to what the fund paid more or less, in every household."""

from hypothesis import given, settings
from random_cases import cases
from statements import LIBRARY, WORDINGS, Json, case_of

from calculator.engine.compute import compute
from calculator.whatif.visit_pair import visit_pair
from calculator.whatif.visit_pair_words import PairWords

_PAIRS = 500


@settings(max_examples=_PAIRS, deadline=None)
@given(cases(fewest_visits=2))
def test_the_parts_add_up_to_the_difference(data: Json) -> None:
    case = case_of(data)
    statement = compute(case, LIBRARY)
    settled = {visit.id: visit for person in statement.people for year in person.years for visit in year.visits}
    for one in case.visits:
        for other in case.visits:
            if one.id == other.id or one.person != other.person:
                continue
            pair = visit_pair(case, LIBRARY, one.id, other.id, statement)
            here, there = settled[one.id].pooled, settled[other.id].pooled
            if here is None or there is None:
                assert pair.difference is None
                assert pair.parts == ()
                continue
            assert pair.difference == here - there
            assert sum(part.amount for part in pair.parts) == pair.difference
            assert all(part.amount for part in pair.parts), "a part that moves nothing is none"
            words = PairWords(case, pair, WORDINGS["en"])
            for part in pair.parts:
                sentence = words.sentence(part)
                assert sentence
                assert "{" not in sentence


def _pair(*visits: Json, person: Json | None = None) -> PairWords:
    data: Json = {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [{"id": "me", "name": "本人", "region": "rizhao", "status": "employed", **(person or {})}],
        "visits": list(visits),
    }
    case = case_of(data)
    return PairWords(case, visit_pair(case, LIBRARY, "v2", "v1"), WORDINGS["zh"])


def test_why_less_than_last_time() -> None:
    # 日照 二（二）. First 1,000.00 at level 2: (1,000 − 400) × 70 % = 420.00.
    # Then 1,000.00 at level 3: 100.00 still to be asked of 500.00: (1,000 − 100) × 60 % = 540.00.
    # With level 3 alone: (1,000 − 500) × 60 % = 300.00, 120.00 less; with 400.00 used before 240.00 more.
    bill = {"total": "1000"}
    words = _pair(
        {**bill, "id": "v1", "date": "2023-03-10", "institution": "level2"},
        {**bill, "id": "v2", "date": "2023-05-10", "institution": "level3"},
    )
    told = words.as_json()
    assert [(part["step"], part["amount"]) for part in told["parts"]] == [
        ("level", "-120.00"),
        ("deductible", "240.00"),
    ]
    assert told["difference"] == "120.00"
    assert {part["clause"] for part in told["parts"]} == {"二（二）"}
    text = words.as_text()
    assert text.startswith("这次统筹比那次多支付 120.00\n本人：2023年5月10日 三级，对照 2023年3月10日 二级\n")
    assert "那次支付 420.00 −120.00 +240.00 = 这次支付 540.00" in text


def test_a_cap_that_is_reached_is_a_part() -> None:
    # 4,000.00 at level 1: (4,000 − 300) × 80 % = 2,960.00, cut to the cap of 2,000.00; nothing is left for the second.
    bill = {"total": "4000", "institution": "level1"}
    told = _pair({**bill, "id": "v1", "date": "2023-03-10"}, {**bill, "id": "v2", "date": "2023-05-10"}).as_json()
    assert [(part["step"], part["amount"]) for part in told["parts"]] == [("cap", "-2000.00")]


def test_what_is_not_paid_says_why() -> None:
    bill = {"total": "1000", "institution": "level1"}
    told = _pair(
        {**bill, "id": "v1", "date": "2023-03-10"},
        {**bill, "id": "v2", "date": "2023-05-10", "circumstances": ["hospitalised"]},
    ).as_json()
    # (1,000 − 300) × 80 % = 560.00
    assert [(part["step"], part["amount"], part["clause"]) for part in told["parts"]] == [
        ("excluded", "-560.00", "二（三）")
    ]
