"""The command that takes visits from a spreadsheet: import."""

import argparse
from pathlib import Path

from pydantic import ValidationError

from calculator.case.case import FORMAT, Case
from calculator.case.case_checks import faults_in
from calculator.case.visit_edits import as_new, spanning_its_visits, with_visits
from calculator.commands.console import (
    Commands,
    force_option,
    language_option,
    library_in,
    packs_option,
    person_of,
    progress,
    require_free,
    write,
)
from calculator.commands.report_command import case_in
from calculator.files.documents.opening import create_document
from calculator.files.documents.opening_context import Means
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import Fault, FaultsError, faults_of, quoted
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.policy.names import LEVELS, STATUSES
from calculator.sheets.others.column_guess import guessed, head_of
from calculator.sheets.others.row_reader import Given, SheetVisits, read_visits
from calculator.sheets.own.exact_cells import cell_name
from calculator.words.wording import Wording

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""What a new household may span until the visits say what it does."""


def add_import(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `import`."""
    parser = commands.add_parser("import", help="从表格导入就诊 / take visits from a spreadsheet")
    parser.add_argument("sheet", type=Path, metavar="SHEET", help=".xlsx .xls .ods .csv")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="CASE.gjs", help="写到哪里 / where to")
    parser.add_argument("--into", type=Path, metavar="CASE.gjs", help="加入已有的家庭 / add to this household")
    parser.add_argument("--person", metavar="ID", help="就诊人的编号 / whose visits they are")
    parser.add_argument("--region", help="新家庭的参保地 / region of a new household")
    parser.add_argument("--status", choices=STATUSES, help="新家庭的参保状态 / status in a new household")
    parser.add_argument("--year", type=int, help="未写年份的日期属于哪年 / year of dates without one")
    parser.add_argument("--institution", choices=LEVELS, help="未写医疗机构等级时 / level where a row names none")
    parser.add_argument("--tab", metavar="NAME", help="哪张工作表 / which of the sheets")
    parser.add_argument("--again", action="store_true", help="已有的就诊也导入 / also visits that are there already")
    force_option(parser)
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    """Make a case of a spreadsheet, or add one's visits to a case, and say what was done. Raises FaultsError.

    Where a row is faulty nothing is written.
    """
    library, wording = library_in(options.packs), Wording(options.lang)
    means = Means(library)
    require_free(options.output, force=options.force)
    with progress() as work:
        work.stage(0, 40)
        file = SheetFile(options.sheet, work)
        work.stage(40, 95)
        case, said = _imported(file, options, means, work, wording)
        faults = list(faults_in(case, library))
        if faults:
            raise FaultsError(faults, str(options.sheet))
        create_document(options.output, case, means, overwrite=options.force).close()
    write(said + "\n")
    return 0


def _imported(
    file: SheetFile, options: argparse.Namespace, means: Means, work: Work, wording: Wording
) -> tuple[Case, str]:
    from calculator.files.spreadsheets.own_workbook import is_own_table, is_own_workbook, read_own_visits, read_workbook

    if options.into is None and options.tab is None and options.region is None and is_own_workbook(file):
        case = read_workbook(file, means.library, work)
        said = wording.text(N_("{file}: a household of {people} with {visits} visits"))
        return case, said.format(file=options.output, people=len(case.people), visits=len(case.visits))
    case = _household(options, means)
    if options.into is not None and options.person is None and is_own_table(file):
        # What we wrote says all by itself, and is not to be understood in any other way.
        own, left, notes = read_own_visits(file, case.people, work), 0, list[str]()
        found = as_new(case, own, keep=options.again)
        again = len(own) - len(found)
    else:
        read, notes = _read(file, options, case, work, wording)
        found, left = read.chosen(skip_again=not options.again), read.left_out.total()
        again = len(read.visits) - len(found)
    case = with_visits(case, found)
    if options.into is None:
        case = spanning_its_visits(case)
    said = wording.text(N_("{file}: {count} visits imported, {again} were there already, {left} rows left out"))
    first = said.format(file=options.output, count=len(found), again=again, left=left)
    return case, "\n".join([first, *notes])


def _read(
    file: SheetFile, options: argparse.Namespace, case: Case, work: Work, wording: Wording
) -> tuple[SheetVisits, list[str]]:
    """The visits of anybody's table, and what to know of them. Raises FaultsError for a faulty row."""
    owner = case.people[0] if options.person is None else person_of(case, options.person)
    year, where = options.year or 0, str(options.sheet)
    names = file.names if options.tab is None else (options.tab,)
    layouts = {name: guessed(head_of(file.rows(name)), case.people, year) for name in names}
    holding = [name for name, layout in layouts.items() if not layout.missing()]
    if not holding:
        raise FaultsError([Fault(names[0], "no_table_of_visits")], where)
    if len(holding) > 1:
        raise FaultsError([Fault("--tab", "several_tables", {"found": ", ".join(map(quoted, holding))})], where)
    name, layout = holding[0], layouts[holding[0]]
    says_whose = "person" in layout.columns and layout.stranger is None
    if options.person is None and len(case.people) > 1 and not says_whose:
        raise FaultsError([Fault("--person", "missing")])
    place = None if options.institution is None else (options.institution, None)
    read = read_visits(file.rows(name, work), layout, case, Given(owner.id, year, place))
    if read.faulty:
        raise FaultsError([_in_the_sheet(fault, name) for fault in read.faults], where)
    notes = list[str]()
    if layout.stranger is not None:
        said = wording.text(N_("{found} is not in the household: imported as visits of {owner}"))
        notes.append(said.format(found=quoted(layout.stranger), owner=owner.name or owner.id))
    if read.left_out["inpatient"]:
        said = wording.text(N_("stays in hospital, left out: {count}"))
        notes.append(said.format(count=read.left_out["inpatient"]))
    return read, notes


def _in_the_sheet(fault: Fault, sheet: str) -> Fault:
    """The fault with sheet, row and column for its path."""
    row, place = fault.figures.get("row"), fault.figures.get("place")
    cell = f"{row}.{fault.path}" if not isinstance(place, int) else cell_name(place, int(str(row)))
    return Fault(f"{sheet}!{cell}", fault.code, fault.figures)


def _household(options: argparse.Namespace, means: Means) -> Case:
    """The household that visits are added to: one that is there, or a new one of one person. Raises FaultsError."""
    if options.into is not None:
        return case_in(options.into, means)
    lacking = [Fault(f"--{name}", "missing") for name in ("region", "status") if getattr(options, name) is None]
    if lacking:
        raise FaultsError(lacking)
    if options.region not in means.library:
        figures = {"found": quoted(options.region), "expected": ", ".join(means.library.ids())}
        raise FaultsError([Fault("--region", "unknown_region", figures)])
    data = {
        "format": FORMAT,
        "from": f"{_FIRST_YEAR}-01",
        "through": f"{_LAST_YEAR}-12",
        "people": [{"id": options.person or "me", "region": options.region, "status": options.status}],
    }
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        raise FaultsError(faults_of(error)) from None
