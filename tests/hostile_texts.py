"""Texts that are taken for something else where nobody takes care, and a guard that sees when one is."""

import ctypes
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListView, QToolTip, QWidget


def hostile(marker: Path) -> dict[str, str]:
    """Names that are taken for something else where nobody takes care."""
    return {
        "picture": f'<img src="file://{marker}">',
        "page": f'<p><img src="file://{marker}"><table><tr><td>x</table>&lt;b&gt;',
        "direction": f"\u202egpj\u2066<img src='file://{marker}'>",
        "lines": f"a\nb\r\tc\n<img src=file://{marker}>",
        "nothing": f"a\0b<img src=file://{marker}>",
        "formula": f'=HYPERLINK("file://{marker}")',
        "long": f"<img src=file://{marker}>" + "很长" * 4970,
    }


@contextmanager
def unopened(marker: Path) -> Iterator[None]:
    """Fails where the file is opened meanwhile, by Python or by anything else in this process."""
    if sys.platform != "linux":
        pytest.skip("there is nothing to watch files with")
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(marker), 0x20 | 0x1) >= 0  # opened, read
    opened = list[str]()
    watching = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(marker) in str(arguments[0]):
            opened.append(str(arguments[0]))

    sys.addaudithook(hear)
    try:
        yield
        assert opened == []
        with pytest.raises(BlockingIOError):
            os.read(watch, 4096)
    finally:
        watching = False
        os.close(watch)


def columns_of(view: QAbstractItemView) -> int:
    """How many columns it shows; the model of a list does not say."""
    return 1 if isinstance(view, QListView) else view.model().columnCount(QModelIndex())


def tips_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    for action in widget.actions():
        yield action.toolTip()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, columns = widget.model(), columns_of(widget)
        for section in range(columns):
            yield str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(min(model.rowCount(QModelIndex()), 40)):
            yield str(model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) or "")
            for column in range(columns):
                yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def rich_in(root: QWidget) -> list[str]:
    """Labels and tips whose text would be taken for a page."""
    found = list[str]()
    for widget in (root, *root.findChildren(QWidget)):
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() != Qt.TextFormat.PlainText
            and not widget.objectName().startswith("qt")  # those of Qt itself hold tips and pictures
        ):
            found.append(f"label {widget.parent()} {widget.objectName()} {widget.text()[:60]!r}")
        found += [f"tip of {widget} {tip[:60]!r}" for tip in tips_of(widget) if QtGui.Qt.mightBeRichText(tip)]
    for action in root.findChildren(QAction):
        if QtGui.Qt.mightBeRichText(action.toolTip()):
            found.append(f"tip of {action}")
    return found


def pointed_at(root: QWidget) -> None:
    """Rest with the pointer on everything that says something then."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.toolTip():
            place = QPoint(2, 2)
            QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
            QToolTip.hideText()
        if isinstance(widget, QAbstractItemView) and widget.isVisible() and widget.model() is not None:
            for column in range(columns_of(widget)):
                place = widget.visualRect(widget.model().index(0, column)).center()
                port = widget.viewport()
                QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place)))
                QToolTip.hideText()


def assert_steady(shown: str) -> None:
    """Nothing in it moves a cursor or turns the direction of what follows; tabs stand between the columns of a list."""
    assert not [sign for sign in shown if sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Zl", "Zp"}]
    assert not [sign for sign in shown if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "RLI", "LRI"}]
