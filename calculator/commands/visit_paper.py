"""One visit on paper, by `report --visit`: the slip that answers, or the page that explains; as a PDF or printed."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.case.case import Case
from calculator.commands.console import wording_in
from calculator.engine.compute import compute
from calculator.files.folders import config_folder, hall_file
from calculator.files.hall_settings import hall_in_use
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.progress import Work, done_by
from calculator.policy.library import Library
from calculator.words.personal_year import personal_year

if TYPE_CHECKING:
    from calculator.printing.paper import Paper

_MOST_NAMED = 10


def give_visit(options: argparse.Namespace, case: Case, library: Library, today: date) -> None:
    """Write or print the visit that the options name. Raises FaultsError."""
    target: Path | None = options.output
    if target is not None and target.suffix.lower() != ".pdf":
        raise FaultsError([Fault("--output", "visit_only_as_pdf")])
    visit = next((visit for visit in case.visits if visit.id == options.visit), None)
    if visit is None:
        ids = [quoted(visit.id) for visit in case.visits[:_MOST_NAMED]]
        known = ", ".join([*ids, "…"] if len(case.visits) > _MOST_NAMED else ids)
        raise FaultsError([Fault("--visit", "unknown_visit", {"found": quoted(options.visit), "expected": known})])
    hall = hall_in_use(hall_file(), library, config_folder()).settings
    wording = wording_in(options.lang, library, grouped=True)
    of = personal_year(case, compute(case, library), library, wording, visit.person, visit.date.year)

    def paper() -> "Paper":
        if options.slip:
            from calculator.printing.visit_slip import visit_slip_paper

            return visit_slip_paper(of, visit.id, today, hall.office, width=options.width or hall.paper.slip_width)
        from calculator.printing.visit_page import visit_page_paper

        return visit_page_paper(of, visit.id, today, hall.office)

    from calculator.printing.pdf import fonts, write_paper

    if target is not None:
        write_paper(target, paper, today)
    if options.print is not None:
        from calculator.printing.escpos import print_raw
        from calculator.printing.printer import print_directly

        usual = hall.paper.slip_printer if options.slip else hall.paper.printer
        with fonts():
            if options.slip and hall.paper.slip_raw:
                print_raw(paper(), options.print or usual)
            else:
                done_by(print_directly(paper(), options.print or usual), Work())
