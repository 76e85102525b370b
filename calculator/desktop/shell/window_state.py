"""How a window stands, taken down and put back: place and size, columns and splitters that have a name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

from calculator.files.settings import WindowState

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray


def taken(window: QWidget, look: str, before: WindowState) -> WindowState:
    """The state of a window; of the same look, parts that it does not show now stay as they were before."""
    parts = dict(before.parts) if before.look == look else {}
    for name, part in _parts(window).items():
        parts[name] = _text(part.saveState())
    return before._replace(geometry=place_of(window), look=look, parts=parts)


def put(window: QWidget, state: WindowState, look: str) -> None:
    """Arrange a window as it stood; parts arranged for another look stay as they are."""
    put_at(window, state.geometry)
    if state.look != look:
        return
    for name, part in _parts(window).items():
        if name in state.parts:
            part.restoreState(_bytes(state.parts[name]))


def fit_to(window: QWidget, room: QRect, frame: QMargins) -> None:
    """Keep a window, which is not shown yet, and the frame that it will get, within the room that the screen has."""
    most = room.marginsRemoved(frame)
    size = window.size().boundedTo(most.size())
    if size != window.size():
        window.resize(size)
    if window.testAttribute(Qt.WidgetAttribute.WA_Moved):  # else the system finds a place
        place = window.geometry()
        left = max(most.left(), min(place.left(), most.right() + 1 - place.width()))
        top = max(most.top(), min(place.top(), most.bottom() + 1 - place.height()))
        window.move(left - frame.left(), top - frame.top())


def _parts(window: QWidget) -> dict[str, QSplitter | QHeaderView]:
    """Splitters and headings of columns by name and number of parts, which a later version may change."""
    found: dict[str, QSplitter | QHeaderView] = {}
    for splitter in window.findChildren(QSplitter):
        found[f"{splitter.objectName()}:{splitter.count()}"] = splitter
    for head in window.findChildren(QHeaderView):
        if head.orientation() == Qt.Orientation.Horizontal:
            found[f"{head.objectName()}:{head.count()}"] = head
    return {name: part for name, part in found.items() if not name.startswith(":")}


def place_of(window: QWidget) -> str:
    """The place and size of a window."""
    return _text(window.saveGeometry())


def put_at(window: QWidget, place: str) -> None:
    """Put a window where it stood, if that is known."""
    if place:
        window.restoreGeometry(_bytes(place))


def _text(state: "QByteArray") -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> "QByteArray":
    from PySide6.QtCore import QByteArray  # where a window stood before

    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
