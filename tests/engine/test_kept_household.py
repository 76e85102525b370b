"""A statement that is worked out again after an edit is the one that is computed anew, and keeps what was not reached.

`GONGJISUAN_EDITS` is how many households are edited; a few in every run of the tests.
"""

import os
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import noted_cases
from statements import LEAST_PERSON, LIBRARY, Json, case_data, case_of

from calculator.case.case import Case, Visit
from calculator.case.case_checks import faults_in
from calculator.case.period_edits import with_period
from calculator.engine.compute import Run, compute
from calculator.engine.kept_household import KeptHousehold
from calculator.engine.statement import Statement
from calculator.ground.money import Fen
from calculator.ground.months import Month, first_day, last_day
from calculator.policy.names import LEVELS, SETTINGS, STATUSES
from calculator.words.statement_json import to_json
from calculator.words.wording import Wording

HOUSEHOLDS = int(os.environ.get("GONGJISUAN_EDITS", "25"))
EDITS = 12
ZH = Wording("zh")


def _of_visit(case: Case, visit: Visit, chance: Random) -> dict[str, Any]:
    """Other values for some of the fields of a visit."""
    first, last = first_day(case.from_), last_day(case.through)
    ids = [person.id for person in case.people]
    return chance.choice(
        [
            {"total": Fen(visit.total + chance.choice([1, 500_00, 20_000_00]))},
            {"date": first + timedelta(chance.randrange((last - first).days + 1))},
            {"person": chance.choice(ids)},
            {"pay_from_account": tuple(chance.sample(ids, chance.randrange(len(ids) + 1)))},
            {"institution": chance.choice(LEVELS)},
            {"setting": chance.choice(SETTINGS)},
            {"refunded": not visit.refunded},
            {"circumstances": ()},
            {"stated": None},
            {"time": chance.choice([None, "08:00", "17:30"])},
            {"unread": {} if visit.unread else {"total": "12o"}},
            {"note": "x"},
        ]
    )


def _of_person(case: Case, chance: Random) -> dict[str, Any]:
    other = chance.choice(case.people)
    fields = ("region", "opening", "known", "account", "unread", "relation", "plan", "average_pension", "city", "name")
    field = chance.choice(fields)
    return {field: getattr(other, field)} if chance.random() < 0.8 else {"status": chance.choice(STATUSES)}


def _edited(case: Case, others: list[Case], chance: Random) -> Case:
    """The case after an edit of any kind."""
    kind, visits = chance.randrange(12), list(case.visits)
    place = chance.randrange(len(visits)) if visits else 0
    if kind < 5 and visits:
        visits[place] = visits[place].model_copy(update=_of_visit(case, visits[place], chance))
    elif kind == 5 and visits:
        del visits[place]
    elif kind == 6 and visits:
        visits.append(visits[place].model_copy(update={"id": f"n{chance.randrange(10**9)}"}))
    elif kind == 7:
        chance.shuffle(visits)
    elif kind == 8:
        people = list(case.people)
        at = chance.randrange(len(people))
        people[at] = people[at].model_copy(update=_of_person(case, chance))
        case = case.model_copy(update={"people": tuple(people)})
    elif kind == 9:
        uses = case.account_uses[1:] if chance.random() < 0.5 else case.account_uses[::-1]
        case = case.model_copy(update={"account_uses": uses})
    elif kind == 10:
        through = Month(case.through + chance.choice([0, 12]))
        case = with_period(case, Month(case.from_ - chance.choice([0, 0, 5])), through)
        readings = {region: dict(list(chosen.items())[1:]) for region, chosen in case.readings.items()}
        case = case.model_copy(update={"readings": chance.choice([case.readings, readings])})
    else:
        return chance.choice(others)  # the way back
    return case.model_copy(update={"visits": tuple(visits)})


def _many(case: Case, chance: Random) -> Case:
    """The case with several times its visits, over all of its period."""
    first, days = first_day(case.from_), (last_day(case.through) - first_day(case.from_)).days + 1
    more = [
        visit.model_copy(update={"id": f"{visit.id}-{copy}", "date": first + timedelta(chance.randrange(days))})
        for visit in case.visits
        for copy in range(4)
    ]
    return case.model_copy(update={"visits": (*case.visits, *more)})


@settings(max_examples=HOUSEHOLDS)
@given(noted_cases(), st.randoms(use_true_random=False))
def test_a_household_that_is_edited_is_computed_as_if_anew(data: Json, chance: Random) -> None:
    kept = KeptHousehold(LIBRARY)
    case = _many(case_of(data), chance)
    done = [case]
    for _edit in range(EDITS):
        statement, anew = kept.statement(case), compute(case, LIBRARY)
        assert to_json(statement, ZH) == to_json(anew, ZH)
        assert statement == anew  # what only the program reads is the same as well
        edited = _edited(case, done, chance)
        if not list(faults_in(edited, LIBRARY)):
            case = edited
            done.append(case)


# ---- what an edit does not reach


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the visits that are settled, while a test runs."""
    ids = list[str]()
    settle = Run.settled_and_asked

    def noted(run: Run, visit: Visit) -> Any:
        ids.append(visit.id)
        return settle(run, visit)

    monkeypatch.setattr(Run, "settled_and_asked", noted)
    return ids


def _household(*visits: Json) -> Case:
    mother = {**LEAST_PERSON, "id": "mother", "relation": "parent"}
    accounts = [
        {**one, "account": {"opening_balance": "300.00", "monthly_credit": "0.00"}} for one in (LEAST_PERSON, mother)
    ]
    rows = [{"person": "me", **visit, "id": f"v{place}"} for place, visit in enumerate(visits)]
    return case_of(case_data(*rows, people=accounts, **{"from": "2023-01", "through": "2024-12"}))


def _with_total(case: Case, place: int, total: int) -> Case:
    visits = list(case.visits)
    visits[place] = visits[place].model_copy(update={"total": Fen(total)})
    return case.model_copy(update={"visits": tuple(visits)})


def _settlements(statement: Statement) -> dict[str, object]:
    return {visit.id: visit for person in statement.people for year in person.years for visit in year.visits}


def test_an_edit_reaches_the_later_visits_of_its_person_and_year(computed: list[str]) -> None:
    case = _household(
        {"date": "2023-02-01"},
        {"date": "2023-03-01"},
        {"date": "2023-03-02", "person": "mother"},
        {"date": "2023-04-01"},
        {"date": "2024-01-01"},
    )
    kept = KeptHousehold(LIBRARY)
    before = kept.statement(case)
    computed.clear()
    after = kept.statement(_with_total(case, 1, 900_00))
    assert computed == ["v1", "v3"]
    was, now = _settlements(before), _settlements(after)
    assert [name for name in was if was[name] is now[name]] == ["v0", "v4", "v2"]
    assert after.people[1] is before.people[1]
    assert after.people[0].years[1] is before.people[0].years[1]


def test_an_account_that_pays_for_others_takes_an_edit_to_them_once_it_is_empty(computed: list[str]) -> None:
    """Mother's visits of 100.00 lie below the deductible: my account, 300.00, pays 100.00 for each.

    As long as it can, an edit of mine that takes more of it reaches none; with 150.00 gone the third gets 50.00.
    """
    mothers = [
        {"date": f"2023-0{month}-01", "person": "mother", "total": "100.00", "pay_from_account": ["me"]}
        for month in (3, 4, 5)
    ]
    case = _household({"date": "2023-02-01", "total": "0.00", "pay_from_account": ["me"]}, *mothers)
    kept = KeptHousehold(LIBRARY)
    kept.statement(case)
    computed.clear()
    after = kept.statement(_with_total(case, 0, 150_00))
    assert computed == ["v0", "v2", "v3"]
    cash = [visit.cash for visit in after.people[1].years[0].visits]
    assert cash == [0, 50_00, 100_00]


def test_once_the_limit_is_reached_nothing_more_is_reached(computed: list[str]) -> None:
    """A year's limit of 4,500.00 is used up by February's visit alone, before and after the edit."""
    case = _household({"date": "2023-02-01", "total": "100000.00"}, {"date": "2023-03-01"}, {"date": "2023-04-01"})
    kept = KeptHousehold(LIBRARY)
    kept.statement(case)
    computed.clear()
    kept.statement(_with_total(case, 0, 90_000_00))
    assert computed == ["v0"]


def test_another_person_keeps_their_figures_when_one_is_renamed(computed: list[str]) -> None:
    case = _household({"date": "2023-02-01"}, {"date": "2023-03-01", "person": "mother"})
    kept = KeptHousehold(LIBRARY)
    before = kept.statement(case)
    computed.clear()
    me, mother = case.people
    after = kept.statement(case.model_copy(update={"people": (me.model_copy(update={"name": "我"}), mother)}))
    assert computed == ["v0"]
    assert after.people[1] is before.people[1]
    assert after == before


def test_what_an_account_may_pay_is_asked_anew_when_its_owner_moves(computed: list[str]) -> None:
    mothers = {"date": "2023-03-01", "person": "mother", "total": "100.00"}
    case = _household({**mothers, "pay_from_account": ["me"]}, mothers, {"date": "2023-02-01"})
    kept = KeptHousehold(LIBRARY)
    kept.statement(case)
    me, mother = case.people
    moved = case.model_copy(update={"people": (me.model_copy(update={"region": "erenhot"}), mother)})
    computed.clear()
    after = kept.statement(moved)
    assert computed == ["v2", "v0"]
    assert after == compute(moved, LIBRARY)


def test_who_is_first_decides_whose_account_may_pay_though_nobody_was_edited() -> None:
    """To me the son's grandmother is a parent, so to her he is no child; where she stands first, he is."""
    mother = {**LEAST_PERSON, "id": "mother", "relation": "parent", "account": {"opening_balance": "300.00"}}
    son = {**LEAST_PERSON, "id": "son", "relation": "child"}
    visit = {"id": "v1", "person": "son", "total": "100.00", "pay_from_account": ["mother"]}
    case = case_of(case_data(visit, people=[LEAST_PERSON, mother, son]))
    kept = KeptHousehold(LIBRARY)
    paid = [kept.statement(case).people[2].years[0].totals.account]
    me, grandmother, grandson = case.people
    turned = case.model_copy(update={"people": (grandmother, me, grandson)})
    paid.append(kept.statement(turned).people[2].years[0].totals.account)
    assert paid == [0, 100_00]
    assert kept.statement(turned) == compute(turned, LIBRARY)
