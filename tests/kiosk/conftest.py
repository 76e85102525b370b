"""The terminal as it stands in a hall, with a printer that only takes note."""

import os
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from driver.screens import show
from hall import TODAY, Printer, hall_of
from pytestqt.qtbot import QtBot

from calculator.files.hall_settings import HallSettings
from calculator.kiosk.forgetting import Traces
from calculator.kiosk.hall_window import HallWindow
from calculator.policy.library import Library

Opens = Callable[..., HallWindow]


@pytest.fixture(autouse=True)
def no_paper_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The real `cancel -a` would drop what waits at the printers of who runs the tests."""
    folder = tmp_path_factory.mktemp("printing")
    cancel = folder / "cancel"
    cancel.write_text("#!/bin/sh\n")
    cancel.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Traces]:
    """The terminal's own temporary folder, gone after the test."""
    del qtbot  # the clipboard needs an application
    import tempfile

    monkeypatch.setenv("TMPDIR", os.environ.get("TMPDIR", tempfile.gettempdir()))
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    made = Traces()
    yield made
    made.close()


@pytest.fixture
def opens(library: Library, qtbot: QtBot, traces: Traces) -> Iterator[Opens]:
    """Opens the terminal for a hall, in a size."""
    opened: list[HallWindow] = []

    def opens(
        hall: HallSettings | None = None,
        size: tuple[int, int] = (1366, 768),
        day: date = TODAY,
        printer: Printer | None = None,
        second: int = 1000,
    ) -> HallWindow:
        window = HallWindow(
            hall or hall_of("rizhao"), library, traces, printer or Printer(), today=lambda: day, second=second
        )
        opened.append(window)
        return show(qtbot, window, size)

    yield opens
    for window in opened:
        window.clock.stop()
        window.hide()
        window.deleteLater()
