"""What an import does beside the window: look a file over, read a sheet, compute the household with the visits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.visit_edits import with_visits
from calculator.engine.compute import compute
from calculator.engine.statement import Statement
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import FaultsError
from calculator.ground.interpreter import uncollected
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.sheets.cell_values import Cell
from calculator.sheets.others.column_guess import Layout, guessed, head_of
from calculator.sheets.others.row_reader import Given, SheetVisits, read_visits

_LOOKED = 40
"""Percents of the work that looking a file over takes, where it is read at once."""


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its first rows, what its columns mean, and what came of all its rows.

    `others` are the file's other sheets that hold visits, and `owner` whose visits they are where rows do not say.
    """

    file: SheetFile
    name: str
    head: list[list[Cell]]
    layout: Layout
    case: Case
    found: SheetVisits
    others: tuple[str, ...]
    owner: str


@dataclass(frozen=True)
class Taken:
    """The household with the visits of a sheet, and the statement of it; `base` is the household before."""

    base: Case
    case: Case
    statement: Statement


def look(path: Path, case: Case, given: Given) -> Callable[[Work], Sheet]:
    """Look a file over and read the first of its sheets that holds visits."""

    def job(work: Work) -> Sheet:
        work.stage(0, _LOOKED)
        file = SheetFile(path, work)
        work.stage(_LOOKED, 100)
        name = _likeliest(file, case, given, work)
        return read(file, name, None, case, given)(work)

    return job


def _likeliest(file: SheetFile, case: Case, given: Given, work: Work) -> str:
    """The first sheet that holds visits, else the first with headings that are understood, else the first."""
    if len(file.names) == 1:
        return file.names[0]
    layouts = _layouts(file, case, given, work)
    holding = [name for name, layout in layouts.items() if not layout.missing()]
    understood = [name for name, layout in layouts.items() if layout.heading is not None]
    return next(iter([*holding, *understood, *file.names]))


def _layouts(file: SheetFile, case: Case, given: Given, work: Work) -> dict[str, Layout]:
    found = dict[str, Layout]()
    for name in file.names:
        work.reach(0, 1)
        found[name] = guessed(head_of(file.rows(name)), case.people, given.year)
    return found


def read(file: SheetFile, name: str, layout: Layout | None, case: Case, given: Given) -> Callable[[Work], Sheet]:
    """Read a sheet, with a layout or with the one that its headings speak for."""

    def job(work: Work) -> Sheet:
        head = head_of(file.rows(name))
        chosen = layout or guessed(head, case.people, given.year)
        with uncollected():
            found = read_visits(file.rows(name, work), chosen, case, given)
        layouts = _layouts(file, case, given, work) if len(file.names) > 1 else {}
        others = tuple(other for other, one in layouts.items() if other != name and not one.missing())
        return Sheet(file, name, head, chosen, case, found, others, given.owner)

    return job


def take(sheet: Sheet, library: Library, *, skip_again: bool) -> Callable[[Work], Taken]:
    """Put the visits of a sheet into the household it was read for, and compute it."""

    def job(work: Work) -> Taken:
        with uncollected():
            case = with_visits(sheet.case, sheet.found.chosen(skip_again=skip_again))
            faults = list(faults_in(case, library))
            if faults:
                raise FaultsError(faults)
            work.reach(0, 1)
            return Taken(sheet.case, case, compute(case, library))

    return job
