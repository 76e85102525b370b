"""The pages before they are printed: what goes on them, a look at each, and printing them or saving them as a PDF."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from calculator.desktop.paper.page_view import PageView
from calculator.desktop.paper.print_options import PageBar, PaperOptions, PrintOptions
from calculator.files.whole_file import give_out
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.paper import Paper
from calculator.printing.pdf import pdf_bytes
from calculator.session.session import Session
from calculator.session.stepping import Stepping
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.dialogs.file_dialog import ask_to_save, open_outside
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SOON = 400
"""Milliseconds of work after which a bar says how far it has come."""

_NO_NAME = re.compile(r'[\\/:：*?"<>|]+')
"""What no name of a file may hold, on whatever system; regions are called as people please."""

AskPrinter = Callable[["QPrinter", QWidget], bool]
"""Asks a person which printer to use; whether one was chosen."""


def _ask_printer(printer: "QPrinter", parent: QWidget) -> bool:
    from PySide6.QtPrintSupport import QPrintDialog

    return QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted


class Worded(Protocol):
    """Whoever speaks a language, such as a session."""

    @property
    def wording(self) -> Wording:
        """The language and how figures are written."""


class PaperDialog(QDialog):
    """What `options` ask for, laid out in steps between which the window has its turn.

    `printed_on` is the day that stands on the paper. Closed, the dialog is gone, and so are its pages.
    """

    def __init__(
        self,
        session: Worded,
        theme: Theme,
        printed_on: date,
        options: PaperOptions,
        parent: QWidget | None = None,
        *,
        ask_printer: AskPrinter = _ask_printer,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._theme, self._printed_on = session, theme, printed_on
        self._ask_printer = ask_printer
        self._work = {name: Stepping(self) for name in ("laying out", "saving", "printing")}
        self._target = Path()
        self.setWindowTitle(session.wording.text(N_("Print")))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SOON)
        self.view = PageView(session.wording, theme)
        edge = theme.px(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(8))
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(12))
        self.options = options
        area = scrolled(self.options, session.wording.text(N_("What goes on paper")))
        area.setFixedWidth(theme.px(230))
        middle.addWidget(area)
        right = QVBoxLayout()
        self.pages = PageBar(self.view, session.wording, theme)
        right.addWidget(self.pages)
        right.addWidget(self.view, 1)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        outer.addWidget(self.said)
        outer.addWidget(self._progress())
        outer.addWidget(self._buttons())
        self._connect()
        fit(self, theme, 1080, 680)
        self._lay_out()
        self.view.setFocus()

    # ---- making the parts

    def _progress(self) -> QWidget:
        self.working = QWidget()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self._session.wording.text(N_("Progress")))
        self.stop = push_button(self._session.wording, N_("S&top"), N_("Stop the work; nothing of it is kept"))
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.working.hide()
        return self.working

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save = push_button(self._session.wording, N_("&Save as PDF…"), N_("Keep the pages in a file"))
        self.print = push_button(self._session.wording, N_("&Print…"), N_("Choose a printer and print the pages"))
        set_role(self.print, "primary")
        self.open_saved = push_button(self._session.wording, N_("&Open"), N_("Show the saved pages in another program"))
        self.open_saved.clicked.connect(lambda: open_outside(self._target))
        self.open_saved.hide()
        self.leave = push_button(self._session.wording, N_("&Close"), N_("Close without printing (Esc)"))
        buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.open_saved, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.options.changed.connect(self._lay_out)
        self.save.clicked.connect(self.ask_target)
        self.print.clicked.connect(self.print_paper)
        self.stop.clicked.connect(self._stop)
        self._patience.timeout.connect(self.working.show)
        ends: dict[str, Callable[[Any], None]] = {
            "laying out": self._laid_out,
            "saving": self._save,
            "printing": lambda _nothing: self._ended(N_("Sent to the printer.")),
        }
        for name, work in self._work.items():
            work.reached.connect(self.bar.setValue)
            work.done.connect(ends[name])
        refused = N_("The printer did not take the pages.")
        self._work["printing"].failed.connect(lambda _error: self._ended(refused, fault=True))

    # ---- laying out

    @property
    def busy(self) -> bool:
        """Whether pages are being laid out, saved or printed."""
        return any(work.busy for work in self._work.values())

    def _lay_out(self) -> None:
        self._say("")
        self._begin("laying out", self.options.paper(self._printed_on))

    def _laid_out(self, paper: Paper) -> None:
        from calculator.printing.pdf_letters import require_chinese_font

        try:
            require_chinese_font()
        except FaultsError as error:  # boxes instead of letters are no paper
            self.view.show_paper(None)
            self._end()
            self._say(self._session.wording.fault(error.faults[0]), fault=True)
            return
        self.view.show_paper(paper)
        self._end()

    def _begin(self, name: str, steps: Steps[Any]) -> None:
        self.bar.setValue(0)
        self._work[name].start(steps)
        self._patience.start()
        self._show_state()

    def _end(self) -> None:
        self._patience.stop()
        self.working.hide()
        self._show_state()

    def _ended(self, sentence: str, *, fault: bool = False) -> None:
        self._end()
        self._say(self._session.wording.text(sentence), fault=fault)

    def _stop(self) -> None:
        """Stop whatever is being done."""
        if self._work["laying out"].busy:
            self.view.show_paper(None)  # pages of what was asked for before must not be printed as what is asked for
        self._leave()
        self._ended(N_("Stopped; nothing was printed or saved."))
        if self.view.paper is None:
            self.pages.number.clear()

    # ---- saving and printing

    def ask_target(self) -> None:
        """Ask where to save the pages."""
        tr = self._session.wording.text
        name = _NO_NAME.sub(" ", self.options.file_name(self._printed_on)).strip()
        title, filters = tr(N_("Save as PDF")), [tr(N_("PDF (*.pdf)"))]
        ask_to_save(self, self._session.wording, title, filters, self.save_to, suffix="pdf", name=f"{name}.pdf")

    def save_to(self, target: Path) -> None:
        """Save the pages as a PDF in a file; says so, or why it could not be."""
        if self.view.paper is not None:
            self._target = target
            self._begin("saving", pdf_bytes(self.view.paper, self._printed_on))

    def _save(self, content: bytes) -> None:
        words, name = self._session.wording, self._target.name
        self._end()
        try:
            give_out(self._target, content)
        except FaultsError as error:
            why = words.text(N_("; ")).join(words.fault(fault) for fault in error.faults)
            self._say(words.text(N_("{file} was not saved: {why}")).format(file=name, why=why), fault=True)
        else:
            self._say(words.text(N_("Saved: {file}")).format(file=self._target.absolute()))
            self.open_saved.show()

    def print_paper(self) -> None:
        """Ask for a printer and print; where there is none, say that a PDF can still be saved."""
        from calculator.printing.printer import has_printers, print_pages, printer_for

        paper = self.view.paper
        if paper is None:
            return
        if not has_printers() and self._ask_printer is _ask_printer:
            tr = self._session.wording.text
            self._say(tr(N_("No printer is set up on this computer. Saving as PDF works without one.")), fault=True)
            return
        printer = printer_for(paper)
        if self._ask_printer(printer, self):
            self._begin("printing", print_pages(paper, printer))

    # ---- showing

    def _say(self, sentence: str, *, fault: bool = False) -> None:
        set_role(self.said, "fault" if fault else "small")
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))
        announce(self, sentence)

    def _show_state(self) -> None:
        """What can be done now."""
        ready = not self.busy and self.view.paper is not None
        for button in (self.save, self.print):
            button.setEnabled(ready)
        self.options.setEnabled(not self._work["saving"].busy and not self._work["printing"].busy)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._leave()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Close; what is being done is stopped."""
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        for work in self._work.values():
            work.stop()


class PrintDialog(PaperDialog):
    """What of the open household goes on paper."""

    options: PrintOptions

    def __init__(
        self,
        session: Session,
        theme: Theme,
        printed_on: date,
        parent: QWidget | None = None,
        *,
        ask_printer: AskPrinter = _ask_printer,
    ) -> None:
        super().__init__(session, theme, printed_on, PrintOptions(session, theme), parent, ask_printer=ask_printer)
