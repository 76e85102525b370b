"""The terminal's own voice, with a program that only notes what it is to say."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hall import dial, press, said, touch
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calculator.kiosk.hall_window import HallWindow

Opens = Callable[..., HallWindow]


def _speaker(folder: Path, monkeypatch: pytest.MonkeyPatch, voices: str) -> Path:
    """A `spd-say` with these voices; what it is told goes into the file that is given, its options into another."""
    heard = folder / "heard"
    program = folder / "spd-say"
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = -L ]; then echo "NAME LANGUAGE VARIANT"; echo "{voices}"; exit; fi\n'
        f'if [ "$1" = -C ]; then exit; fi\necho "$@" >> {heard}.options\ncat >> {heard}\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return heard


def test_a_screen_is_read_aloud(opens: Opens, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = _speaker(tmp_path, monkeypatch, "Mandarin zh none")
    window = opens()
    dial(window, "1", "1")
    touch(window, "朗读")
    qtbot.waitUntil(lambda: heard.exists() and "您是哪一种情况？" in heard.read_text())
    dial(window, "1", "3", "=1480", "1")
    qtbot.waitUntil(lambda: "588.00" in heard.read_text())
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: heard.read_text().rstrip().endswith(("请注意（1）", "去哪家更省")))
    # What is said is in no list of processes.
    assert "588" not in (tmp_path / "heard.options").read_text()
    touch(window, "不读")
    before = heard.read_text()
    touch(window, "为什么")
    assert heard.read_text() == before


@pytest.mark.parametrize("voices", ["", "English en none"])
def test_without_a_voice_that_is_said(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voices: str
) -> None:
    _speaker(tmp_path, monkeypatch, voices)
    window = opens()
    dial(window, "1", "1")
    touch(window, "朗读")
    assert "没有装这种语言的语音" in said(window)
    touch(window, "◀ 上一步")
    assert "您是哪一种情况？" in said(window)
