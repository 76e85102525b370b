"""How a window stands, taken down and put back: place and size, columns and splitters that have a name."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

from calculator.desktop.settings import WindowState


def taken(window: QWidget, percent: int, before: WindowState | None = None) -> WindowState:
    """The state of a window at a size of text; parts it does not show now are kept from `before`."""
    parts = dict(before.parts) if before is not None and before.percent == percent else {}
    for name, part in _parts(window).items():
        parts[name] = _text(part.saveState())
    return WindowState(_text(window.saveGeometry()), percent, parts)


def put(window: QWidget, state: WindowState, percent: int) -> None:
    """Arrange a window as it stood; parts arranged at another size of text stay as they are."""
    if state.geometry:
        window.restoreGeometry(_bytes(state.geometry))
    if state.percent != percent:
        return
    for name, part in _parts(window).items():
        if name in state.parts:
            part.restoreState(_bytes(state.parts[name]))


def _parts(window: QWidget) -> dict[str, QSplitter | QHeaderView]:
    """Splitters and headings of columns by name and number of parts, which a later version may change."""
    found: dict[str, QSplitter | QHeaderView] = {}
    for splitter in window.findChildren(QSplitter):
        found[f"{splitter.objectName()}:{splitter.count()}"] = splitter
    for head in window.findChildren(QHeaderView):
        if head.orientation() == Qt.Orientation.Horizontal:
            found[f"{head.objectName()}:{head.count()}"] = head
    return {name: part for name, part in found.items() if not name.startswith(":")}


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
