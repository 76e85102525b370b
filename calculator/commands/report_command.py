"""The command that gives out what a case comes to as a file: report."""

import argparse
from datetime import datetime
from pathlib import Path

from calculator.case.case import Case
from calculator.commands.console import (
    Commands,
    force_option,
    input_case,
    language_option,
    library_in,
    packs_option,
    person_of,
    progress,
    require_free,
    wording_in,
)
from calculator.files.documents.opening import open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.machine_hall import require_keeping
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.policy.library import Library

_KINDS = (".pdf", ".xlsx", ".csv")


def add_report(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `report`."""
    parser = commands.add_parser("report", help="写成 PDF 或表格 / write a PDF or a spreadsheet")
    parser.add_argument("case", metavar="CASE", help="案例文件，- 为标准输入 / a case, - for standard input")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=" ".join(_KINDS))
    parser.add_argument("--person", metavar="ID", help="只要一个人的 / of one person only")
    parser.add_argument("--visits", action="store_true", help="PDF 加上每人的就诊 / PDF with everyone's visits")
    parser.add_argument("--explained", action="store_true", help="PDF 加上怎么算的 / PDF with how it was computed")
    parser.add_argument("--visit", metavar="ID", help="只要一次就诊：解释页，或小票 / one visit: its page, or its slip")
    parser.add_argument("--slip", action="store_true", help="小票 / the slip of that visit")
    parser.add_argument("--width", type=int, choices=(80, 58), help="小票宽度（毫米）/ width of the slip in mm")
    parser.add_argument("--print", nargs="?", const="", metavar="PRINTER", help="直接打印 / print without a question")
    force_option(parser)
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    """Write what a case comes to. Raises FaultsError; what is there is then left alone."""
    from calculator.engine.compute import compute

    if options.visit is None and (options.slip or options.width or options.print is not None):
        raise FaultsError([Fault("--visit", "slip_of_what")])
    if options.output is None and options.print is None:
        raise FaultsError([Fault("--output", "output_or_print")])
    today = datetime.now().astimezone().date()
    if options.visit is not None:
        from calculator.commands.visit_paper import give_visit

        if options.output is not None:
            require_free(options.output, force=options.force)
        library = library_in(options.packs)
        give_visit(options, _case(options.case, library), library, today)
        return 0
    target: Path = options.output
    kind = target.suffix.lower()
    if kind not in _KINDS:
        figures = {"found": quoted(target.name), "expected": ", ".join(_KINDS)}
        raise FaultsError([Fault("--output", "unknown_kind_of_file", figures)])
    require_free(target, force=options.force)
    library = library_in(options.packs)
    wording = wording_in(options.lang, library, grouped=kind == ".pdf")
    if kind != ".pdf":  # which is paper; the others hold the household
        require_keeping(library)
    case = _case(options.case, library)
    if options.person is not None:
        person_of(case, options.person)
    statement = compute(case, library)
    with progress() as work:
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

            parts = {"explained": options.explained, "visits": options.visits}
            person = options.person
            write_pdf(target, case, statement, library, wording, printed_on=today, person=person, **parts, work=work)
    return 0


def _case(name: str, library: Library) -> Case:
    return input_case("-", library) if name == "-" else case_in(Path(name), OpeningContext(library))


def case_in(path: Path, context: OpeningContext) -> Case:
    """The case in a document, with all edits that were saved; it may be open in a window. Raises FaultsError."""
    document = open_document(path, context)
    document.leave()
    return document.case
