"""The hall settings are changed while the terminal runs: a fault is said, and good ones wait for nobody to be there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driver.screens import settle, show
from hall import TODAY, Printer, dial, hall_of, said, touch
from pytestqt.qtbot import QtBot

from calculator.files.hall_settings import HallInUse, HallSettings, hall_in_use, write_hall
from calculator.files.kiosk_records import CrashLog, SessionCounts
from calculator.files.operator_pin import PinGate, hashed_pin
from calculator.files.signed_packs.pack_store import PackStore
from calculator.kiosk.forgetting import Traces
from calculator.kiosk.operator.desk import Desk
from calculator.kiosk.start import follow_hall, terminal_window
from calculator.kiosk.watch.endings import TRY_AGAIN
from calculator.policy.library import Library

HASH = hashed_pin("583920")


def settings(**tables: object) -> HallSettings:
    return hall_of("rizhao", kiosk={"pin": HASH, **tables})


class Followed:
    """A terminal that follows a file of hall settings."""

    def __init__(self, qtbot: QtBot, library: Library, traces: Traces, folder: Path) -> None:
        self.qtbot, self.file = qtbot, folder / "hall.toml"
        self.ended: list[int] = []
        self.looks = 0
        write_hall(self.file, settings())
        found = hall_in_use(self.file, library, folder)
        self.desk = Desk(
            settings=found.settings,
            faults=found.faults,
            gate=PinGate(folder, HASH),
            store=PackStore(folder / "packs"),
            counts=SessionCounts(folder),
            crashes=CrashLog(folder),
            today=lambda: TODAY,
            built=TODAY,
        )
        self.window = terminal_window(self.desk, library, traces, Printer(), self.ended.append)

        def read() -> HallInUse:
            self.looks += 1
            return hall_in_use(self.file, library, folder)

        follow_hall(self.window, self.desk, read, self.ended.append, every=5)
        show(qtbot, self.window, (1366, 768))

    def write(self, text: str) -> None:
        """Change the file as an editor does, in one step."""
        new = self.file.with_suffix(".new")
        new.write_text(text, "utf-8")
        new.replace(self.file)

    def until(self, seen: Callable[[], bool]) -> None:
        """Wait until something is seen, on however busy a machine."""
        self.qtbot.waitUntil(seen, timeout=60_000)

    def close(self) -> None:
        self.window.clock.stop()
        self.window.hide()
        self.window.deleteLater()


@pytest.fixture
def followed(qtbot: QtBot, library: Library, traces: Traces, tmp_path: Path) -> Followed:
    return Followed(qtbot, library, traces, tmp_path)


def test_a_wrong_value_is_said_and_the_last_good_settings_stay(followed: Followed) -> None:
    window, good = followed.window, followed.file.read_text("utf-8")
    followed.write(good.replace("[kiosk]", "[kiosk]\nidle_seconds = 5"))
    followed.until(lambda: "大厅设置有误，正在使用上一次正确的设置。kiosk.idle_seconds" in said(window))
    assert window.clock.seconds == 60
    dial(window, "1", "1", "1", "3", "=1480", "1")
    assert "¥588.00" in said(window)
    touch(window, "结束并清空")
    assert "大厅设置有误" in said(window)
    followed.write(good)
    followed.until(lambda: "大厅设置有误" not in said(window))
    assert followed.ended == []
    followed.close()


@pytest.mark.parametrize("text", ["no TOML [[[", "", 'format = "gongjisuan-hall/1"\n'], ids=["torn", "empty", "no PIN"])
def test_a_file_it_could_not_start_with_changes_nothing(followed: Followed, text: str) -> None:
    followed.write(text)
    followed.until(lambda: "大厅设置有误，正在使用上一次正确的设置。" in said(followed.window))
    assert followed.ended == []
    assert "日照市" in said(followed.window), "the region is fixed as before"
    followed.close()


def test_a_file_that_is_gone_is_said(followed: Followed) -> None:
    followed.file.unlink()
    followed.until(lambda: "大厅设置有误，正在使用上一次正确的设置。" in said(followed.window))
    assert followed.ended == []
    followed.close()


def test_good_settings_hold_once_nobody_is_there(followed: Followed) -> None:
    window = followed.window
    dial(window, "1", "1", "1", "3")
    place = window.visitor.place
    write_hall(followed.file, settings(idle_seconds=90))
    before = followed.looks
    followed.until(lambda: followed.looks > before + 1)
    assert followed.ended == []
    assert window.visitor.place == place
    with followed.qtbot.waitSignal(window.forgotten):
        touch(window, "结束并清空")
    settle()
    assert followed.ended == [TRY_AGAIN]
    followed.close()


def test_good_settings_hold_at_once_on_the_first_screen(followed: Followed) -> None:
    write_hall(followed.file, settings(idle_seconds=90))
    followed.until(lambda: followed.ended == [TRY_AGAIN])
    followed.close()
