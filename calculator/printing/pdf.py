"""Paper as a PDF: text that can be searched and copied, its own fonts, title and language, and no one's name."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from calculator.case.case import Case
from calculator.engine.statement import Statement
from calculator.files.whole_file import give_out
from calculator.ground.progress import Steps, Work, done_by
from calculator.policy.packs import Packs
from calculator.printing.paper import DPI, Form, Paper
from calculator.printing.pdf_letters import letters_by_likeness, require_chinese_font
from calculator.printing.pdf_metadata import mended
from calculator.printing.report import Report, report_paper
from calculator.words.wording import Wording

_LAID_OUT = 60
"""How much of the whole work laying out is, in percent; the rest is painting."""


def write_pdf(
    target: Path,
    case: Case,
    statement: Statement,
    library: Packs,
    wording: Wording,
    *,
    printed_on: date,
    person: str | None = None,
    year: int | None = None,
    explained: bool = True,
    visits: bool = True,
    work: Work | None = None,
) -> None:
    """Write the pages of a household, or of one person, in the place of a file; `statement` is that of the case.

    Raises FaultsError where the file cannot be written or no font has Chinese characters, StoppedError where `work` is
    stopped; the old file then stays. Raises KeyError for a person or year that is not in the case.
    """
    report, work = (
        Report(case, statement, library, wording, printed_on, person, year, explained, visits),
        work or Work(),
    )
    with fonts():
        require_chinese_font()
        work.stage(0, _LAID_OUT)
        paper = done_by(report_paper(report), work)
        work.stage(_LAID_OUT, 100)
        content = done_by(pdf_bytes(paper, printed_on), work)
    give_out(target, content)


def write_paper(target: Path, paper: Callable[[], Paper], printed_on: date) -> None:
    """Write what `paper` lays out as a PDF in the place of a file. Raises FaultsError; the old file then stays."""
    with fonts():
        require_chinese_font()
        content = done_by(pdf_bytes(paper(), printed_on), Work())
    give_out(target, content)


def pdf_bytes(paper: Paper, printed_on: date) -> Steps[bytes]:
    """The PDF of all pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setCreator("共济算 gongjisuan")
    writer.setResolution(DPI)
    writer.setPageLayout(_layout(paper.form(0)))
    painter = QPainter(writer)
    try:
        for page in range(paper.pages):
            if page:
                writer.setPageLayout(_layout(paper.form(page)))
                writer.newPage()
            paper.paint(painter, page)
            yield page + 1, paper.pages
    finally:
        painter.end()
    letters = letters_by_likeness(paper)
    return mended(bytes(buffer.data().data()), paper.title, paper.wording.language, printed_on, letters)


def _layout(form: Form) -> QPageLayout:
    """The whole page is painted on: its margins are part of the form."""
    size = QPageSize(
        QSizeF(form.width, form.height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


@contextmanager
def fonts() -> Iterator[None]:
    """Fonts need an application; where there is none, as on a command line, one without a display is made."""
    if QGuiApplication.instance() is not None:
        yield
        return
    without_display = [] if sys.platform in ("win32", "darwin") else ["-platform", "offscreen"]
    application = QGuiApplication(["gongjisuan", *without_display])
    try:
        yield
    finally:
        application.shutdown()
