"""A slip for the person to take: printed on the hall's printer, without a question to the system."""

from datetime import date

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from calculator.files.hall_settings import HallSettings
from calculator.ground.faults import FaultsError
from calculator.kiosk.results import Result
from calculator.printing.account_sheet import TITLE
from calculator.printing.escpos import print_raw
from calculator.printing.paper import SLIPS, Paper
from calculator.printing.printer import print_pages, printer_for
from calculator.printing.slip_sheet import slip_sheet
from calculator.words.wording import Wording


class SlipPrinter:
    """The printer of the hall's settings, or the system's own where none is named."""

    def __init__(self, settings: HallSettings) -> None:
        self._name, self._raw = settings.paper.slip_printer, settings.paper.slip_raw
        self._form = SLIPS[settings.paper.slip_width]
        self._there: bool | None = None

    def is_there(self) -> bool:
        """Whether there is a printer; asked of the system once."""
        if self._there is None:
            names = QPrinterInfo.availablePrinterNames()
            self._there = self._name in names if self._name else bool(QPrinterInfo.defaultPrinterName())
        return self._there

    def print(self, result: Result, words: Wording, today: date) -> None:
        """Print the slip of a result. Raises OSError where the printer does not take it."""
        sheet = slip_sheet(result.case, result.year, today, self._form)
        # The job's name stands in the spooler's list, and says nothing of the person.
        paper = Paper([sheet], words, words.text(TITLE))
        if self._raw:
            try:
                print_raw(paper, self._name)
            except FaultsError as error:
                raise OSError(self._name) from error
            return
        printer = self._printer(paper)
        for _done in print_pages(paper, printer):
            pass

    def _printer(self, paper: Paper) -> QPrinter:
        printer = printer_for(paper)
        if self._name:
            printer.setPrinterName(self._name)
        return printer
