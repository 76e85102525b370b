"""The commands that give out files and take them in: report · import."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from calculator.case.case import FORMAT, Case, Person, Visit
from calculator.case.case_checks import faults_in
from calculator.files.disk import is_there
from calculator.files.documents.document_names import packs_folder
from calculator.files.documents.opening import create_document, open_document
from calculator.files.documents.opening_context import Means
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import Fault, FaultsError, faults_of, quoted
from calculator.ground.language import N_
from calculator.ground.months import month_at
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.policy.names import LEVELS, STATUSES
from calculator.sheets.others.column_guess import guessed, head_of
from calculator.sheets.others.row_reader import Given, SheetVisits, read_visits, with_visits
from calculator.sheets.own.exact_cells import cell_name
from calculator.words.wording import Wording

_BAR = 30
_KINDS = (".pdf", ".xlsx", ".csv")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""What a new household may span until the visits say what it does."""

ReadInput = Callable[[Library], Case]
"""Reads the case on standard input."""


def report_options(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.add_argument("case", metavar="CASE", help="案例文件，- 为标准输入 / a case, - for standard input")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=" ".join(_KINDS))
    parser.add_argument("--person", metavar="ID", help="只要一个人的 / of one person only")
    _force_option(parser)


def import_options(parser: argparse.ArgumentParser) -> None:
    """The options of `import`."""
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
    _force_option(parser)


def _force_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件 / replace a file that is there")


def library_in(packs: Path | None) -> Library:
    """The packs of the program and those installed in a folder; in this person's own where none is given."""
    return Library.of_person(packs or packs_folder())


# ---- report


def report(options: argparse.Namespace, read_input: ReadInput) -> None:
    """Write what a case comes to. Raises FaultsError; what is there is then left alone."""
    from calculator.engine.compute import compute

    target: Path = options.output
    kind = target.suffix.lower()
    if kind not in _KINDS:
        figures = {"found": quoted(target.name), "expected": ", ".join(_KINDS)}
        raise FaultsError([Fault("--output", "unknown_kind_of_file", figures)])
    _free(target, force=options.force)
    library, wording = library_in(options.packs), Wording(options.lang, grouped=kind == ".pdf")
    case = read_input(library) if options.case == "-" else case_in(Path(options.case), Means(library))
    if options.person is not None:
        _person_of(case, options.person)
    statement = compute(case, library)
    today = datetime.now().astimezone().date()
    with _progress() as work:
        if kind == ".csv":
            from calculator.files.spreadsheets.csv_writer import write_csv

            write_csv(target, case, statement, library, wording, person=options.person, work=work)
        elif kind == ".xlsx":
            from calculator.files.spreadsheets.xlsx_writer import write_workbook

            write_workbook(
                target, case, statement, library, wording, exported_on=today, person=options.person, work=work
            )
        else:
            from calculator.printing.pdf import write_pdf

            write_pdf(target, case, statement, library, wording, printed_on=today, person=options.person, work=work)


def case_in(path: Path, means: Means) -> Case:
    """The case in a document, with all edits that were saved; it may be open in a window. Raises FaultsError."""
    document = open_document(path, means)
    document.leave()
    return document.case


def _free(target: Path, *, force: bool) -> None:
    """Whether a file may be written. Raises FaultsError."""
    if not is_there(target):
        return
    if target.is_dir():
        raise FaultsError([Fault("", "is_a_folder")], str(target))
    if not force:
        raise FaultsError([Fault("", "there_without_force")], str(target))


def _person_of(case: Case, person_id: str) -> Person:
    found = next((person for person in case.people if person.id == person_id), None)
    if found is None:
        known = ", ".join(quoted(person.id) for person in case.people)
        raise FaultsError([Fault("--person", "unknown_person", {"found": quoted(person_id), "expected": known})])
    return found


# ---- import


def import_sheet(options: argparse.Namespace) -> str:
    """Make a case of a spreadsheet, or add one's visits to a case; gives what was done, in words. Raises FaultsError.

    Where a row is faulty nothing is written.
    """
    library, wording = library_in(options.packs), Wording(options.lang)
    means = Means(library)
    _free(options.output, force=options.force)
    with _progress() as work:
        work.stage(0, 40)
        file = SheetFile(options.sheet, work)
        work.stage(40, 95)
        case, said = _imported(file, options, means, work, wording)
        faults = list(faults_in(case, library))
        if faults:
            raise FaultsError(faults, str(options.sheet))
        create_document(options.output, case, means, overwrite=options.force).close()
    return said


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
        left, notes = 0, list[str]()
        found, again = _as_new(case, read_own_visits(file, case.people, work), keep=options.again)
    else:
        read, notes = _read(file, options, case, work, wording)
        found, left = read.chosen(skip_again=not options.again), read.left_out.total()
        again = len(read.visits) - len(found)
    case = with_visits(case, found)
    if options.into is None:
        case = _spanning_its_visits(case)
    said = wording.text(N_("{file}: {count} visits imported, {again} were there already, {left} rows left out"))
    first = said.format(file=options.output, count=len(found), again=again, left=left)
    return case, "\n".join([first, *notes])


def _as_new(case: Case, visits: Sequence[Visit], *, keep: bool) -> tuple[list[Visit], int]:
    """Visits of our own table under ids that are free, without those that the case has already; how many these are."""
    there = {visit.id: visit for visit in case.visits}
    new, number = list[Visit](), len(there)
    for visit in visits:
        if there.get(visit.id) == visit and not keep:
            continue
        name = visit.id
        while name in there:
            number += 1
            name = f"v{number}"
        there[name] = visit.model_copy(update={"id": name})
        new.append(there[name])
    return new, len(visits) - len(new)


def _read(
    file: SheetFile, options: argparse.Namespace, case: Case, work: Work, wording: Wording
) -> tuple[SheetVisits, list[str]]:
    """The visits of anybody's table, and what to know of them. Raises FaultsError for a faulty row."""
    owner = case.people[0] if options.person is None else _person_of(case, options.person)
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


def _spanning_its_visits(case: Case) -> Case:
    """The case over the whole years that its visits lie in. Raises FaultsError where there are none."""
    if not case.visits:
        raise FaultsError([Fault("visits", "empty")])
    years = [visit.date.year for visit in case.visits]
    return case.model_copy(update={"from_": month_at(min(years), 1), "through": month_at(max(years), 12)})


# ---- how far it has come


@contextmanager
def _progress() -> Iterator[Work]:
    """Work whose progress is shown on a terminal; into a file or a pipe nothing is written."""
    if not sys.stderr.isatty():
        yield Work()
        return

    def show(line: str) -> None:
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()

    def tell(percent: int) -> None:
        done = _BAR * percent // 100
        show(f"[{'#' * done}{' ' * (_BAR - done)}] {percent:3d}%")

    try:
        yield Work(tell)
    finally:
        show(" " * (_BAR + 7) + "\r")
