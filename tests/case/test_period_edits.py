"""The months of a case: what stands for a day stays with that day."""

from datetime import date

from calculator.case.case import Case, KnownFigures, Opening
from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case
from calculator.case.known_figures import free_day, known_on_another_day, with_known, without_known
from calculator.case.period_edits import computable_years, reaching_year, with_period
from calculator.case.visit_edits import with_visits
from calculator.ground.money import Fen
from calculator.ground.months import month_at
from calculator.policy.library import Library

CASE = """{
    "format": "gongjisuan-case/1", "from": "FROM", "through": "2023-12",
    "people": [{"id": "me", "region": "rizhao", "status": "employed", "account": {"opening_balance": "500"},
                "opening": {"deductible_used": "400", "pooled": "700"}}],
    "visits": [{"id": "may", "date": "2023-05-01", "institution": "level2", "total": "3000"}]
}"""


def case_from(month: str, library: Library) -> Case:
    return read_case(CASE.replace("FROM", month).encode(), library)


def test_an_earlier_beginning_keeps_what_was_known_of_its_day(library: Library) -> None:
    case = with_period(case_from("2023-04", library), month_at(2023, 1), month_at(2023, 12), {"me": Fen(120_00)})
    person = case.people[0]
    assert (person.account.opening_balance, person.opening) == (120_00, None)
    assert person.known == (KnownFigures(date="2023-03-31", deductible_used="400", pooled="700", balance="500"),)
    assert list(faults_in(case, library)) == []


def test_counters_of_a_january_are_known_in_their_own_year(library: Library) -> None:
    case = with_period(case_from("2023-01", library), month_at(2022, 1), month_at(2023, 12))
    person = case.people[0]
    assert (person.account.opening_balance, person.opening) == (0, None)
    known = [(one.date, one.deductible_used, one.pooled, one.balance) for one in person.known]
    assert known == [(date(2022, 12, 31), None, None, 500_00), (date(2023, 1, 1), 400_00, 700_00, None)]


def test_a_visit_of_an_earlier_year_takes_no_balance_along(library: Library) -> None:
    case = case_from("2023-01", library)
    earlier = case.visits[0].model_copy(update={"id": "old", "date": date(2022, 6, 1)})
    person = with_visits(case, [earlier]).people[0]
    assert (person.account.opening_balance, person.known[0].balance) == (0, 500_00)


def test_a_later_beginning_keeps_the_counters_of_its_year(library: Library) -> None:
    within = with_period(case_from("2023-01", library), month_at(2023, 4), month_at(2023, 12), {"me": Fen(900_00)})
    assert within.people[0].opening == Opening.model_construct(deductible_used=Fen(400_00), pooled=Fen(700_00))
    assert within.people[0].account.opening_balance == 900_00
    beyond = with_period(case_from("2023-01", library), month_at(2024, 1), month_at(2024, 12))
    assert beyond.people[0].opening is None


def test_a_later_year_moves_nothing_that_stands(library: Library) -> None:
    before = case_from("2023-04", library)
    case = reaching_year(before, 2025)
    assert (case.from_, case.through, case.people) == (before.from_, month_at(2025, 12), before.people)
    assert reaching_year(case, 2024) == case


def test_known_figures_stand_once_a_day_in_order(library: Library) -> None:
    known = with_known((), date(2023, 6, 30), pooled=Fen(1))
    known = with_known(known, date(2023, 3, 31), balance=Fen(2))
    known = with_known(known, date(2023, 6, 30), balance=Fen(3))
    assert [(one.date.month, one.pooled, one.balance) for one in known] == [(3, None, 2), (6, 1, 3)]
    assert [one.date.month for one in known_on_another_day(known, date(2023, 3, 31), date(2023, 9, 1))] == [6, 9]
    assert len(without_known(known, date(2023, 3, 31))) == 1
    case = case_from("2023-01", library)
    assert free_day(case, known, date(2023, 6, 30)) == date(2023, 6, 29)
    assert free_day(case, known, date(2026, 1, 1)) == date(2023, 12, 31)


def test_where_an_account_began_with_nothing_nothing_is_known_of_it(library: Library) -> None:
    data = (
        CASE.replace("FROM", "2023-04")
        .replace('"opening_balance": "500"', "")
        .replace('"deductible_used": "400", ', "")
    )
    case = with_period(read_case(data.encode(), library), month_at(2023, 1), month_at(2023, 12))
    (known,) = case.people[0].known
    assert (known.date, known.balance, known.deductible_used, known.pooled) == (date(2023, 3, 31), None, None, 700_00)


def test_years_reach_from_the_first_in_which_somebody_s_region_pools_to_the_next_one(library: Library) -> None:
    """日照 pools from 2023-01-01 on, 二连浩特 from 2022-10-01 on."""
    case = case_from("2023-04", library)
    assert computable_years(case, library, 2025) == range(2023, 2027)
    (me,) = case.people
    both = case.model_copy(update={"people": (me, me.model_copy(update={"id": "you", "region": "erenhot"}))})
    assert computable_years(both, library, 2025) == range(2022, 2027)
    assert computable_years(both, library, 2022) == range(2022, 2024)


def test_the_years_of_the_period_are_always_among_them(library: Library) -> None:
    case = case_from("2023-04", library)
    longer = case.model_copy(update={"from_": month_at(2020, 12), "through": month_at(2031, 1)})
    assert computable_years(longer, library, 2025) == range(2020, 2032)
