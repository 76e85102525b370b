"""Records: unchangeable, equal by what they hold, and read by pydantic only when something is read."""

import pickle
import subprocess
import sys
from copy import copy, deepcopy

import pytest
from pydantic import ValidationError

from calculator.case.case import Account, KnownFigures, Person, Visit
from calculator.ground.money import Fen
from calculator.policy.pack_fields import Text

VISIT = {"id": "1", "person": "me", "date": "2023-01-31", "institution": "level1", "total": "10.50"}


def test_a_record_cannot_be_changed() -> None:
    text = Text(zh="中", en="x")
    with pytest.raises(AttributeError):
        text.zh = "其他"
    with pytest.raises(AttributeError):
        del text.zh
    with pytest.raises(AttributeError):
        text.other = "x"
    assert text == Text(zh="中", en="x")


def test_records_are_equal_by_kind_and_values() -> None:
    one, other = Text(zh="中", en="x"), Text(en="x", zh="中")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Text(zh="中", en="y")
    assert Account() != KnownFigures.model_construct(date=None)
    assert copy(one) == deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_what_is_not_given_stands_at_its_default_and_is_nobody_elses() -> None:
    made, read = Visit.model_construct(id="1"), Visit.model_validate(VISIT)
    assert made.unread == {}
    assert read.out_of_catalogue == Fen(0)
    assert made.unread is not read.unread
    person = Person.model_construct(id="me", region="rizhao", status="employed")
    assert person.account == Account()
    assert person.account is not Person.model_construct(id="me", region="rizhao", status="employed").account


def test_a_copy_has_other_values_and_leaves_the_first_as_it_was() -> None:
    visit = Visit.model_validate(VISIT)
    changed = visit.model_copy(update={"total": Fen(20_00)})
    assert (visit.total, changed.total) == (10_50, 20_00)
    assert changed.model_copy(update={"total": Fen(10_50)}) == visit


@pytest.mark.parametrize("change", [{"other": 1}, {"total": "1.005"}, {"emergency": 1}, {"id": ""}, {"id": 1}])
def test_what_a_file_must_not_hold_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Visit.model_validate(VISIT | change)
    with pytest.raises(ValidationError):
        Visit(**VISIT | change)


def test_a_record_comes_back_from_its_text() -> None:
    visit = Visit.model_validate(VISIT)
    assert Visit.model_validate_json(visit.model_dump_json()) == visit
    assert Visit.model_validate(visit.model_dump(mode="json")) == visit
    assert visit.model_dump(mode="json", exclude_defaults=True) == VISIT


def test_the_models_stand_without_pydantic() -> None:
    code = "import sys, calculator.engine.compute, calculator.policy.library; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
