"""Starting the window: from nothing, with a case, or with the example; or without a display."""

import gc
import os
import sys
from pathlib import Path

from calculator.benefit.case import Case
from calculator.benefit.case_text import MAX_CASE_BYTES, read_case
from calculator.benefit.wording import Wording
from calculator.faults import Fault, FaultsError
from calculator.language import N_, Language
from calculator.policy.library import Library
from calculator.resources import resource


def start(*, file: Path | None, example: bool, language: Language, picture: Path | None, print_figures: bool) -> int:
    """Open the window and run until it is closed; gives the exit status. Raises FaultsError for a faulty case."""
    library, wording = Library.embedded(), Wording(language)
    case = open_case(file, library) if file is not None else example_case(library)
    del example  # until households are kept, the example is what opens
    if print_figures:
        _print(case, library, wording)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from calculator.desktop.session import Session
    from calculator.desktop.window import MainWindow
    from calculator.widgets.theme import Theme, dress, system_scheme

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("gongjisuan")
    theme = Theme("light" if print_figures else system_scheme())
    dress(app, theme)
    session = Session(case, library, Wording(language, grouped=True))
    if session.year_statement.visits:
        session.select_visit(session.year_statement.visits[min(1, len(session.year_statement.visits) - 1)].id)
    window = MainWindow(session, theme)
    window.show()
    status = 0
    if print_figures:
        app.processEvents()
        target = picture or Path("gongjisuan-window.png")
        target.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(target))
        print(wording.text(N_("The window's picture: {file}")).format(file=target))
    else:
        gc.freeze()
        gc.enable()
        status = int(app.exec())
    # Left to Python, the application could go before its windows do.
    app.shutdown()
    return status


def open_case(file: Path, library: Library) -> Case:
    """The case in a file. Raises FaultsError."""
    try:
        if file.stat().st_size > MAX_CASE_BYTES:
            raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], file.name)
        return read_case(file.read_bytes(), library, file.name)
    except OSError as error:
        raise FaultsError([Fault("", "cannot_read", {"detail": error.strerror or str(error)})], str(file)) from None


def example_case(library: Library) -> Case:
    """The example household."""
    return read_case(resource("examples", "household.json").read_bytes(), library)


def _print(case: Case, library: Library, wording: Wording) -> None:
    from calculator.benefit.compute import compute
    from calculator.terminal import year_to_date

    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    print(year_to_date(case, compute(case, library), library, wording))
