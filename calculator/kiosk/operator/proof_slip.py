"""A slip that shows whether the printer prints, with nothing of anybody on it."""

from datetime import date

from calculator.files.hall_settings import PaperSettings
from calculator.ground.language import N_
from calculator.printing.account_sheet import TITLE
from calculator.printing.escpos import print_raw
from calculator.printing.paper import SLIPS, Paper
from calculator.printing.printer import print_directly
from calculator.printing.sheet_writer import Run, Writer
from calculator.words.wording import Wording


def print_proof(words: Wording, settings: PaperSettings, today: date) -> None:
    """Print it where slips are printed. Raises FaultsError."""
    writer = Writer(SLIPS[settings.slip_width])
    writer.paragraph(Run(words.text(N_("Printer test")), 12, bold=True), centred=True, below=1)
    writer.paragraph(Run("门诊共济 0123456789 ¥1,234.56", 10), centred=True, below=1)
    writer.paragraph(Run(words.text(N_("Printed on {day}")).format(day=words.day(today)), 8), centred=True)
    paper = Paper([writer.slip()], words, words.text(TITLE))
    if settings.slip_raw:
        print_raw(paper, settings.slip_printer)
        return
    for _done in print_directly(paper, settings.slip_printer):
        pass
