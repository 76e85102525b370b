"""Regions of one's own, made from what was typed: whole packs, or faults beside the fields they concern."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_region import DOCUMENT, city, levels, rows, without
from statements import LIBRARY, REGIONS

from calculator.policy.authoring.corrections import mended
from calculator.policy.authoring.draft import Draft
from calculator.policy.authoring.form_reader import TABLES
from calculator.policy.authoring.region_draft import new_region, new_rules
from calculator.policy.framework import distances
from calculator.policy.names import STATUSES, Status
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import parse_pack
from calculator.policy.region_search import closeness
from calculator.policy.rulebook import Rulebook, Terms

FRAMEWORK = next(pack for pack in LIBRARY if pack.standing == "framework")
TEMPLATES = [region for region in REGIONS if region != FRAMEWORK.id]


def made(form: dict[str, str], base: Pack = FRAMEWORK) -> Pack:
    draft = new_region(form, base, REGIONS)
    assert draft.faults == ()
    assert draft.pack is not None
    return draft.pack


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in draft.faults]


def terms(pack: Pack, day: date) -> Terms:
    return Rulebook(pack, {}).terms_on(day.toordinal())


# ---- a city below a framework


def test_a_city_has_its_own_figures_with_their_clauses_and_the_rest_of_its_province() -> None:
    pack = made(city())
    assert (pack.id, pack.pinyin, pack.standing) == ("xincheng", "xincheng shi gansu sheng", "issued")
    assert closeness(pack, "xcs") == 1
    held = Rulebook(pack, {}).terms_on(date(2023, 6, 1).toordinal())
    assert held.deductible["retired"].level3 == 300_00
    assert held.rate["flexible"].level2 == 6000
    assert held.rate["retired"].level2 == 6500
    assert held.cap["employed"].amount == 2500_00
    own = pack.source_number(held.cap["employed"].source)
    assert (own, held.cap["employed"].clause) == (DOCUMENT["document.0.number"], "第五条")
    assert pack.setting == FRAMEWORK.setting
    assert pack.account_use == FRAMEWORK.account_use
    assert pack.bound == FRAMEWORK.bound


def test_what_is_saved_is_what_was_checked() -> None:
    draft = new_region(city(), FRAMEWORK, REGIONS)
    assert parse_pack(draft.content, "xincheng.toml") == draft.pack


def test_before_its_first_day_the_city_pays_nothing_and_after_it_as_it_says() -> None:
    pack = made(city(start="2024-07-01"))
    assert Rulebook(pack, {}).terms_on(date(2024, 6, 30).toordinal()).pooling is None
    assert Rulebook(pack, {}).terms_on(date(2024, 7, 1).toordinal()).pooling is not None


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("zh", "missing"),
        ("letters", "missing"),
        ("start", "missing"),
        ("start.clause", "clause_required"),
        ("start.source", "document_required"),
        ("document.0.number", "missing"),
        ("document.0.title", "missing"),
        ("document.0.signed", "missing"),
        ("deductible.employed.level2", "missing"),
        ("deductible.employed.clause", "clause_required"),
        ("rate.retired.source", "document_required"),
        ("cap.employed.amount", "missing"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(missing: str, code: str) -> None:
    form = city()
    del form[missing]
    assert told(new_region(form, FRAMEWORK, REGIONS)) == [(missing, code)]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("letters", "新城", "not_letters"),
        ("start", "2023-02-30", "not_a_day"),
        ("start", "3-5", "not_a_day"),
        ("start", "2022-12-31", "starts_before_base"),
        ("document.0.kind", "letter", "missing"),
        ("deductible.employed.level1", "12o0", "not_an_amount"),
        ("deductible.employed.level1", "-1", "not_an_amount"),
        ("rate.employed.level1", "sixty", "not_a_percentage"),
        ("rate.employed.level1", "101", "percentage_out_of_range"),
        ("rate.retired.level1", "55", "retired_below_employed"),
        ("zh", "新" * 5000, "too_long"),
        ("document.0.number", "新" * 201, "too_long"),
        ("document.0.title", "新" * 5000, "too_long"),
        ("cap.employed.clause", "五" * 201, "too_long"),
    ],
)
def test_what_cannot_stand_is_told_beside_its_field(key: str, text: str, code: str) -> None:
    assert (key, code) in told(new_region(city(**{key: text}), FRAMEWORK, REGIONS))


def test_a_document_may_give_the_retired_less_if_it_says_so() -> None:
    form = city(**{"rate.retired.level1": "55", "rate.retired.below": "yes"})
    assert made(form).rate[-1].retired_below_employed


def test_a_name_that_is_taken_gets_a_number() -> None:
    draft = new_region(city(), FRAMEWORK, [*REGIONS, "xincheng"])
    assert draft.pack is not None
    assert draft.pack.id == "xincheng-2"


def test_no_two_regions_of_a_province_have_one_name() -> None:
    other = made(city(letters="Other"))
    assert told(new_region(city(), FRAMEWORK, REGIONS, others=[*LIBRARY, other])) == [("zh", "region_name_taken")]
    elsewhere = city(province="陕西省", province_letters="Shaanxi")
    assert new_region(elsewhere, FRAMEWORK, REGIONS, others=[other]).faults == ()
    # The version before is the same region.
    assert new_region(city(), FRAMEWORK, REGIONS, 2, others=[made(city())]).faults == ()


def test_a_draft_for_comment_makes_a_draft() -> None:
    assert made(city(**{"document.0.kind": "draft"})).standing == "draft"


@pytest.mark.parametrize(
    ("basis", "figure", "expected"),
    [("fixed", "80", 80_00), ("own_pension", "2.5", 250), ("average_pension", "2", 200), ("nothing", "", None)],
)
def test_the_credit_that_the_framework_leaves_open_is_the_citys_own(
    basis: str, figure: str, expected: int | None
) -> None:
    row = rows("credit", "retired", "第九条", basis=basis, figure=figure, year="2023", pension="全市平均")
    pack = made(city(**row))
    (rule,) = Rulebook(pack, {}).credits_on(date(2023, 5, 1), "retired", "combined")
    assert rule.basis == basis
    assert expected in (rule.amount, rule.rate if rule.parts else None)
    assert not rule.approximate
    before = Rulebook(FRAMEWORK, {}).credits_on(date(2023, 5, 1), "employed", "combined")
    assert Rulebook(pack, {}).credits_on(date(2023, 5, 1), "employed", "combined") == before


# ---- the bounds of the province


def test_figures_beyond_a_bound_have_a_verdict_and_about_has_a_distance() -> None:
    form = city(**{"deductible.employed.level3": "400", "cap.employed.amount": "2600"})
    found = list(distances(new_region(form, FRAMEWORK, REGIONS).rules, FRAMEWORK))
    beyond = [(one.table, one.level, one.figure, one.difference) for one in found if one.beyond]
    assert beyond == [("deductible", "level3", 400_00, 100_00), ("cap", None, 2600_00, 100_00)]
    about = {(one.status, one.level): one.difference for one in found if one.table == "rate"}
    assert about[("employed", "level1")] == 500
    assert about[("retired", "level3")] == -500
    assert not [one for one in found if one.table == "rate" and one.beyond]
    assert all(one.rule.clause and one.bound.clause for one in found)


def test_bounds_are_checked_before_all_of_the_form_is_there() -> None:
    draft = new_region(without(city(**{"cap.employed.amount": "9999"}), "zh", "rate"), FRAMEWORK, REGIONS)
    assert draft.pack is None
    assert [one.table for one in distances(draft.rules, FRAMEWORK) if one.beyond] == ["cap"]


# ---- another region as template


@pytest.mark.parametrize("region", TEMPLATES)
def test_of_a_template_what_is_left_empty_is_copied_and_cited(region: str) -> None:
    base = LIBRARY.pack(region)
    pack = made(without(city(start="2024-03-01"), *TABLES), base)
    day = date(2024, 6, 1)
    copied, there = terms(pack, day), terms(base, day)
    for name in ("deductible", "rate", "cap"):
        for status, rule in getattr(there, name).items():
            mine = getattr(copied, name)[status]
            same = rule.model_copy(update={"from_": mine.from_})
            assert mine == same
    copies = [source for source in pack.sources if source.id in {one.id for one in base.sources}]
    assert copies
    assert all(source.note is not None for source in copies)


# ---- new rules from a date


def own() -> Pack:
    return made(city())


NEW = {**DOCUMENT, "start": "2025-01-01", **rows("cap", "retired", amount="3000")}


def test_new_rules_close_the_former_on_the_day_before() -> None:
    pack = new_rules(NEW, own(), 2).pack
    assert pack is not None
    assert pack.version == 2
    assert [(rule.from_, rule.until, rule.status, rule.amount) for rule in pack.cap] == [
        (date(2023, 1, 1), date(2024, 12, 31), ("retired",), 2500_00),
        (date(2023, 1, 1), None, ("employed", "flexible"), 2500_00),
        (date(2025, 1, 1), None, ("retired",), 3000_00),
    ]
    assert pack.source_number(pack.cap[-1].source) == DOCUMENT["document.0.number"]
    assert len({source.id for source in pack.sources}) == len(pack.sources)


def test_new_rules_can_follow_new_rules() -> None:
    second = new_rules(NEW, own(), 2).pack
    assert second is not None
    third = new_rules({**NEW, "start": "2026-01-01", "cap.retired.amount": "3500"}, second, 3)
    assert third.faults == ()
    assert third.pack is not None
    assert third.pack.cap[:2] == second.cap[:2]


@pytest.mark.parametrize("start", ["2023-01-01", "2022-06-01"])
def test_new_rules_never_reach_into_what_holds(start: str) -> None:
    assert told(new_rules({**NEW, "start": start}, own(), 2)) == [("start", "new_rules_too_early")]


def test_new_rules_need_something_new() -> None:
    assert told(new_rules(without(NEW, "cap"), own(), 2)) == [("start", "nothing_new")]


@given(
    st.dates(date(2023, 1, 2), date(2060, 12, 31)),
    st.sets(st.sampled_from(STATUSES), min_size=1),
    st.sampled_from([pack.id for pack in LIBRARY if pack.id != FRAMEWORK.id] + [""]),
    st.integers(1, 400),
)
def test_new_rules_never_change_the_past(start: date, statuses: set[Status], region: str, back: int) -> None:
    base = LIBRARY.pack(region) if region else own()
    form = {**DOCUMENT, "start": start.isoformat()}
    for status in statuses:
        form |= rows("deductible", status, **levels("90", "91", "92")) | rows("cap", status, amount="9000")
        form |= rows("rate", status, **levels("91", "92", "93"))
        form |= rows("credit", status, basis="fixed", figure="77")
    draft = new_rules(form, base, 2)
    if draft.pack is None:  # the rules there are begin later, or the retired would have less
        assert {fault.code for fault in draft.faults} <= {"new_rules_too_early", "retired_below_employed"}
        return
    for day in (start - timedelta(days=1), start - timedelta(days=back)):
        was, becomes = terms(base, day), terms(draft.pack, day)
        for name in ("deductible", "rate", "cap"):
            before, after = getattr(was, name), getattr(becomes, name)
            assert {s: _figures(rule) for s, rule in before.items()} == {s: _figures(r) for s, r in after.items()}
    after = terms(draft.pack, start)
    assert all(after.cap[status].amount == 9000_00 for status in statuses)


def _figures(rule: object) -> dict[str, object]:
    return {
        name: value
        for name, value in rule.model_dump().items()  # type: ignore[attr-defined]
        if name not in ("until", "status")
    }


# ---- whatever is typed


TYPED = st.one_of(
    st.text(max_size=20), st.sampled_from(["0001-01-01", "9999-12-31", "1e9", "١٢", "00", "100", "０.5%"])
)


@given(st.dictionaries(st.sampled_from(sorted(city())), TYPED), st.sampled_from(REGIONS))
def test_whatever_is_typed_is_a_pack_or_faults(typed: dict[str, str], region: str) -> None:
    form = {**city(start="2024-01-01"), **typed, "documents": "1"}
    for draft in (
        new_region(form, LIBRARY.pack(region), REGIONS),
        new_rules(form, own(), 2),
        mended(form, own(), date(2024, 1, 1), 2),
    ):
        assert (draft.pack is None) == bool(draft.faults)
        assert draft.pack is None or parse_pack(draft.content, "") == draft.pack
