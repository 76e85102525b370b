"""The way back keeps what changed, not the households."""

import tracemalloc
from random import Random

from statements import case_data, case_of

from calculator.case.case import Case
from calculator.case.case_change import change_between
from calculator.session.edit_history import Action, EditHistory

MANY = 5_000


def _household(visits: int) -> Case:
    case = case_of(case_data({}))
    only = case.visits[0]
    rows = tuple(only.model_copy(update={"id": f"v{number}"}) for number in range(visits))
    return case.model_copy(update={"visits": rows})


def test_a_change_leads_there_and_its_counterpart_back() -> None:
    chance, case = Random(3), _household(12)
    for _edit in range(300):
        rows = list(case.visits)
        place = chance.randrange(len(rows) + 1)
        rows[place : place + chance.randrange(3)] = [
            rows[0].model_copy(update={"id": f"n{chance.random()}"}) for _row in range(chance.randrange(4))
        ] or rows[:1]
        other = case.model_copy(update={"visits": tuple(rows), "through": case.through + chance.randrange(2)})
        assert change_between(case, other).applied(case) == other
        assert change_between(other, case).applied(other) == case
        case = other if len(rows) < 40 else _household(12)


def test_an_edit_of_a_large_household_keeps_a_few_hundred_bytes() -> None:
    case, history = _household(MANY), EditHistory()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for place in range(20):
        rows = list(case.visits)
        rows[place] = rows[place].model_copy(update={"total": 1_00})
        after = case.model_copy(update={"visits": tuple(rows)})
        history.add(Action("x"), case, after, None)
        case = after
    del rows, after
    kept = tracemalloc.get_traced_memory()[0] - before - 8 * MANY  # one list of rows is the household at hand
    tracemalloc.stop()
    assert kept / 20 < 4096
