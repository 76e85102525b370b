"""What a pack would change for a household is what computing it with that pack gives."""

import json

import pytest
from hypothesis import given, settings
from pack_files import pack_text
from random_cases import cases
from statements import EXAMPLE, LIBRARY, WORDINGS, Json

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.policy.pack_reader import parse_pack
from calculator.whatif.other_packs import WithPack
from calculator.whatif.pack_effect import SUMS, effect_of, effect_of_moving
from calculator.whatif.pack_effect_words import changes_said, refused_said, sums_rows

LATER = parse_pack(pack_text("rizhao", 2, 900).encode(), "rizhao.toml")
FORGIVING = Library(resource("policies"), forgiving=True)


def case_in(region: str, library: Library = LIBRARY) -> Case:
    data: Json = json.loads(json.dumps(EXAMPLE))
    data["people"] += [{**data["people"][0], "id": "other", "region": region}]
    data["visits"] = [
        {**data["visits"][0], "id": f"{who}{number}", "person": who, "total": "3000.00"}
        for who in ("me", "other")
        for number in range(2)
    ]
    return read_case(json.dumps(data).encode(), library)


def test_a_later_version_changes_whom_it_concerns() -> None:
    case = case_in("xian")
    effect = effect_of(LATER, case, LIBRARY, "signed")
    me, other = effect.people
    assert effect.replaces == 1
    assert effect.changes is not None
    assert [change.table for change in effect.changes.past] == ["cap"]
    assert me.changed
    assert me.before is not None
    assert me.difference is not None
    assert (me.before.pooled, me.after.pooled, me.difference.pooled) == (2000_00, 900_00, -1100_00)
    assert me.difference.personal == 1100_00
    assert not other.changed
    after = compute(case, WithPack(LIBRARY, LATER, "signed"))
    assert [person.after for person in effect.people] == [person.sums() for person in after.people]
    assert LIBRARY.pack("rizhao").version == 1


def test_a_named_version_stays() -> None:
    pinned = {**EXAMPLE, "people": [{**EXAMPLE["people"][0], "region": "rizhao@1"}], "readings": {}}
    case = read_case(json.dumps(pinned).encode(), LIBRARY)
    assert not effect_of(LATER, case, LIBRARY, "signed").changed


def test_a_pack_that_was_missing_brings_its_household_back() -> None:
    pack = parse_pack(pack_text("newtown").encode(), "newtown.toml")
    case = case_in("newtown", FORGIVING)
    effect = effect_of(pack, case, FORGIVING)
    assert (effect.replaces, effect.changes) == (None, None)
    me, other = effect.people
    assert not me.changed
    assert (other.before, other.difference) == (None, None)
    assert other.after.pooled == 2000_00
    assert (other.refused_before, other.refused_after) == ((2, 12), (0, 0))
    for wording in WORDINGS.values():
        assert refused_said(other, wording)
        assert sums_rows(other, wording)[0][1] == "—"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_with_signs(language: Language) -> None:
    wording = WORDINGS[language]
    effect = effect_of(LATER, case_in("xian"), LIBRARY, "signed")
    rows = sums_rows(effect.people[0], wording)
    assert rows[0][1:] == ("2000.00", "900.00", "−1100.00")
    assert rows[1][3] == "+1100.00"
    said = list(changes_said(effect, wording))
    assert len(said) == 2
    assert all("{" not in line for line in said)
    if language == "en":
        assert said[1].endswith("changed in the past, from 2023-01-01 on")


def test_figures_that_leave_something_out_are_marked_and_not_taken_from_whole_ones() -> None:
    data: Json = json.loads(json.dumps(EXAMPLE))
    data["people"] = [{**data["people"][0], "contribution_base": None, "average_pension": {}}]
    data["visits"] = [{**data["visits"][0], "total": "3000.00", "pay_from_account": ["me"]}]
    case = read_case(json.dumps(data).encode(), LIBRARY)
    (me,) = effect_of(LATER, case, LIBRARY, "signed").people
    # No credit can be computed, so what the account would have paid is open on both sides; what the fund pays is not.
    assert me.left_out_before == me.left_out_after == {"account", "cash", "credited", "balance"}
    rows = {row[0]: row[1:] for row in sums_rows(me, WORDINGS["en"])}
    assert not [cell for cell in rows["Paid by the pooled fund"] if "incomplete" in cell]
    assert all(cell.endswith(" (incomplete)") for cell in rows["Paid in cash"])
    elsewhere = parse_pack(pack_text("newtown").encode(), "newtown.toml")
    (moved,) = effect_of_moving(elsewhere, "", case, compute(case, LIBRARY), LIBRARY)
    assert all(cell.endswith(" (incomplete)") for cell in rows["Credited to accounts"])
    assert moved.difference_of("pooled") is not None


def test_a_whole_sum_is_not_taken_from_one_that_leaves_something_out() -> None:
    data: Json = json.loads(json.dumps(EXAMPLE))
    me = {"id": "me", "region": "erenhot", "status": "retired", "average_pension": {}}
    data["people"], data["readings"], data["account_uses"] = [me], {}, []
    data["visits"] = [{**data["visits"][0], "total": "9000.00", "pay_from_account": ["me"]}]
    case = read_case(json.dumps(data).encode(), LIBRARY)
    xian = LIBRARY.pack("xian")  # 100.00 a month, whatever the pensions
    (moved,) = effect_of_moving(xian, "", case, compute(case, LIBRARY), LIBRARY)
    assert (moved.refused_before.months, moved.refused_after.months) == (12, 0)
    assert {name for name in SUMS if moved.difference_of(name) is None} == {"account", "cash", "credited", "balance"}
    rows = {row[0]: row[1:] for row in sums_rows(moved, WORDINGS["en"])}
    assert rows["Paid in cash"][0].endswith(" (incomplete)")
    assert rows["Paid in cash"][2] == "—"


@given(data=cases())
@settings(max_examples=25)
def test_the_difference_is_after_less_before(data: Json) -> None:
    case = read_case(json.dumps(data).encode(), LIBRARY)
    for person in effect_of(LATER, case, LIBRARY, "signed").people:
        assert person.before is not None
        assert person.difference is not None
        for name in SUMS:
            difference = getattr(person.after, name) - getattr(person.before, name)
            assert getattr(person.difference, name) == difference


def test_the_text_alone_can_be_asked_for() -> None:
    effect = effect_of(LATER, None, LIBRARY)
    assert effect.people == ()
    assert effect.replaces == 1
