"""Which rules of a pack are in force on a day, under which readings, and since when."""

from datetime import date, timedelta

import pytest
from statements import LIBRARY

from calculator.policy.pack import Rule
from calculator.policy.rulebook import Rulebook, applies, boundaries, in_force, in_force_since

DAY = date(2023, 5, 1)
ONE = timedelta(days=1)


def rule(first: date | None = None, last: date | None = None, **when: str) -> Rule:
    return Rule.model_construct(
        source="x", clause="一", from_=first, until=last, when={name.replace("_", "-"): v for name, v in when.items()}
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (rule(), True),
        (rule(DAY), True),
        (rule(DAY + ONE), False),
        (rule(None, DAY), True),
        (rule(None, DAY - ONE), False),
        (rule(DAY, DAY), True),
        (rule(DAY - ONE, DAY + ONE), True),
        (rule(DAY + ONE, DAY - ONE), False),
    ],
)
def test_a_rule_is_in_force_from_its_first_to_its_last_day(found: Rule, expected: bool) -> None:
    assert in_force(found, DAY) is expected


def test_a_rule_belongs_to_all_the_readings_that_it_names() -> None:
    both = rule(a="x", b="y")
    assert applies(rule(), {})
    assert applies(both, {"a": "x", "b": "y", "c": "z"})
    assert not applies(both, {"a": "x", "b": "z"})
    assert not applies(both, {"a": "x"})


def test_a_boundary_is_the_first_day_of_a_rule_and_the_day_after_its_last() -> None:
    rules = [rule(DAY, DAY + ONE), rule(DAY), rule(None, date.max), rule(None, DAY - 3 * ONE)]
    ordinal = DAY.toordinal()
    assert boundaries(rules) == [ordinal - 2, ordinal, ordinal + 2]
    assert boundaries([]) == []


# ---- a pack's rules


RIZHAO = LIBRARY.pack("rizhao")


def test_pooling_terms_change_on_the_day_they_begin() -> None:
    book = Rulebook(RIZHAO, {})
    first = date(2023, 1, 1).toordinal()
    before, after = book.terms_on(first - 1), book.terms_on(first)
    assert (before.pooling, before.cap, before.exclusions) == (None, {}, {})
    assert after.pooling is not None
    assert after.cap["retired"].amount == 2000_00
    assert after.deductible["retired"].level1 == 200_00
    assert after.deductible["flexible"].level1 == 300_00
    assert book.terms_on(first + 1) is after, "kept for the whole stretch of days"
    assert ("arrears", "retired") not in after.exclusions
    assert ("arrears", "flexible") in after.exclusions


def test_readings_choose_among_rules_and_unknown_ones_are_told_and_not_used() -> None:
    default, chosen = Rulebook(RIZHAO, {}), Rulebook(RIZHAO, {"pharmacy-coverage": "covered"})
    ordinal = DAY.toordinal()
    effects = [book.terms_on(ordinal).pharmacy for book in (default, chosen)]
    assert [found and found.effect for found in effects] == ["excluded", "paid"]
    odd = Rulebook(RIZHAO, {"pharmacy-coverage": "on-mondays", "moon": "full", "rounding": "truncate"})
    assert odd.unknown == {"pharmacy-coverage": "on-mondays", "moon": "full"}
    assert odd.reading("pharmacy-coverage", "?") == "not-yet"
    assert odd.reading("rounding", "?") == "truncate"
    assert odd.reading("moon", "new") == "new"


def test_of_several_starts_of_pooling_the_reading_tells_which_one() -> None:
    erenhot = LIBRARY.pack("erenhot")
    for start in ("2022-10-01", "2022-07-11", "2023-01-01"):
        book = Rulebook(erenhot, {"pooling-start": start})
        assert book.pooling_start.from_ == date.fromisoformat(start)
    later = [rule.model_copy(update={"from_": DAY, "when": {}}) for rule in RIZHAO.pooling]
    both = RIZHAO.model_copy(update={"pooling": (*later, *RIZHAO.pooling)})
    assert Rulebook(both, {}).pooling_start.from_ == date(2023, 1, 1), "the earliest, wherever it stands"


def test_credits_are_those_of_the_day_the_status_and_the_plan() -> None:
    book = Rulebook(LIBRARY.pack("erenhot"), {})
    rates = [
        [rule.rate for rule in book.credits_on(day, "retired", "combined")]
        for day in (date(2022, 9, 30), date(2022, 10, 1), date(2022, 12, 31), date(2023, 1, 1))
    ]
    assert rates == [[], [300], [300], [200]]
    assert [rule.basis for rule in book.credits_on(DAY, "employed", "pooled_only")] == ["nothing"]
    bands = Rulebook(RIZHAO, {}).credits_on(DAY, "employed", "combined")
    assert [(rule.age_below, rule.age_from) for rule in bands] == [(46, None), (None, 46)]
    assert Rulebook(RIZHAO, {}).credits_on(DAY, "employed", "pooled_only") == [], "a text that knows accounts only"


def test_what_an_account_may_pay_is_asked_of_a_day_else_of_the_first_rule() -> None:
    first = next(rule for rule in RIZHAO.account_use if "pharmacy_drug" in rule.purposes and "self" in rule.relations)
    second = first.model_copy(update={"from_": DAY, "until": None, "allowed": "no"})
    closed = first.model_copy(update={"until": DAY - ONE})
    others = tuple(rule for rule in RIZHAO.account_use if rule is not first)
    book = Rulebook(RIZHAO.model_copy(update={"account_use": (second, closed, *others)}), {})
    assert [
        book.account_use("pharmacy_drug", "self", day).allowed for day in (None, date(2022, 1, 1), DAY - ONE, DAY)
    ] == ["yes", "yes", "yes", "no"]
    assert book.accounts_start() == date(2023, 1, 1)
    assert book.family_start("pharmacy_drug", "self") == date(2023, 1, 1), "by the first of the rules"
    endless = first.model_copy(update={"from_": None})
    assert Rulebook(RIZHAO.model_copy(update={"account_use": (endless, *others)}), {}).accounts_start() is None


# ---- since when


NUMBER = RIZHAO.source_number("notice")


def since(tables: tuple[str, ...], clause: str, day: date, number: str | None = NUMBER, **readings: str) -> date | None:
    return in_force_since(RIZHAO, readings, tables, number, clause, day)


def test_a_figure_is_of_the_rule_that_was_in_force_on_the_day() -> None:
    assert since(("credit",), "三（一）", date(2023, 6, 1)) == date(2023, 1, 1)
    assert since(("credit",), "三（一）", date(2024, 6, 1)) == date(2024, 1, 1)
    assert since(("rate", "cap"), "二（二）", DAY) == date(2023, 1, 1)
    assert since(("rate",), "二（二）", date(2022, 12, 31)) is None
    assert since(("rate",), "三（一）", DAY) is None
    assert since(("rate",), "二（二）", DAY, "another document") is None


def test_no_rule_of_pooling_is_older_than_pooling_itself_but_those_of_accounts_are() -> None:
    early = {
        name: tuple(rule.model_copy(update={"from_": date(2020, 1, 1)}) for rule in getattr(RIZHAO, name))
        for name in ("rate", "account_use")
    }
    pack = RIZHAO.model_copy(update=early)
    assert in_force_since(pack, {}, ("rate",), NUMBER, "二（二）", DAY) == date(2023, 1, 1)
    assert in_force_since(pack, {}, ("account_use",), NUMBER, "三（二）", DAY) == date(2020, 1, 1)
    always = RIZHAO.model_copy(
        update={"account_use": tuple(rule.model_copy(update={"from_": date.min}) for rule in RIZHAO.account_use)}
    )
    assert in_force_since(always, {}, ("account_use",), NUMBER, "三（二）", DAY) is None


def test_only_the_pooling_of_the_chosen_reading_counts() -> None:
    erenhot = LIBRARY.pack("erenhot")
    number = erenhot.source_number("plan")
    for start in ("2022-10-01", "2022-07-11", "2023-01-01"):
        found = in_force_since(erenhot, {"pooling-start": start}, ("rate",), number, "方案二（一）1", DAY)
        assert found == date.fromisoformat(start)


def test_a_text_that_sets_one_group_apart_knows_both() -> None:
    erenhot = LIBRARY.pack("erenhot")
    mixed = tuple(
        rule.model_copy(update={"plan": None}) if rule.plan == "combined" else rule for rule in erenhot.credit
    )
    assert Rulebook(erenhot.model_copy(update={"credit": mixed}), {}).credits_on(DAY, "employed", "pooled_only")
