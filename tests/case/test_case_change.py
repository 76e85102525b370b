"""What leads from one household to another that shares its rows, and about how much it keeps."""

from hypothesis import given
from hypothesis import strategies as st
from statements import LEAST_PERSON, case_data, case_of

from calculator.case.case import Case
from calculator.case.case_change import change_between
from calculator.ground.months import Month

ROW, PLACE = 640, 8
POOL = case_of(
    case_data(
        *({"id": f"v{place}", "person": "me"} for place in range(6)),
        people=[LEAST_PERSON, {**LEAST_PERSON, "id": "b", "relation": "child"}],
    )
)
ROWS = st.lists(st.sampled_from(POOL.visits), max_size=6, unique_by=lambda visit: visit.id)


def _with(rows: str) -> Case:
    """The household with these of its visits, by their numbers."""
    return POOL.model_copy(update={"visits": tuple(POOL.visits[int(digit)] for digit in rows)})


@given(ROWS, ROWS, st.booleans())
def test_a_change_leads_to_the_other_case_with_its_very_rows(
    ours: list[object], theirs: list[object], longer: bool
) -> None:
    one = POOL.model_copy(update={"visits": tuple(ours)})
    through = Month(POOL.through + longer)
    other = POOL.model_copy(update={"visits": tuple(theirs), "through": through})
    found = change_between(one, other).applied(one)
    assert found == other
    assert all(mine is row for mine, row in zip(found.visits, other.visits, strict=True))
    assert found.people is POOL.people


def test_only_the_rows_that_differ_are_kept() -> None:
    for ours, theirs, start, gone, kept in (
        ("0123", "0123", 4, 0, ""),
        ("0123", "0143", 2, 1, "4"),
        ("0123", "01423", 2, 0, "4"),
        ("0123", "03", 1, 2, ""),
        ("", "012", 0, 0, "012"),
        ("012", "", 0, 3, ""),
        ("0123", "40123", 0, 0, "4"),
        ("0123", "01234", 4, 0, "4"),
        ("0123", "3210", 0, 4, "3210"),
    ):
        change = change_between(_with(ours), _with(theirs))
        assert (change.start, change.gone) == (start, gone), (ours, theirs)
        assert change.visits == _with(kept).visits
        assert change.fields == {}
        assert change.size == ROW * (1 + len(kept))


def test_other_fields_are_kept_as_they_are_in_the_other_case() -> None:
    me, child = POOL.people
    renamed = POOL.model_copy(update={"people": (me, child.model_copy(update={"name": "孩子"}))})
    change = change_between(POOL, renamed)
    assert change.fields == {"people": renamed.people}
    # A row of its own for the change and for the child, and two places.
    assert change.size == ROW + ROW + 2 * PLACE
    longer = POOL.model_copy(update={"through": Month(POOL.through + 1)})
    assert change_between(POOL, longer).fields == {"through": longer.through}
    assert change_between(POOL, longer).size == 2 * ROW
    less = POOL.model_copy(update={"people": (me,)})
    assert change_between(POOL, less).size == ROW + PLACE
    assert change_between(less, POOL).size == ROW + ROW + 2 * PLACE
