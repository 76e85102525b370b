"""Starting the hall terminal: full screen, or in a window of a size to look at it."""

import faulthandler
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.files.folders import data_folder, hall_file, packs_folder
from calculator.files.hall_settings import HallInUse, hall_in_use
from calculator.files.operator_pin import FEWEST, MOST, PinGate, is_pin_hash
from calculator.ground.faults import Fault
from calculator.kiosk.watch.endings import CRASHED, NOT_SET_UP, TRY_AGAIN

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication, QWidget

    from calculator.files.kiosk_records import CrashLog
    from calculator.kiosk.forgetting import Traces
    from calculator.kiosk.hall_window import HallWindow, Prints
    from calculator.kiosk.operator.desk import Desk
    from calculator.kiosk.watch.resting_window import RestingWindow
    from calculator.policy.library import Library
    from calculator.session.crash_report import CrashGuard

_PRINTING = "/run/cups/cups.sock"
_NO_PIN = (
    "没有设置操作员 PIN，大厅终端不启动。请运行：gongjisuan kiosk-setup\n"
    "There is no operator's PIN, and the hall terminal does not start. Set one: gongjisuan kiosk-setup\n"
)


def guard(arguments: Sequence[str]) -> int:
    """Run the terminal in a process of its own, with these arguments, and start it anew where it ends or hangs."""
    from calculator.kiosk.watch.guardian import Guardian, window_command

    return Guardian(window_command(arguments)).run()


def start(
    *,
    config: Path | None,
    windowed: tuple[int, int] | None,
    packs: Path | None = None,
    signs: int | None = None,
    resting: bool = False,
) -> int:
    """Run until the operator ends it; gives the exit status (`watch.endings`). `config` is the hall's settings' file.

    `signs` is the guardian's pipe; with `resting` only the calm screen is shown, for a while.
    """
    from calculator.files.kiosk_records import CrashLog, SessionCounts
    from calculator.files.signed_packs.pack_store import PackStore
    from calculator.kiosk.forgetting import Traces, without_dumps
    from calculator.policy.library import Library

    without_dumps()
    os.umask(0o077)
    # Else the library of the printing system tries this machine's network ports, where its own file is not there.
    os.environ.setdefault("CUPS_SERVER", _PRINTING)
    kept, trusted = data_folder(), packs or packs_folder()
    library = Library.of_person(trusted, signed_only=True)

    def read_hall() -> HallInUse:
        return hall_in_use(config or hall_file(), library, kept)

    settings, faults = read_hall()
    if not is_pin_hash(settings.kiosk.pin):
        sys.stderr.write(_NO_PIN)
        return NOT_SET_UP
    from calculator.kiosk.operator.desk import Desk

    desk = Desk(
        settings=settings,
        faults=faults,
        gate=PinGate(kept, settings.kiosk.pin),
        store=PackStore(trusted),
        counts=SessionCounts(kept),
        crashes=CrashLog(kept),
    )
    app = _application()
    if settings.kiosk.rotation and windowed is None:
        from calculator.kiosk.watch.screen_rotation import turn_screen

        turn_screen(settings.kiosk.rotation, os.environ)
    traces = Traces()
    log_faults(desk.crashes, app.exit, app)
    window: QWidget
    if resting:
        window = resting_window(desk, app.exit)
    else:
        from calculator.kiosk.slip_printing import SlipPrinter

        window = terminal = terminal_window(desk, library, traces, SlipPrinter(settings), app.exit)
        follow_hall(terminal, desk, read_hall, app.exit)
    if signs is not None:
        from calculator.kiosk.watch.life_signs import LifeSigns

        LifeSigns(signs, window)
    if windowed is not None:
        window.resize(*windowed)
        window.show()
    else:
        _fill_screen(window, app)
    gc.enable()
    status = int(app.exec())
    traces.close()
    app.shutdown()
    return status


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from calculator.widgets.theme import STYLE

    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("gongjisuan")
    app.setDesktopFileName("gongjisuan")
    app.setQuitOnLastWindowClosed(False)
    return app


def _fill_screen(window: "QWidget", app: "QApplication") -> None:
    """Be as large as the screen, also on one that is turned, and where no window manager sees to it."""
    screen = app.primaryScreen()
    screen.geometryChanged.connect(window.setGeometry)
    window.setGeometry(screen.geometry())
    window.showFullScreen()
    window.activateWindow()


def log_faults(log: "CrashLog", ends: Callable[[int], object], parent: "QObject") -> "CrashGuard":
    """Have a fault that nobody caught logged without a figure of anybody; `ends` is given the status to end with."""
    from calculator.session.crash_report import CrashGuard

    def crashed(report: str) -> None:
        log.add(report, datetime.now().astimezone())
        ends(CRASHED)

    guard = CrashGuard(crashed)
    guard.setParent(parent)
    guard.install()
    with suppress(OSError, ValueError):  # without an error stream there is nowhere to write to
        faulthandler.enable()  # names of files and functions, should the process be ended by its own fault
    return guard


def terminal_window(
    desk: "Desk", library: "Library", traces: "Traces", printer: "Prints", ends: Callable[[int], object]
) -> "HallWindow":
    """The terminal with its operator's corner, its notices and its count; `ends` is given the status to end with."""
    from calculator.kiosk.hall_window import HallWindow
    from calculator.kiosk.operator.corner import OperatorCorner

    window = HallWindow(
        desk.settings,
        library,
        traces,
        printer,
        notices=lambda words: list(desk.notices(words)),
        today=desk.today,
    )

    def opened() -> None:
        window.clock.stop()
        corner = OperatorCorner(window, desk, window.visitor.words)
        corner.closed.connect(window.forget)
        corner.ends.connect(ends)

    window.operator_wanted.connect(opened)
    window.ended.connect(desk.count_session)
    return window


def follow_hall(
    window: "HallWindow",
    desk: "Desk",
    read: Callable[[], HallInUse],
    ends: Callable[[int], object],
    every: int | None = None,
) -> None:
    """Follow the hall settings while the terminal runs, looking `every` so many milliseconds.

    A fault is said on the first screen, and the settings stay; good ones hold from the end of the session on, for which
    the terminal starts anew.
    """
    from calculator.kiosk.operator.corner import OperatorCorner
    from calculator.kiosk.watch.hall_watch import EVERY, HallWatch

    others = False

    def changed(found: HallInUse) -> None:
        nonlocal others
        faults = found.faults
        if not faults and not is_pin_hash(found.settings.kiosk.pin):  # with which it would not start again
            faults = (Fault("kiosk.pin", "pin_form", {"low": FEWEST, "high": MOST}),)
        desk.faults = faults
        others = not faults and found.settings != desk.settings
        if window.visitor.fresh and window.findChild(OperatorCorner) is None:
            window.refresh()
            start_anew()

    def start_anew() -> None:
        if others:
            ends(TRY_AGAIN)

    window.forgotten.connect(start_anew)
    HallWatch(HallInUse(desk.settings, desk.faults), read, changed, window, every or EVERY)


def resting_window(desk: "Desk", ends: Callable[[int], object]) -> "RestingWindow":
    """The calm screen, which leads to the operator's corner too."""
    from calculator.kiosk.operator.corner import OperatorCorner
    from calculator.kiosk.watch.resting_window import RestingWindow
    from calculator.words.wording import Wording

    window = RestingWindow(desk.settings.office, desk.settings.language)
    window.over.connect(lambda: ends(TRY_AGAIN))

    def opened() -> None:
        corner = OperatorCorner(window, desk, Wording(desk.settings.language))
        corner.ends.connect(ends)

    window.operator_wanted.connect(opened)
    return window
