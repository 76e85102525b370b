"""What a year had used before a visit, as a slip might have it: where it is put, and where it cannot be."""

from datetime import date

import pytest
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case
from calculator.case.slip_changes import OPENING, Change, changed


def two_years(*days: str) -> Case:
    """2023 and 2024, with visits on these days."""
    return case_of(case_data(*({"id": day, "date": day} for day in days), through="2024-12"))


def used(case: Case, visit: str, amount: int, name: str = "") -> Case:
    return changed(case, LIBRARY, [Change("deductible_used", visit, 0, amount, name)])


def test_before_the_first_visit_of_the_period_it_stands_at_the_beginning() -> None:
    (person,) = used(two_years("2023-03-10"), "2023-03-10", 300_00).people
    assert person.opening is not None
    assert (person.opening.deductible_used, person.known) == (300_00, ())


def test_between_visits_and_in_a_later_year_it_is_known_the_day_before() -> None:
    case = two_years("2023-03-10", "2023-04-05", "2024-02-02")
    for visit, before in (("2023-04-05", date(2023, 4, 4)), ("2024-02-02", date(2024, 2, 1))):
        (person,) = used(case, visit, 300_00).people
        assert person.opening is None
        assert [(known.date, known.deductible_used) for known in person.known] == [(before, 300_00)]


def test_of_the_beginning_itself_although_there_are_visits_between() -> None:
    (person,) = used(two_years("2023-03-10", "2023-04-05"), "2023-04-05", 300_00, OPENING).people
    assert person.opening is not None
    assert (person.opening.deductible_used, person.known) == (300_00, ())


def test_on_the_first_day_of_a_later_year_nothing_can_have_been_used() -> None:
    with pytest.raises(ValueError, match="nothing of the year"):
        used(two_years("2023-03-10", "2024-01-01"), "2024-01-01", 300_00)
