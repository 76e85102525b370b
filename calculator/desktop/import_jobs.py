"""What an import does beside the window: look a file over, read a sheet, compute the household with the visits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calculator.benefit.case import Case
from calculator.benefit.case_text import faults_in
from calculator.benefit.cells import Cell
from calculator.benefit.compute import compute
from calculator.benefit.sheet_rows import Given, Layout, SheetVisits, guessed, head_of, read_visits, with_visits
from calculator.benefit.statement import Statement
from calculator.faults import FaultsError
from calculator.files.sheet_reader import SheetFile
from calculator.files.work import Work
from calculator.garbage import uncollected
from calculator.policy.library import Library

_LOOKED = 40
"""Percents of the work that looking a file over takes, where it is read at once."""


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its first rows, what its columns mean, and what came of all its rows."""

    file: SheetFile
    name: str
    head: list[list[Cell]]
    layout: Layout
    case: Case
    found: SheetVisits


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
    """The first sheet with headings that are understood, else the first."""
    if len(file.names) > 1:
        for name in file.names:
            work.reach(0, 1)
            if guessed(head_of(file.rows(name)), case.people, given.year).heading is not None:
                return name
    return file.names[0]


def read(file: SheetFile, name: str, layout: Layout | None, case: Case, given: Given) -> Callable[[Work], Sheet]:
    """Read a sheet, with a layout or with the one that its headings speak for."""

    def job(work: Work) -> Sheet:
        head = head_of(file.rows(name))
        chosen = layout or guessed(head, case.people, given.year)
        with uncollected():
            found = read_visits(file.rows(name, work), chosen, case, given)
        return Sheet(file, name, head, chosen, case, found)

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
