"""The case in an `.xlsx` workbook of ours, and the visits in a comma-separated file, whoever saved them since."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from calculator.case.case import Case, Person, Visit
from calculator.files.spreadsheets.guarded_text import from_cell
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import Fault, FaultsError, faults_of
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.sheets.own.case_from_tables import Sheet, case_from, is_visits_table, is_workbook, key_of, visits_from


def is_own_workbook(file: SheetFile) -> bool:
    """Whether a spreadsheet is a workbook of ours that holds a whole household. Raises FaultsError."""
    names = [name for name in (*file.names, *file.hidden) if key_of(name) == "assumptions"]
    return bool(names) and is_workbook(_sheet(file, names[0]))


def holds_household(path: Path) -> bool:
    """Whether a file is a workbook of ours; not for one that cannot be read."""
    try:
        return is_own_workbook(SheetFile(path))
    except FaultsError:
        return False


def is_own_table(file: SheetFile) -> bool:
    """Whether a spreadsheet has one sheet, and that one is our table of visits. Raises FaultsError."""
    return len(file.names) == 1 and is_visits_table(next(iter(file.rows(file.names[0])), ()))


def read_workbook(file: SheetFile, library: Packs, work: Work | None = None) -> Case:
    """The household in a workbook of ours. Raises FaultsError with the sheet and cell of every fault; StoppedError."""
    if not is_own_workbook(file):
        raise FaultsError([Fault("", "not_our_workbook")], str(file.path))
    sheets = [_sheet(file, name, work) for name in (*file.names, *file.hidden) if key_of(name)]
    return case_from(sheets, library, str(file.path))


def read_own_visits(file: SheetFile, people: Iterable[Person], work: Work | None = None) -> tuple[Visit, ...]:
    """The visits in a table of ours, all of which are those of `people`.

    Raises FaultsError with the cell of every fault; StoppedError.
    """
    names = {person.id: person.name for person in people}
    found, faults = list[Visit](), list[Fault]()
    for place, fields in enumerate(visits_from(_sheet(file, file.names[0], work), names, str(file.path))):
        try:
            found.append(Visit.model_validate(fields))
        except ValidationError as error:
            faults += [Fault(f"visits[{place}].{fault.path}", fault.code, fault.figures) for fault in faults_of(error)]
    if faults:
        raise FaultsError(faults, str(file.path))
    return tuple(found)


def _sheet(file: SheetFile, name: str, work: Work | None = None) -> Sheet:
    return Sheet(name, _rows(file, name, work))


def _rows(file: SheetFile, name: str, work: Work | None) -> Iterator[Sequence[Any]]:
    for row in file.rows(name, work, whole=True):
        yield [from_cell(cell) if isinstance(cell, str) else cell for cell in row]
