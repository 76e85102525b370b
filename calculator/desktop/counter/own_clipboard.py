"""What this window put on the clipboard, to be taken from it when the person goes; what others put there stays."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class OwnClipboard(QObject):
    """Watches whether what lies on the clipboard came from this program while it is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._ours: set[QClipboard.Mode] = set()
        self._board.changed.connect(self._notice)

    def _notice(self, mode: QClipboard.Mode) -> None:
        """A program that is in front, with a window of its own in focus, changed it itself."""
        if QGuiApplication.focusWindow() is not None:
            self._ours.add(mode)
        else:
            self._ours.discard(mode)

    def clear(self) -> None:
        """Take away what is ours."""
        owned = {
            QClipboard.Mode.Clipboard: self._board.ownsClipboard,
            QClipboard.Mode.Selection: self._board.ownsSelection,
        }
        for mode in _MODES:
            if mode in self._ours or owned[mode]():
                self._board.clear(mode)
        self._ours.clear()
