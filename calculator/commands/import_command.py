"""The command that takes visits from a spreadsheet: import."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from calculator.case.case import FORMAT, Case
from calculator.case.case_checks import faults_in
from calculator.case.known_edits import with_known_figures
from calculator.case.period_edits import with_period
from calculator.case.visit_edits import as_new, spanning_its_visits, with_refunded, with_visits
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
from calculator.engine.compute import compute
from calculator.files.documents.opening import create_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.machine_hall import require_keeping
from calculator.files.spreadsheets.import_compared import compared_rows, compared_said, states_figures
from calculator.files.spreadsheets.import_report import (
    hidden_said,
    known_said,
    rows_said,
    totals_said,
    turned_said,
    unread_said,
)
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.visit_import import (
    Taken,
    cumulative_in,
    known_in,
    layout_of,
    layouts_of,
    read_together,
)
from calculator.ground.faults import Fault, FaultsError, faults_of, quoted
from calculator.ground.language import N_
from calculator.ground.months import month_at
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.policy.names import LEVELS, STATUSES
from calculator.sheets.others.column_guess import Layout, head_of, headed
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.heading_names import BY_MEANING
from calculator.sheets.others.questions import CHOICES
from calculator.sheets.others.row_reader import Given
from calculator.sheets.own.exact_cells import cell_name
from calculator.words.wording import Wording

_MOST_DIFFERING = 20
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""What a new household may span until the visits say what it does."""


def add_import(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `import`."""
    parser = commands.add_parser("import", help="从表格导入就诊 / take visits from a spreadsheet")
    parser.add_argument("sheet", type=Path, metavar="SHEET", help=".xlsx .xls .et .ods .csv .html .mht .xml .json .ofd")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="CASE.gjs", help="写到哪里 / where to")
    parser.add_argument("--into", type=Path, metavar="CASE.gjs", help="加入已有的家庭 / add to this household")
    parser.add_argument("--person", metavar="ID", help="就诊人的编号 / whose visits they are")
    parser.add_argument("--region", help="新家庭的参保地 / region of a new household")
    parser.add_argument("--status", choices=STATUSES, help="新家庭的参保状态 / status in a new household")
    parser.add_argument("--year", type=int, help="未写年份的日期属于哪年 / year of dates without one")
    parser.add_argument("--institution", choices=LEVELS, help="未写医疗机构等级时 / level where a row names none")
    parser.add_argument(
        *("--sheet", "--tab"),
        dest="tabs",
        action="append",
        metavar="NAME",
        help="读哪张工作表，可写多次 / a sheet to read, once for each",
    )
    parser.add_argument(
        "--map",
        dest="columns",
        action="append",
        metavar="COLUMN=FIELD",
        help="某列的含义，列用字母或标题写，空为不读：C=total 金额= / what a column holds, by its letter or heading",
    )
    parser.add_argument("--skip-faulty", action="store_true", help="跳过有问题的行 / leave faulty rows out")
    parser.add_argument(
        "--unknown-care",
        choices=CHOICES["care"],
        help="未知医疗类别的行：计入或不计入 / rows of an unknown kind of care",
    )
    parser.add_argument(
        "--dates", choices=CHOICES["dates"], help="3/5/2023 先写月还是先写日 / which part of 3/5/2023 is the month"
    )
    parser.add_argument(
        "--levels", choices=CHOICES["levels"], help="等级代码 1 是一级还是三级 / what level a single digit 1 is"
    )
    parser.add_argument(
        "--empty-person", choices=CHOICES["empty_person"], help="未写姓名的行属于谁 / whose rows without a name are"
    )
    parser.add_argument(
        "--inpatient",
        choices=CHOICES["inpatient"],
        help="标题写明住院的表：计入或不计入 / sheets titled as stays in hospital",
    )
    parser.add_argument(
        "--self-paid",
        choices=CHOICES["self_paid"],
        help="自费一列：个人支付的全部，或目录外费用 / what a column called 自费 holds",
    )
    parser.add_argument(
        "--refunds",
        choices=CHOICES["refunds"],
        help="标为退费、旁边有相同金额的行：冲销那一张，或自己已退 / what rows marked as refunds pay back",
    )
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
    context = OpeningContext(library)
    require_keeping(library)
    require_free(options.output, force=options.force)
    with progress() as work:
        work.stage(0, 40)
        file = SheetFile(options.sheet, work)
        work.stage(40, 95)
        base, case, said = _imported(file, options, context, work, wording)
        faults = list(faults_in(case, library))
        if faults:
            raise FaultsError(faults, str(options.sheet))
        said = "\n".join([said, *_slips_said(base, case, library, wording)])
        create_document(options.output, case, context, overwrite=options.force).close()
    write(said + "\n")
    return 0


def _imported(
    file: SheetFile, options: argparse.Namespace, context: OpeningContext, work: Work, wording: Wording
) -> tuple[Case, Case, str]:
    """The household before, with the visits, and what was done."""
    from calculator.files.spreadsheets.own_workbook import is_own_table, is_own_workbook, read_own_visits, read_workbook

    if options.into is None and not options.tabs and options.region is None and is_own_workbook(file):
        case = read_workbook(file, context.library, work)
        said = wording.text(N_("{file}: a household of {people} with {visits} visits"))
        return case, case, said.format(file=options.output, people=len(case.people), visits=len(case.visits))
    base = case = _household(options, context)
    if not options.tabs and (answer := cumulative_in(file)) is not None:
        return base, *_answered(file, answer, options, case, wording)
    if options.into is not None and options.person is None and is_own_table(file):
        # What we wrote says all by itself, and is not to be understood in any other way.
        own, left, notes, back = read_own_visits(file, case.people, work), 0, list[str](), list[str]()
        found = as_new(case, own, keep=options.again)
        again = len(own) - len(found)
    else:
        read, notes = _read(file, options, case, work, wording)
        found, left = read.chosen(skip_again=not options.again), read.left_out.total()
        again = len(read.visits) - len(found)
        back = read.paid_back
    case = with_refunded(with_visits(case, found), back, back=True)
    if not case.visits:
        raise FaultsError(
            [Fault("", "nothing_to_import", {"notes": "".join(f"\n{note}" for note in notes)})], str(options.sheet)
        )
    if options.into is None:
        case = spanning_its_visits(case)
    said = wording.text(N_("{file}: {count} visits imported, {again} were there already, {left} rows left out"))
    first = said.format(file=options.output, count=len(found), again=again, left=left)
    return base, case, "\n".join([first, *notes])


def _answered(
    file: SheetFile, name: str, options: argparse.Namespace, case: Case, wording: Wording
) -> tuple[Case, str]:
    """The household with what the answer of a cumulative query says of a person's years so far, and what that is."""
    if options.person is None and len(case.people) > 1:
        raise FaultsError([Fault("--person", "missing")])
    owner = case.people[0].id if options.person is None else person_of(case, options.person).id
    known, paid = known_in(file, name)
    if not known:
        raise FaultsError([Fault("", "nothing_to_import", {"notes": ""})], str(options.sheet))
    if options.into is None:  # whole years, as of a new household
        case = with_period(case, month_at(known[0].date.year, 1), month_at(known[-1].date.year, 12))
    said = wording.text(N_("{file}: known figures of {person}")).format(file=options.output, person=owner)
    return with_known_figures(case, owner, known), "\n".join([said, *known_said(known, paid, wording)])


def _slips_said(base: Case, case: Case, library: Library, wording: Wording) -> Iterator[str]:
    """What was computed of the new visits against what their slips state; nothing where none does."""
    if not states_figures(case.visits[len(base.visits) :]):
        return
    taken = Taken(base, case, compute(case, library))
    yield from compared_said(taken, wording)
    rows = [row for row in compared_rows(taken, wording) if row.differs]
    for row in rows[:_MOST_DIFFERING]:
        yield wording.text(N_("  {visit}: {difference}")).format(
            visit=" ".join(row.cells[:3]), difference=row.all_differences
        )


def _read(
    file: SheetFile, options: argparse.Namespace, case: Case, work: Work, wording: Wording
) -> tuple[SheetVisits, list[str]]:
    """The visits of anybody's tables, and what to know of them.

    Raises FaultsError for a faulty row, unless those are to be left out.
    """
    owner = case.people[0] if options.person is None else person_of(case, options.person)
    place = None if options.institution is None else (options.institution, None)
    options.care = options.unknown_care
    answers = {question: said for question in CHOICES if (said := getattr(options, question)) is not None}
    given, where = Given(owner.id, options.year or 0, place, answers), str(options.sheet)
    layouts = _chosen(file, options, case, given, work)
    says_whose = all("person" in layout.columns and layout.stranger is None for layout in layouts.values())
    if options.person is None and len(case.people) > 1 and not says_whose:
        raise FaultsError([Fault("--person", "missing")])
    read = read_together(file, layouts, case, given, work)
    if "care" in read.asked and "care" not in answers:
        codes = ", ".join(read.asked["care"])
        raise FaultsError([Fault("--unknown-care", "unknown_care_codes", {"found": codes})], where)
    if read.faulty and not options.skip_faulty:
        raise FaultsError([*_faults_said(read, layouts), *_answers_wanted(read, layouts, given)], where)
    notes = [_fault_said(fault, next(iter(layouts)), wording) for fault in read.faults]
    for stranger in dict.fromkeys(layout.stranger for layout in layouts.values() if layout.stranger is not None):
        said = wording.text(N_("{found} is not in the household: imported as visits of {owner}"))
        notes.append(said.format(found=quoted(stranger), owner=owner.name or owner.id))
    for name, layout in layouts.items():
        notes += unread_said(head_of(file.rows(name)), layout, wording)
    notes += [totals_said(read, wording)] if read.visits else []
    return read, [
        *notes,
        *rows_said(read, wording),
        *turned_said(file, tuple(layouts), wording),
        *hidden_said(file, tuple(layouts), wording),
    ]


def _faults_said(read: SheetVisits, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """What is wrong with rows, in the order of the rows."""
    for fault in read.faults:
        yield _in_the_sheet(fault, next(iter(layouts)))


def _answers_wanted(read: SheetVisits, layouts: Mapping[str, Layout], given: Given) -> Iterator[Fault]:
    """What a single answer would settle for all rows: its option, and the answers to it."""
    for question in read.asked:
        choices = ", ".join(CHOICES[question])
        yield Fault(f"--{question.replace('_', '-')}", "answer_wanted", {"choices": choices})
    if given.institution is None and any("institution" not in layout.columns for layout in layouts.values()):
        yield Fault("--institution", "level_not_said", {"choices": ", ".join(LEVELS)})


def _chosen(file: SheetFile, options: argparse.Namespace, case: Case, given: Given, work: Work) -> dict[str, Layout]:
    """The sheets to read with what their columns mean: those that are named, or all that hold visits in one form.

    Raises FaultsError where there is none, and where there are several of different forms.
    """
    where, layouts = str(options.sheet), layouts_of(file, case, given, work)
    for name in options.tabs or ():
        if name not in layouts:
            layouts[name] = layout_of(file, name, case, given)
    if options.tabs:
        layouts = {name: layouts[name] for name in options.tabs}
    layouts = {name: _mapped(file, name, layout, options.columns or ()) for name, layout in layouts.items()}
    holding = {name: layout for name, layout in layouts.items() if not layout.missing()}
    if not holding:
        raise FaultsError([Fault(next(iter(layouts)), "no_table_of_visits")], where)
    if not options.tabs and len({layout.meant for layout in holding.values()}) > 1:
        raise FaultsError([Fault("--sheet", "several_tables", {"found": ", ".join(map(quoted, holding))})], where)
    return holding


def _mapped(file: SheetFile, name: str, layout: Layout, columns: Sequence[str]) -> Layout:
    """The layout with columns given by their letter or heading: `C=total`, `自费=`. Raises FaultsError."""
    head = head_of(file.rows(name))
    width = max(map(len, head), default=0)
    called_so = {said.rpartition("=")[0] for said in columns}
    if layout.heading is None and columns:
        rows = (place for place, row in enumerate(head) if not called_so.isdisjoint(map(str, row)))
        layout = headed(head, next(rows, None))
    for said in columns:
        column, _equals, key = said.rpartition("=")
        called = [
            place
            for place in range(width)
            if column in (cell_name(place, 0).removesuffix("0"), str(layout.heading_of(head, place)))
        ]
        if len(called) != 1 or (key and key not in BY_MEANING):
            known = ", ".join(BY_MEANING)
            raise FaultsError([Fault("--map", "no_such_mapping", {"found": quoted(said), "expected": known})])
        layout = layout.with_column(called[0], key or None)
    return layout


def _fault_said(fault: Fault, name: str, wording: Wording) -> str:
    return wording.text(N_("left out: {fault}")).format(fault=wording.fault(_in_the_sheet(fault, name)))


def _in_the_sheet(fault: Fault, first: str) -> Fault:
    """The fault with sheet, row and column for its path; `first` is the sheet where it names none."""
    sheet = fault.figures.get("sheet", first)
    row, place = fault.figures.get("row"), fault.figures.get("place")
    cell = f"{row}.{fault.path}" if not isinstance(place, int) else cell_name(place, int(str(row)))
    return Fault(f"{sheet}!{cell}", fault.code, fault.figures)


def _household(options: argparse.Namespace, context: OpeningContext) -> Case:
    """The household that visits are added to: one that is there, or a new one of one person. Raises FaultsError."""
    if options.into is not None:
        return case_in(options.into, context)
    wanted = {"region": context.library.ids(), "status": STATUSES}
    lacking = [
        Fault(f"--{name}", "missing", {"expected": ", ".join(choices)})
        for name, choices in wanted.items()
        if getattr(options, name) is None
    ]
    if lacking:
        raise FaultsError(lacking)
    if options.region not in context.library:
        figures = {"found": quoted(options.region), "expected": ", ".join(context.library.ids())}
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
