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


def _edited(case: Case, place: int, total: int) -> Case:
    rows = list(case.visits)
    rows[place] = rows[place].model_copy(update={"total": total})
    return case.model_copy(update={"visits": tuple(rows)})


def test_the_oldest_steps_go_when_the_way_back_takes_too_much() -> None:
    first, history = _household(30), EditHistory(most_bytes=20_000)
    cases = [first]
    while not history.shortened:
        cases.append(_edited(cases[-1], len(cases) % 30, len(cases)))
        history.add(Action("x"), cases[-2], cases[-1], None)
    steps = len(history.undo)
    assert steps == len(cases) - 2  # the oldest alone went
    case = cases[-1]
    for earlier in reversed(cases[1:-1]):
        before = history.undo[-1].change.applied(case)
        history.back(case, before)
        case = before
        assert case == earlier
    assert not history.undo
    assert len(history.redo) == steps  # taking back loses nothing
    assert history.copy().shortened


def test_the_last_step_stays_however_large_it_is() -> None:
    before, history = _household(2_000), EditHistory(most_bytes=20_000)
    after = before.model_copy(update={"visits": before.visits[:1]})
    history.add(Action("x"), _edited(before, 0, 1), before, None)
    history.add(Action("x"), before, after, None)
    assert history.shortened
    assert [step.change.applied(after) for step in history.undo] == [before]


def test_what_a_step_is_said_to_take_is_about_what_it_takes() -> None:
    case = _household(1)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    many = case.model_copy(
        update={"visits": tuple(case.visits[0].model_copy(update={"id": f"v{n}"}) for n in range(MANY))}
    )
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert taken / 2 < change_between(case, many).size < 2 * taken


def test_edits_of_one_entry_and_what_is_no_longer_done_again_take_nothing() -> None:
    case, history = _household(3), EditHistory(most_bytes=10_000)
    for number in range(200):
        after = _edited(case, 0, number)
        history.add(Action("x"), case, after, "one")
        case = after
    for number in range(200):
        after = _edited(case, 1, number)
        history.add(Action("x"), case, after, None)
        history.back(after, case)
    assert not history.shortened
