"""What is wrong with a case whose fields are each well formed, at the edges of each check."""

from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case
from calculator.case.case_checks import city_faults, faults_in
from calculator.case.people_edits import LONGEST_NAME


def faults(case: Case) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in faults_in(case, LIBRARY)]


def with_unread(**texts: str) -> Case:
    case = case_of(case_data())
    person = case.people[0].model_copy(update={"unread": {name.replace("__", "."): t for name, t in texts.items()}})
    return case.model_copy(update={"people": (person,)})


def test_a_row_outside_a_period_of_one_month_is_told_of() -> None:
    case = case_of(case_data({"date": "2023-03-05"}))
    month = case.model_copy(update={"from_": case.from_ + 2, "through": case.from_ + 2})
    assert faults(month) == []
    early = month.model_copy(update={"from_": case.from_ + 1, "through": case.from_ + 1})
    assert faults(early) == [("visits[0].date", "outside_period")]


def test_people_are_listed_whole_where_they_are_few() -> None:
    case = case_of(case_data({"person": "me"}))
    strange = case.visits[0].model_copy(update={"person": "nobody"})
    (fault,) = faults_in(case.model_copy(update={"visits": (strange,)}), LIBRARY)
    assert fault.figures["expected"] == '"me"'


def test_what_is_unread_belongs_to_a_field_or_to_a_part_of_one() -> None:
    assert faults(with_unread(account__opening_balance="x", average_pension__2023="y", birth_date="z")) == []
    assert len(faults(with_unread(birth__date="x", opening_balance="y"))) == 2


def test_every_region_with_readings_is_looked_at() -> None:
    case = case_of(case_data()).model_copy(update={"readings": {"atlantis": {"x": "y"}, "rizhao": {"moon": "full"}}})
    assert [code for _path, code in faults(case)] == ["unknown_region", "unknown_reading"]


def test_an_uplift_may_take_a_rate_to_nothing_and_to_all_but_no_further() -> None:
    levels = {"level1": "0.9", "level2": "0.5", "level3": "0.1"}
    data = {"deductible": dict.fromkeys(levels, "0"), "rate": levels, "cap": "1"}
    person = {"id": "me", "region": "gansu", "status": "retired", "city": {**data, "retired_uplift": "0.1"}}
    city = case_of(case_data(people=[person])).people[0].city
    assert city is not None
    for uplift, count in ((1000, 0), (1001, 1), (-1000, 0), (-1001, 1)):
        assert len(list(city_faults("", city.model_copy(update={"retired_uplift": uplift})))) == count


def test_a_name_has_sixty_characters_at_most() -> None:
    assert LONGEST_NAME == 60


def test_what_was_found_sound_is_looked_at_again_where_the_months_or_the_people_are_others() -> None:
    sound = case_of(case_data({"date": "2023-03-05"}, {"date": "2023-09-05"}))
    other = case_of(case_data({"date": "2023-03-05"}, people=[{"id": "x", "region": "rizhao", "status": "employed"}]))
    shorter = sound.model_copy(update={"through": sound.from_ + 5})
    for case in (sound, shorter, sound.model_copy(update={"people": other.people})):
        assert list(faults_in(case, LIBRARY, sound)) == list(faults_in(case, LIBRARY))
    first, second = sound.visits
    for visits in ((first, second.model_copy(update={"total": -1, "out_of_catalogue": 1})), (first, first)):
        case = sound.model_copy(update={"visits": visits})
        found = list(faults_in(case, LIBRARY, sound))
        assert found == list(faults_in(case, LIBRARY))
        assert found
