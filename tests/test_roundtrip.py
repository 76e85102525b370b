"""Any case goes through a workbook and comes back the same, and its visits through comma-separated text."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from driver.one_reader import one_reader
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases, noted_cases
from statements import LIBRARY, WORDINGS, Json, case_of

from calculator.engine.compute import compute
from calculator.files.spreadsheets.csv_writer import write_csv
from calculator.files.spreadsheets.own_workbook import is_own_table, is_own_workbook, read_own_visits, read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.language import LANGUAGES

DAY = date(2025, 1, 2)

# What people call themselves, and what could be taken for a formula, a list, a separator or markup.
NAMES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.text(st.sampled_from(" =+-@'\";；\t\r\n,<r>/_x0041\\\ufffe\x00"), max_size=12),
    st.sampled_from(
        ["=1+1", "本人", "<r>x</r>", "_x0041_x005F_", '"', '""', "{}", "-", "合计", "a", "b", " a", "2023"]
    ),
)
IDS = NAMES.filter(bool)


@st.composite
def any_cases(draw: st.DrawFn) -> Json:
    """A random case in which people and visits are called anything."""
    data: Json = draw(st.one_of(cases(), noted_cases()))
    ids = {person["id"]: draw(IDS) for person in data["people"]}
    ids = {old: new if list(ids.values()).count(new) == 1 else old + new for old, new in ids.items()}
    for person in data["people"]:
        person["id"], person["name"] = ids[person["id"]], draw(NAMES)
        if person.get("city"):
            person["city"]["name"] = draw(NAMES)
        person["usual_level"] = draw(st.sampled_from([None, "level1", "level3"]))
    for number, visit in enumerate(data["visits"]):
        visit["id"] = f"{number}{draw(NAMES)}" if draw(st.booleans()) else f"{draw(NAMES)}{number}"
        visit["person"] = ids[visit["person"]]
        visit["pay_from_account"] = [ids[payer] for payer in visit["pay_from_account"]]
    for number, use in enumerate(data["account_uses"]):
        use["id"], use["payer"] = f"{draw(NAMES)}{number}", ids[use["payer"]]
    return data


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[None]:
    """All examples are read by one process."""
    with one_reader():
        yield


@settings(max_examples=60)
@given(data=any_cases(), language=st.sampled_from(LANGUAGES))
def test_any_case_comes_back(data: Json, language: Any) -> None:
    case = case_of(data)
    statement = compute(case, LIBRARY)
    with TemporaryDirectory() as folder:
        book, text = Path(folder, "a.xlsx"), Path(folder, "a.csv")
        write_workbook(book, case, statement, LIBRARY, WORDINGS[language], exported_on=DAY)
        found = SheetFile(book)
        assert is_own_workbook(found)
        assert read_workbook(found, LIBRARY) == case
        write_csv(text, case, statement, LIBRARY, WORDINGS[language])
        if "\0" in text.read_text("utf-8"):
            return  # no text file holds it; who finds one takes the file for something else
        assert is_own_table(SheetFile(text))
        assert read_own_visits(SheetFile(text), case.people) == case.visits
