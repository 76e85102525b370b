"""Nothing of one person reaches the next: in memory, on the disk, on the clipboard, at the printer."""

import gc
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from driver.screens import freed, settle
from hall import Printer, dial, hall_of, said, touch
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from calculator.ground.money import format_amount
from calculator.kiosk.answers import Answers
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.forgetting import Traces, clear_after_others
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.messages import CountdownBoard
from calculator.kiosk.visitor import FIRST, RESULT
from calculator.session.session import Session

Opens = Callable[..., HallWindow]
TYPED = "83652.19"
SIGNS = (b"83652.19", b"83,652.19", b"8365219")


def a_session(window: HallWindow) -> None:
    """From the first screen to a printed slip, with two visits."""
    dial(window, "1", "1", "1", "3", f"={TYPED}", "2", "=300", "=500")
    touch(window, "＋ 再加一次")
    dial(window, "1", f"={TYPED}")
    touch(window, "为什么")
    touch(window, "◀ 上一步")
    touch(window, "打印")


def found_on_disk(*folders: Path) -> list[str]:
    """The files below folders that hold an amount that was typed."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(sign in path.read_bytes() for sign in SIGNS)]


def end(window: HallWindow, qtbot: QtBot) -> None:
    """Touch 结束并清空, and wait until all is forgotten."""
    with qtbot.waitSignal(window.forgotten):
        touch(window, "结束并清空")
    freed()


def alive(kind: type) -> int:
    """How many objects of a kind there are."""
    gc.collect()
    return sum(1 for one in gc.get_objects() if isinstance(one, kind))


def test_nothing_is_left_after_a_session(
    opens: Opens, qtbot: QtBot, traces: Traces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "GONGJISUAN_CONFIG", "GONGJISUAN_DATA", "XDG_CACHE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    sessions, answers = alive(Session), alive(Answers)
    window = opens()
    a_session(window)
    QGuiApplication.clipboard().setText(TYPED)
    format_amount(8365219)  # as a sentence may have it written
    (traces.folder / "spool").write_text(TYPED)
    (traces.folder / "more").mkdir()
    (traces.folder / "more" / "spool").write_text(TYPED)
    end(window, qtbot)
    assert window.visitor.fresh
    assert window.visitor.place == FIRST
    assert QGuiApplication.clipboard().text() == ""
    assert list(traces.folder.iterdir()) == []
    assert found_on_disk(tmp_path, traces.folder) == []
    assert alive(Session) <= sessions
    assert alive(Answers) <= answers + 1
    assert format_amount.cache_info().currsize == 0, "texts of amounts are kept, where no collector sees them"
    texts = [one for one in gc.get_objects() if isinstance(one, dict | list | tuple)]
    held = [
        one
        for one in texts
        for text in ((*one.keys(), *one.values()) if isinstance(one, dict) else one)
        if type(text) is int and text == 8365219
    ]
    assert held == []


def test_language_print_and_colours_are_those_of_the_hall_again(opens: Opens, qtbot: QtBot) -> None:
    window = opens()
    dial(window, "2", "1")
    touch(window, "Large print")
    touch(window, "Black screen")
    with qtbot.waitSignal(window.forgotten):
        touch(window, "End and clear")
    look = window.look()
    assert (look.large, look.contrast, window.visitor.words.language) == (False, False, "zh")


def test_who_leaves_is_forgotten_after_a_countdown(opens: Opens, qtbot: QtBot) -> None:
    window = opens(hall_of("rizhao", kiosk={"idle_seconds": 15}), second=20)
    dial(window, "1", "1", "1", "3", "=1480", "1")

    def counting() -> bool:
        return window.frame is not None and isinstance(window.frame.board, CountdownBoard)

    qtbot.waitUntil(counting)
    assert "秒后清空" in said(window)
    touch(window, "我还在，继续")
    assert window.visitor.place == RESULT
    assert "¥588.00" in said(window)
    qtbot.waitUntil(counting)
    with qtbot.waitSignal(window.forgotten):
        pass
    assert window.visitor.fresh


def test_a_countdown_ends_by_a_key_of_the_keypad(opens: Opens, qtbot: QtBot) -> None:
    window = opens(hall_of("rizhao", kiosk={"idle_seconds": 15}), second=20)
    dial(window, "1", "1")
    qtbot.waitUntil(lambda: window.frame is not None and isinstance(window.frame.board, CountdownBoard))
    dial(window, "1")
    assert window.visitor.place != FIRST
    assert window.frame is not None
    assert not isinstance(window.frame.board, CountdownBoard)


def test_on_the_first_screen_nothing_is_counted(opens: Opens) -> None:
    window = opens(second=1)
    settle()
    assert window.clock.left == 0
    assert window.frame is not None
    assert not isinstance(window.frame.board, CountdownBoard)


def _cancelled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes what the system's `cancel` is asked for, one a line."""
    cancel, noted = folder / "cancel", folder / "noted"
    cancel.write_text(f'#!/bin/sh\necho "$@" >> {noted}\n')
    cancel.chmod(cancel.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return noted


def test_a_slip_that_still_waits_at_a_reset_never_comes_out(
    opens: Opens, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = _cancelled(tmp_path, monkeypatch)
    window = opens(printer=Printer())
    dial(window, "1", "1", "1", "3", "=1480", "1")
    end(window, qtbot)
    assert not noted.exists(), "nothing was printed"
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "打印")
    assert "请等它出来" in said(window)
    assert not noted.exists()
    end(window, qtbot)
    assert noted.read_text() == "-a -x\n"
    dial(window, "1", "1")
    end(window, qtbot)
    assert noted.read_text() == "-a -x\n", "that was of the one before"


def test_a_slip_that_waits_when_nobody_is_there_any_more_is_dropped(
    opens: Opens, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = _cancelled(tmp_path, monkeypatch)
    window = opens(second=1, printer=Printer(answers=False))  # 60 turns of the loop without a touch
    dial(window, "1", "1", "1", "3", "=1480", "1")
    with qtbot.waitSignal(window.forgotten):
        touch(window, "打印")  # which the printer does not answer: something may wait there all the same
    assert noted.read_text() == "-a -x\n"


def test_paper_of_a_terminal_that_ended_is_dropped(
    opens: Opens, traces: Traces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = _cancelled(tmp_path, monkeypatch)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    window = opens(printer=Printer())
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "打印")
    traces.close()  # the operator ends it while a slip waits
    assert noted.read_text() == "-a -x\n"
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (tmp_path / f"gongjisuan-kiosk-{int(gone.stdout)}-x").mkdir()  # as a terminal leaves it that was killed
    clear_after_others()
    assert noted.read_text() == "-a -x\n-a -x\n"


def test_no_dump_of_the_memory_is_written() -> None:
    code = (
        "import resource; from calculator.kiosk.forgetting import without_dumps; without_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert asked.stdout.strip() == "(0, 0)"


def test_memory_is_given_back(opens: Opens, qtbot: QtBot) -> None:
    """More sessions by GONGJISUAN_KIOSK_SESSIONS: after 1,000 it is within 10% of that after the first 20."""
    count = int(os.environ.get("GONGJISUAN_KIOSK_SESSIONS", "4"))
    window = opens()
    keys, after = 0, 0
    for done in range(1, count + 1):
        a_session(window)
        end(window, qtbot)
        if done == min(20, count // 2):
            keys, after = alive(TouchKey), psutil.Process().memory_info().rss
    assert alive(TouchKey) == keys
    now = psutil.Process().memory_info().rss
    print(f"{count} sessions: {now / 1e6:.1f} MB, after 20: {after / 1e6:.1f} MB")
    assert now <= after * 1.1
