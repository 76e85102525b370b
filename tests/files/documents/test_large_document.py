"""A household of 100,000 visits: an edit is small, and what a crash leaves is read. How quick it is, the bench says."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from documents import MEANS, case_after, reopened

from calculator.case.case import Case, Visit
from calculator.files.documents.opening import create_document
from calculator.ground.money import Fen

VISITS = 100_000


def large() -> Case:
    first = date(2023, 1, 1)
    visits = (
        Visit.model_construct(
            id=f"v{number}",
            person="me",
            date=first + timedelta(number % 365),
            institution="level2",
            total=Fen(number),
            pay_from_account=("me",),
        )
        for number in range(VISITS)
    )
    return case_after(0).model_copy(update={"visits": tuple(visits)})


def test_an_edit_of_a_large_household_is_small(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    document = create_document(path, large(), MEANS)
    sizes = [0]
    for number in range(5):
        case, place = document.case, number * 20_000
        visit = case.visits[place].model_copy(update={"total": Fen(1)})
        case = case.model_copy(update={"visits": (*case.visits[:place], visit, *case.visits[place + 1 :])})
        document.record("edit", case)
        sizes.append((tmp_path / "a.gjs.journal").stat().st_size)
    assert max(later - earlier for earlier, later in pairwise(sizes)) < 1000
    assert path.stat().st_size < 140 * VISITS
    after = reopened(path)
    assert len(after.recovered) == 5
    assert after.case == document.case
    kept = tuple(visit for place, visit in enumerate(after.case.visits) if place % 1000)
    after.record("remove", after.case.model_copy(update={"visits": kept}))
    assert (tmp_path / "a.gjs.journal").stat().st_size < 10_000  # rows taken out all over are a small change too
    after.close()
