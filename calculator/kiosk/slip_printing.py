"""A slip for the person to take: printed on the hall's printer, without a question to the system."""

from datetime import date

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from calculator.files.hall_settings import HallSettings
from calculator.ground.faults import FaultsError
from calculator.kiosk.results import Result
from calculator.printing.escpos import print_raw
from calculator.printing.paper import Paper
from calculator.printing.pdf_letters import require_chinese_font
from calculator.printing.printer import print_pages, printer_for
from calculator.printing.visit_slip import visit_slip_paper
from calculator.words.wording import Wording


def slip_of(result: Result, today: date, settings: HallSettings) -> Paper:
    """The slip of a result that counts: its last visit, with what is doubtful of the answers. Raises as `visit_of`."""
    visit, width, notes = result.case.visits[-1].id, settings.paper.slip_width, result.own_doubts()
    return visit_slip_paper(result.year, visit, today, settings.office, width=width, split=False, notes=notes)


class SlipPrinter:
    """The printer of the hall's settings, or the system's own where none is named."""

    def __init__(self, settings: HallSettings) -> None:
        self._name, self._raw = settings.paper.slip_printer, settings.paper.slip_raw
        self._settings = settings
        self._there: bool | None = None

    def is_there(self) -> bool:
        """Whether there is a printer; asked of the system once."""
        if self._there is None:
            names = QPrinterInfo.availablePrinterNames()
            self._there = self._name in names if self._name else bool(QPrinterInfo.defaultPrinterName())
        return self._there

    def print(self, result: Result, words: Wording, today: date) -> None:
        """Print the slip of a result.

        Raises OSError where the printer does not take it, FaultsError where no font has Chinese characters.
        """
        require_chinese_font()
        paper = slip_of(result, today, self._settings)
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
