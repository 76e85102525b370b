"""The Tab key follows the eye, in whichever order the widgets were made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from calculator.widgets.tab_order import in_reading_order, is_stop, move_focus

KEY = Qt.Key


class Window(QWidget):
    """A field above a splitter with tabs and a scroll area; what stands last is made first."""

    def __init__(self) -> None:
        super().__init__()
        self.scrolled, self.second_page, self.first_page, self.top = (QLineEdit() for _ in range(4))
        self.off, self.clicked = QLineEdit(), QLineEdit()
        self.off.setEnabled(False)
        self.clicked.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.scrolled)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.first_page, "1")
        self.tabs.addTab(self.second_page, "2")
        splitter = QSplitter()
        splitter.addWidget(self.tabs)
        splitter.addWidget(area)
        layout = QVBoxLayout(self)
        row = QHBoxLayout()
        for field in (self.off, self.clicked, self.top):
            row.addWidget(field)
        layout.addLayout(row)
        layout.addWidget(splitter)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return move_focus(self, forward=forward)


def shown(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.top.setFocus()
    qtbot.waitUntil(window.top.hasFocus)
    return window


def test_tab_goes_as_the_eye_reads_and_back(qtbot: QtBot) -> None:
    window = shown(qtbot)
    way = [window.top, window.tabs.tabBar(), window.first_page, window.scrolled]
    for stop in [*way[1:], way[0]]:
        qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
        assert stop.hasFocus()
    for stop in [*reversed(way[1:]), way[0]]:
        qtbot.keyClick(window.focusWidget(), KEY.Key_Backtab)
        assert stop.hasFocus()


def test_what_is_hidden_disabled_or_only_clicked_is_no_stop(qtbot: QtBot) -> None:
    window = shown(qtbot)
    assert not any(map(is_stop, (window.off, window.clicked, window.second_page)))
    window.tabs.setCurrentIndex(1)
    assert is_stop(window.second_page)


def test_every_widget_stands_once(qtbot: QtBot) -> None:
    window = shown(qtbot)
    found = list(in_reading_order(window))
    assert len(found) == len(set(found))
    assert set(window.findChildren(QWidget)) <= set(found)


def test_a_window_without_stops_keeps_the_focus(qtbot: QtBot) -> None:
    empty = QWidget()
    qtbot.addWidget(empty)
    assert not move_focus(empty, forward=True)
