"""Paper on a printer, page by page, so that whoever waits can do something else or stop it."""

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.progress import Steps
from calculator.printing.paper import Form, Paper, dots
from calculator.printing.pdf_letters import require_chinese_font


def has_printers() -> bool:
    """Whether a printer is set up on this computer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(paper: Paper) -> QPrinter:
    """A printer, the usual one where there is one, set to the paper's first page; to be asked about before use."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    printer.setCreator("gongjisuan")
    printer.setFullPage(True)
    printer.setPageLayout(_layout(paper.form(0)))
    return printer


def print_directly(paper: Paper, name: str = "") -> Steps[None]:
    """Print all pages on the printer of this name, or on the usual one, without a question.

    Raises FaultsError where there is no such printer, it does not take the pages, or no font has Chinese characters.
    """
    require_chinese_font()
    names = QPrinterInfo.availablePrinterNames()
    found = name or QPrinterInfo.defaultPrinterName()
    if found not in names:
        raise FaultsError([Fault("", "no_printer", {"found": quoted(found), "expected": ", ".join(names)})])
    printer = printer_for(paper)
    printer.setPrinterName(found)
    try:
        yield from print_pages(paper, printer)
    except OSError:
        raise FaultsError([Fault("", "printer_refused", {"found": quoted(found)})]) from None


def print_pages(paper: Paper, printer: QPrinter) -> Steps[None]:
    """Print the pages that were asked for.

    Pages that are larger than the printer's are made smaller. Left before its end, nothing is printed. Raises OSError
    where the printer does not take the job.
    """
    pages = _asked_for(paper, printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(printer.printerName() or printer.outputFileName())
    ended = False
    try:
        for done, page in enumerate(pages, start=1):
            form = paper.form(page)
            if done > 1:
                printer.setPageOrientation(_orientation(form))
                printer.newPage()
            painter.save()
            scale = _scale(form, printer)
            painter.scale(scale, scale)
            paper.paint(painter, page)
            painter.restore()
            yield done, len(pages)
        ended = True
    finally:
        if not ended:
            printer.abort()
        painter.end()


def _asked_for(paper: Paper, printer: QPrinter) -> list[int]:
    """The numbers of the pages, from 0, in the order and as often as they are printed."""
    first = printer.fromPage() or 1
    last = printer.toPage() or paper.pages
    pages = [page for page in range(paper.pages) if first <= page + 1 <= last]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    # A printer that cannot make copies by itself is given the pages again.
    return pages if printer.supportsMultipleCopies() else pages * printer.copyCount()


def _scale(form: Form, printer: QPrinter) -> float:
    room = printer.paperRect(QPrinter.Unit.DevicePixel)
    across, down = dots(form.width), dots(form.height)
    return min(room.width() / across, room.height() / down, printer.resolution() / dots(25.4))


def _orientation(form: Form) -> QPageLayout.Orientation:
    wide = form.width > form.height
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


def _layout(form: Form) -> QPageLayout:
    short, long = sorted((form.width, form.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(size, _orientation(form), QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
