"""Starting the hall terminal: full screen, or in a window of a size to look at it."""

import gc
import os
import sys
from pathlib import Path

from calculator.files.folders import data_folder, hall_file, packs_folder
from calculator.files.hall_settings import hall_in_use


def start(*, config: Path | None, windowed: tuple[int, int] | None, packs: Path | None = None) -> int:
    """Run until the operator ends it; gives the exit status. `config` is the file of the hall's settings."""
    from PySide6.QtWidgets import QApplication

    from calculator.kiosk.forgetting import Traces, without_dumps
    from calculator.kiosk.hall_window import HallWindow
    from calculator.kiosk.slip_printing import SlipPrinter
    from calculator.policy.library import Library
    from calculator.widgets.theme import STYLE

    without_dumps()
    os.umask(0o077)
    trusted = packs or packs_folder()
    library = Library.of_person(trusted)
    settings = hall_in_use(config or hall_file(), library, data_folder()).settings
    library = Library.of_person(trusted, signed_only=True)
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("gongjisuan")
    app.setDesktopFileName("gongjisuan")
    app.setQuitOnLastWindowClosed(False)
    traces = Traces()
    window = HallWindow(settings, library, traces, SlipPrinter(settings))
    if windowed is not None:
        window.resize(*windowed)
        window.show()
    else:
        window.showFullScreen()
    gc.enable()
    status = int(app.exec())
    traces.close()
    app.shutdown()
    return status
