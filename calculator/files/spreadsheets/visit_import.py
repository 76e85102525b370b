"""What an import does beside the window: look a file over, read a sheet, compute the household with the visits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from calculator.case.case import Case, KnownFigures
from calculator.case.case_checks import faults_in
from calculator.case.known_edits import with_known_figures
from calculator.case.visit_edits import with_refunded, with_visits
from calculator.engine.compute import compute
from calculator.engine.statement import Statement
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.interpreter import uncollected
from calculator.ground.money import Fen
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.sheets.cells import Cell
from calculator.sheets.others.column_guess import Layout, guessed, head_of, headed
from calculator.sheets.others.cumulative_query import account_paid, is_cumulative, known_figures
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.row_reader import Given
from calculator.sheets.others.self_paid import UNCLEAR
from calculator.sheets.others.sheet_visits import read_again, read_visits

_MOST_ANSWERS = 5000
_LOOKED = 40
"""Percents of the work that looking a file over takes, where it is read at once."""


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its first rows, what its columns mean, and what came of all its rows.

    `more` are the sheets that were read with it, `others` the file's other ones that hold visits, and `owner` whose
    visits they are where rows do not say. `household` is what the file holds where it is a workbook of ours,
    `known` what it says of the owner's years so far where it is the answer of a cumulative query, `account_paid` what
    it says of the account, in 分, which is no balance.
    """

    file: SheetFile
    name: str
    head: list[list[Cell]]
    layout: Layout
    case: Case
    found: SheetVisits
    others: tuple[str, ...]
    owner: str
    more: tuple[str, ...] = ()
    household: Case | None = None
    known: tuple[KnownFigures, ...] = ()
    account_paid: Mapping[date, Fen] = field(default_factory=dict)

    @property
    def read(self) -> tuple[str, ...]:
        """The sheets that were read."""
        return (self.name, *self.more)


@dataclass(frozen=True)
class Taken:
    """The household with the visits of a sheet, and the statement of it; `base` is the household before."""

    base: Case
    case: Case
    statement: Statement


def look(path: Path, case: Case, given: Given, library: Library) -> Callable[[Work], Sheet]:
    """Look a file over and read the first of its sheets that holds visits, and those that go on with it."""

    def job(work: Work) -> Sheet:
        work.stage(0, _LOOKED)
        file = SheetFile(path, work)
        household = _household(file, library)
        if (answer := cumulative_in(file)) is not None:
            return _answered(file, answer, case, given)
        work.stage(_LOOKED, 100)
        layouts = layouts_of(file, case, given, work)
        holding = [name for name, layout in layouts.items() if not layout.missing()]
        understood = [name for name, layout in layouts.items() if layout.heading is not None]
        first = next(iter([*holding, *understood, *file.names]))
        together = [name for name in holding if layouts[name].meant == layouts[first].meant]
        try:
            found = read_together(file, {name: layouts[name] for name in together or [first]}, case, given, work)
        except FaultsError:  # one repeats another: which of them is meant the person says
            together = [first]
            found = read_together(file, {first: layouts[first]}, case, given, work)
        return replace(_sheet(file, together or [first], layouts, case, found, given), household=household)

    return job


def read(
    before: Sheet, names: Sequence[str], layout: Layout | None, case: Case, given: Given
) -> Callable[[Work], Sheet]:
    """Read sheets of a file again, the first with a layout or with the one that its headings speak for.

    What a layout says of the first holds for all whose columns were understood like its own.
    """

    def job(work: Work) -> Sheet:
        file = before.file
        if before.known:
            return _answered(file, before.name, case, given)
        layouts = layouts_of(file, case, given, work)
        for name in names:
            if name not in layouts:  # a hidden one that was asked for
                layouts[name] = layout_of(file, name, case, given)
        if layout is not None:
            columns = layouts[names[0]].columns
            for name in names:
                if layouts[name].columns == columns:
                    layouts[name] = replace(
                        layouts[name],
                        columns=layout.columns,
                        stranger=layout.stranger,
                        of_items=layout.of_items,
                        self_paid=layout.self_paid,
                    )
            layouts[names[0]] = layout
        found = read_together(file, {name: layouts[name] for name in names}, case, given, work)
        return replace(_sheet(file, names, layouts, case, found, given), household=before.household)

    return job


def cumulative_in(file: SheetFile) -> str | None:
    """The sheet of a file that is the answer of a cumulative query; None where there is none."""
    return next((name for name in file.names if is_cumulative(head_of(file.rows(name)))), None)


def known_in(file: SheetFile, name: str) -> tuple[tuple[KnownFigures, ...], dict[date, Fen]]:
    """The known figures in the answer of a cumulative query, and what the account paid by each day, in 分.

    Raises FaultsError with row and reason.
    """
    rows = list(islice(file.rows(name), _MOST_ANSWERS))
    try:
        return tuple(known_figures(rows)), account_paid(rows)
    except FaultsError as error:
        raise FaultsError(error.faults, str(file.path)) from None


def _answered(file: SheetFile, name: str, case: Case, given: Given) -> Sheet:
    head = head_of(file.rows(name))
    known, paid = known_in(file, name)
    sheet = Sheet(file, name, head, headed(head, None), case, SheetVisits(), (), given.owner)
    return replace(sheet, known=known, account_paid=paid)


def _household(file: SheetFile, library: Library) -> Case | None:
    """The household in a workbook of ours; None for any other file, and for one that is faulty."""
    from calculator.files.spreadsheets.own_workbook import is_own_workbook, read_workbook

    try:
        return read_workbook(file, library) if is_own_workbook(file) else None
    except FaultsError:
        return None


def _sheet(
    file: SheetFile, names: Sequence[str], layouts: Mapping[str, Layout], case: Case, found: SheetVisits, given: Given
) -> Sheet:
    others = tuple(name for name, layout in layouts.items() if name not in names and not layout.missing())
    head = head_of(file.rows(names[0]))
    return Sheet(file, names[0], head, layouts[names[0]], case, found, others, given.owner, tuple(names[1:]))


def layouts_of(file: SheetFile, case: Case, given: Given, work: Work) -> dict[str, Layout]:
    """What the columns of every sheet mean that is not hidden."""
    found = dict[str, Layout]()
    for name in file.names:
        work.reach(0, 1)
        found[name] = layout_of(file, name, case, given)
    return found


def layout_of(file: SheetFile, name: str, case: Case, given: Given) -> Layout:
    """What the columns of one sheet mean, which is turned where its headings stand beside their values."""
    layout = guessed(head_of(file.rows(name)), case.people, given.year)
    if layout.missing() and file.turn(name):
        layout = guessed(head_of(file.rows(name)), case.people, given.year)
    return file.described(name, layout)


def read_together(file: SheetFile, layouts: Mapping[str, Layout], case: Case, given: Given, work: Work) -> SheetVisits:
    """The visits of several sheets, such as one a month.

    A bill that another sheet holds under the same number counts once. Raises FaultsError where one sheet repeats what
    another one holds without a number, or otherwise than that, as then it would count twice.
    """
    whole = SheetVisits()
    with uncollected():
        for name, layout in layouts.items():
            before = with_visits(case, whole.visits) if whole.visits else case
            found = read_visits(file.rows(name, work), layout, before, given)
            found.left_out.update(file.hidden_rows(name))
            if whole.visits and not found.leave_repeated(whole, read_again(found, case)):
                names = ", ".join(map(quoted, layouts))
                raise FaultsError([Fault("--sheet", "sheets_repeat", {"found": names})], str(file.path))
            if len(layouts) > 1:
                found.name_sheet(name)
            whole.add(found)
    if len(whole.self_paid) > 1 and "self_paid" not in given.answers:  # one sheet says this, another one that
        return read_together(file, layouts, case, replace(given, answers={**given.answers, "self_paid": UNCLEAR}), work)
    return whole


def take(sheet: Sheet, library: Library, *, skip_again: bool) -> Callable[[Work], Taken]:
    """Put the visits of a sheet into the household it was read for, and compute it."""

    def job(work: Work) -> Taken:
        with uncollected():
            case = with_visits(sheet.case, sheet.found.chosen(skip_again=skip_again))
            if sheet.found.paid_back:
                case = with_refunded(case, sheet.found.paid_back, back=True)
            case = with_known_figures(case, sheet.owner, sheet.known)
            faults = list(faults_in(case, library))
            if faults:
                raise FaultsError(faults)
            work.reach(0, 1)
            return Taken(sheet.case, case, compute(case, library))

    return job
