"""The window comes to the front where the program is started once more."""

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject

from calculator.files.first_start import FirstStart


class SecondStart(QObject):
    """Watches the folder of the first start; `show` is given the file whose window is asked for, empty for any.

    It gives whether that is the window that stands here; only then the other program ends.
    """

    def __init__(self, first: FirstStart, show: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._first, self._show = first, show
        self._watcher = QFileSystemWatcher([str(first.folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()  # somebody may have asked while this window was being made

    def _look(self) -> None:
        asked = self._first.asked()
        if asked is not None and self._show(asked):
            self._first.answer()
