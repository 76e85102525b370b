"""The operator's corner: seven touches of the title and a PIN, and then what staff do with the machine."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import pytest
from driver.screens import freed, settle, show
from hall import TODAY, Printer, dial, hall_of
from pack_files import SIGNER, trust, write_pack
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from calculator.files.hall_settings import HallSettings
from calculator.files.kiosk_records import CrashLog, SessionCounts
from calculator.files.operator_pin import PinGate, hashed_pin
from calculator.files.signed_packs.pack_store import PackStore
from calculator.ground.faults import Fault
from calculator.ground.language import LANGUAGES, Language
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.forgetting import Traces
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.operator.corner import OperatorCorner
from calculator.kiosk.operator.desk import Desk
from calculator.kiosk.start import resting_window, terminal_window
from calculator.kiosk.watch.endings import OPERATOR_LEFT, TRY_AGAIN
from calculator.policy.library import Library

PIN = "583920"
HASH = hashed_pin(PIN)


class Hall:
    """A terminal with its operator's corner, in a size."""

    def __init__(self, qtbot: QtBot, traces: Traces, folder: Path, library: Library) -> None:
        self.qtbot, self.traces, self.folder, self.library = qtbot, traces, folder, library
        self.seconds, self.day = 1_000_000.0, TODAY
        self.store = PackStore(folder / "packs")
        trust(self.store, SIGNER, folder)
        self.stick = folder / "media" / "stick"
        self.ended: list[int] = []
        self.windows: list[HallWindow] = []

    def desk(self, settings: HallSettings | None = None, faults: tuple[Fault, ...] = ()) -> Desk:
        return Desk(
            settings=settings or hall_of("rizhao"),
            faults=faults,
            gate=PinGate(self.folder, HASH, lambda: self.seconds),
            store=self.store,
            counts=SessionCounts(self.folder),
            crashes=CrashLog(self.folder),
            today=lambda: self.day,
            sticks=(self.folder / "media",),
            built=TODAY - timedelta(100),
        )

    def open(self, desk: Desk | None = None, size: tuple[int, int] = (1366, 768)) -> HallWindow:
        window = terminal_window(desk or self.desk(), self.library, self.traces, Printer(), self.ended.append)
        self.windows.append(window)
        return show(self.qtbot, window, size)


@pytest.fixture
def hall(qtbot: QtBot, traces: Traces, tmp_path: Path, library: Library) -> Iterator[Hall]:
    made = Hall(qtbot, traces, tmp_path, library)
    yield made
    for window in made.windows:
        window.clock.stop()
        window.hide()
        window.deleteLater()


def gesture(window: HallWindow, taps: int = 7) -> None:
    assert window.frame is not None
    title = window.frame.title
    for _tap in range(taps):
        QTest.mouseClick(title, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    settle()


def corner_of(window: HallWindow) -> OperatorCorner | None:
    freed()
    found = [corner for corner in window.findChildren(OperatorCorner) if corner.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def corner(window: HallWindow) -> OperatorCorner:
    found = corner_of(window)
    assert found is not None
    return found


def key(where: OperatorCorner, text: str) -> TouchKey:
    (found,) = [key for key in where.touch_keys() if key.text() == text]
    return found


def touch(where: OperatorCorner, text: str) -> None:
    QTest.mouseClick(key(where, text), Qt.MouseButton.LeftButton)
    settle()
    freed()


def key_press(pressed: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key of a keypad, where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, pressed, held)  # type: ignore[arg-type]


def said(where: OperatorCorner) -> str:
    assert where.board is not None
    return "\n".join(text.text() for text in where.board.findChildren(QLabel) if text.isVisible())


def opened(window: HallWindow, pin: str = PIN) -> OperatorCorner:
    gesture(window)
    for digit in pin:
        touch(corner(window), digit)
    touch(corner(window), "打开")
    return corner(window)


# ---- the way in


def test_fewer_touches_open_nothing(hall: Hall) -> None:
    window = hall.open()
    gesture(window, 6)
    assert corner_of(window) is None
    gesture(window, 1)
    assert corner_of(window) is not None


def test_without_the_pin_there_is_nothing_but_the_way_back(hall: Hall) -> None:
    window = hall.open()
    gesture(window)
    inside = corner(window)
    assert {one.text() for one in inside.touch_keys()} == {*"0123456789", "删除", "取消", "打开"}
    for digit in "583921":
        touch(inside, digit)
    assert "●●●●●●" in said(inside)
    assert not any(digit in said(inside) for digit in "583921")
    touch(inside, "打开")
    assert "PIN 不对。" in said(inside)
    touch(inside, "取消")
    assert corner_of(window) is None
    assert hall.ended == []


def test_a_wait_is_counted_down_and_outlives_a_restart(hall: Hall) -> None:
    window = hall.open()
    gesture(window)
    for _try in range(3):
        for digit in "583921":
            touch(corner(window), digit)
        touch(corner(window), "打开")
    assert "请等 5 秒" in said(corner(window))
    assert not key(corner(window), "打开").isEnabled()
    again = hall.open()
    gesture(again)
    assert "请等 5 秒" in said(corner(again))
    hall.seconds += 5
    hall.qtbot.waitUntil(lambda: key(corner(again), "打开").isEnabled())
    for digit in PIN:
        touch(corner(again), digit)
    touch(corner(again), "打开")
    assert "工作人员" in said(corner(again))


def test_a_keypad_is_enough(hall: Hall) -> None:
    window = hall.open()
    gesture(window)
    for digit in PIN:
        key_press(digit)
    key_press(Qt.Key.Key_Enter)
    settle()
    freed()
    key_press("1")
    settle()
    assert "按日的使用次数" in said(corner(window))
    for away in (Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Tab):
        key_press(away, Qt.KeyboardModifier.AltModifier)
    assert "按日的使用次数" in said(corner(window))
    assert hall.ended == []


def test_who_goes_away_leaves_it_shut_and_the_session_ended(hall: Hall) -> None:
    window = hall.open()
    dial(window, "1", "1")
    desk = hall.desk()
    left = OperatorCorner(window, desk, window.visitor.words, idle=1)
    left.closed.connect(window.forget)
    hall.qtbot.waitUntil(lambda: corner_of(window) is None)
    assert window.visitor.fresh


def test_a_touch_of_a_key_gives_the_whole_while_again(hall: Hall) -> None:
    window = hall.open()
    inside = OperatorCorner(window, hall.desk(), window.visitor.words, idle=8000)
    (clock,) = (timer for timer in inside.findChildren(QTimer) if timer.interval() == 8000)
    begun = monotonic()
    closes_at = begun + clock.remainingTime() / 1000
    hall.qtbot.waitUntil(lambda: monotonic() > begun + 1)  # such a timer is 5 parts of 100 off at most
    QTest.mouseClick(key(inside, "5"), Qt.MouseButton.LeftButton)
    left = clock.remainingTime() / 1000
    assert monotonic() + left > closes_at
    touch(inside, "取消")
    assert corner_of(window) is None


def test_opening_it_ends_the_session(hall: Hall) -> None:
    window = hall.open()
    dial(window, "1", "1", "1", "3")
    inside = opened(window)
    touch(inside, "关闭")
    assert corner_of(window) is None
    assert window.visitor.fresh
    assert SessionCounts(hall.folder).by_day() == {TODAY: 1}


# ---- what staff do


def test_sessions_are_counted_and_nothing_else_is_kept(hall: Hall) -> None:
    window = hall.open()
    for _session in range(3):
        dial(window, "1", "1", "1", "3", "=1480", "1")
        window.forget()
        settle()
    window.forget()
    settle()
    inside = opened(window)
    touch(inside, "按日的使用次数")
    assert "2023年11月30日：3 次" in said(inside)
    assert "1480" not in "".join(path.read_text("utf-8", "replace") for path in hall.folder.glob("*.json"))
    off = hall.open(hall.desk(hall_of("rizhao", kiosk={"usage": False})))
    dial(off, "1", "1")
    off.forget()
    settle()
    assert SessionCounts(hall.folder).by_day() == {TODAY: 3}


def test_a_pack_from_a_stick_is_installed_and_taken_back_by_one_touch(hall: Hall) -> None:
    hall.stick.mkdir(parents=True)
    write_pack(hall.stick, "rizhao", 2, 900, key=SIGNER)
    write_pack(hall.stick, "newtown", 1)
    window = hall.open()
    inside = opened(window)
    touch(inside, "从U盘更新")
    (unsigned,) = [line for line in said(inside).splitlines() if line.startswith("newtown-1.toml：")]
    assert "签名" in unsigned
    (install,) = [one for one in inside.touch_keys() if one.text().startswith("安装 ")]
    assert "版本 2 取代 1" in install.accessibleDescription()
    assert "日照市医疗保障局" in install.accessibleDescription()
    changes = [line for line in said(inside).splitlines() if line.startswith("· ")]
    # 日照 二（二）: 2,000 a year for everybody.
    assert changes == ["· 统筹基金年度最高支付限额，在职、灵活就业、退休：每年 2,000.00 元 → 每年 900.00 元"]
    shutil.rmtree(hall.stick)  # pulled out; what was read is installed
    touch(inside, install.text())
    assert "终端重新启动后使用版本 2" in said(inside)
    touch(inside, "◀ 上一步")
    touch(inside, "正在使用的政策文件")
    assert "版本 2，日照市医疗保障局" in said(inside)
    touch(inside, "退回到版本 1")
    assert "终端重新启动后使用版本 1" in said(inside)
    assert "版本 2，" not in said(inside)
    assert hall.ended == []
    touch(inside, "关闭")
    assert hall.ended == [TRY_AGAIN], "the terminal starts anew with what is installed"


def test_without_a_stick_it_says_so_and_looks_again(hall: Hall) -> None:
    inside = opened(hall.open())
    touch(inside, "从U盘更新")
    assert "没有插入U盘。" in said(inside)
    hall.stick.mkdir(parents=True)
    touch(inside, "再看一次")
    assert "stick：最上层和 gongjisuan 文件夹里都没有政策文件" in said(inside)


def test_the_self_test_says_what_is_wrong(hall: Hall) -> None:
    window = hall.open(hall.desk(hall_of("rizhao", paper={"slip_printer": "no such printer"})))
    inside = opened(window)
    touch(inside, "自检")
    told = said(inside)
    for what in ("屏幕", "打印机", "声音", "字体", "政策文件", "时钟", "日志中的故障"):
        assert f" {what}：" in told
    assert "✗ 打印机：no such printer 没有安装" in told
    assert "✓ 政策文件：5 个参保地" in told
    touch(inside, "打印测试小票")
    assert "no such printer" in said(inside)
    touch(inside, "试触摸屏")
    for place in range(9):
        touch(inside, str(place + 1))
    assert "✓ 整个屏幕都能触摸。" in said(inside)


@pytest.mark.parametrize(("text", "status"), [("退出", OPERATOR_LEFT), ("重新启动终端", TRY_AGAIN)])
def test_the_terminal_is_ended_only_after_a_question(hall: Hall, text: str, status: int) -> None:
    inside = opened(hall.open())
    touch(inside, "退出终端")
    assert hall.ended == []
    touch(inside, text)
    assert hall.ended == [status]


# ---- what is wrong is said


def test_wrong_settings_and_a_wrong_clock_are_said_on_the_first_screen(hall: Hall) -> None:
    fault = Fault("kiosk.idle_seconds", "out_of_range", {"found": "5", "low": 15, "high": 600})
    hall.day = date(1999, 12, 31)
    window = hall.open(hall.desk(faults=(fault,)))
    assert window.frame is not None
    told = "\n".join(label.text() for label in window.frame.board.findChildren(QLabel))
    assert "大厅设置有误，正在使用上一次正确的设置。kiosk.idle_seconds" in told
    assert "本机日期显然不对（1999年12月31日）" in told
    dial(window, "1", "1")
    window.forget()
    settle()
    assert SessionCounts(hall.folder).by_day() == {}, "nothing is counted for a day that cannot be"


def test_a_clock_before_the_last_session_is_wrong(hall: Hall) -> None:
    SessionCounts(hall.folder).add(TODAY + timedelta(5))
    assert hall.desk().clock_is_wrong
    hall.day = TODAY + timedelta(5)
    assert not hall.desk().clock_is_wrong


# ---- how it looks


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768)])
def test_every_key_is_large_and_none_covers_another(hall: Hall, language: Language, size: tuple[int, int]) -> None:
    hall.stick.mkdir(parents=True)
    write_pack(hall.stick, "rizhao", 2, 900, key=SIGNER)
    window = hall.open(hall.desk(hall_of("rizhao", language=language)), size)
    gesture(window)
    inside = corner(window)
    assert inside.geometry() == window.rect()
    looked = [_crowded(inside)]
    for digit in PIN:
        key_press(digit)
    key_press(Qt.Key.Key_Enter)
    settle()
    freed()
    for number in range(1, 6):
        looked.append(_crowded(inside))
        key_press(str(number))
        settle()
        freed()
        looked.append(_crowded(inside))
        QTest.mouseClick(inside.back, Qt.MouseButton.LeftButton)
        settle()
        freed()
    assert [found for found in looked if found] == []


def _crowded(inside: OperatorCorner) -> list[str]:
    """Keys that are small, closer than 12 pixels to another, out of the window, or whose words are cut."""
    keys, found = inside.touch_keys(), []
    places = {key: key.rect().translated(key.mapTo(inside, QPoint(0, 0))) for key in keys}
    for one in keys:
        rect = places[one]
        if min(rect.width(), rect.height()) < 64 or not inside.rect().contains(rect):
            found.append(f"small or outside: {one.text()}")
        if one.heightForWidth(one.width()) > one.height():
            found.append(f"cut: {one.text()}")
        near = rect.adjusted(-11, -11, 11, 11)
        found += [
            f"{one.text()} near {other.text()}" for other in keys if other is not one and near.intersects(places[other])
        ]
    return found


# ---- the calm screen


def test_the_calm_screen_says_where_help_is_and_leads_to_the_operator(hall: Hall, qtbot: QtBot) -> None:
    office = {"name": "市医保中心", "telephone": "12393"}
    window = resting_window(hall.desk(hall_of("rizhao", office=office)), hall.ended.append)
    show(qtbot, window, (1366, 768))
    assert "暂停服务" in window.accessibleName()
    assert "电话：12393" in window.accessibleName()
    assert "Service is suspended" in window.accessibleName()
    for _tap in range(7):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    settle()
    (inside,) = window.findChildren(OperatorCorner)
    for digit in PIN:
        touch(inside, digit)
    touch(inside, "打开")
    touch(inside, "退出终端")
    touch(inside, "重新启动终端")
    assert hall.ended == [TRY_AGAIN]
    window.close()
    assert window.isVisible()
    window.hide()
    window.deleteLater()
