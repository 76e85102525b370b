"""Messages and questions in front of the window, which do not stop the program."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMessageBox

Choice = tuple[str, Callable[[], object] | None]
"""A button's text, and what it does; None where it only closes the question."""

_SHOWN_FAULTS = 8
_CHARACTERS = 32
"""How many Chinese characters a line of a message has room for, where the window is as wide."""
_WIDE, _EDGES = 640, 96
"""Pixels that a message may take where there is no window, and those that are left beside it in one."""


class Dialogs:
    """Shows dialogs of the window that `window` gives, in the words that `wording` gives."""

    def __init__(self, window: Callable[[], QWidget | None], wording: Callable[[], Wording]) -> None:
        self._window, self._wording = window, wording

    @property
    def parent(self) -> QWidget | None:
        """The window that stands."""
        return self._window()

    @property
    def wording(self) -> Wording:
        """How things are said."""
        return self._wording()

    def show(self, dialog: "QDialog") -> None:
        """Show a dialog in front of the window without stopping for it; it goes when it is closed."""
        dialog.setModal(True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def say(self, title: str, text: str) -> None:
        """Tell something that only wants to be read."""
        box = self._box(title, text)
        box.addButton(self.wording.text(N_("&Close")), box.ButtonRole.AcceptRole)
        self.show(box)

    def say_written(self, title: str, text: str, path: Path) -> None:
        """Tell that a file was written, and offer to open it or its folder."""
        from calculator.widgets.dialogs.file_dialog import open_outside

        tr = self.wording.text
        choices: list[Choice] = [
            (tr(N_("&Open")), partial(open_outside, path)),
            (tr(N_("Open the &folder")), partial(open_outside, path.absolute().parent)),
            (tr(N_("&Close")), None),
        ]
        self.ask(title, text, choices)

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> None:
        """Ask; the last of the choices is the careful one, which Enter and Escape take."""
        box = self._box(title, text)
        roles = [box.ButtonRole.AcceptRole] * (len(choices) - 1) + [box.ButtonRole.RejectRole]
        for (words, act), role in zip(choices, roles, strict=True):
            button = box.addButton(words, role)
            if act is not None:
                button.clicked.connect(partial(_without_argument, act))
            if role == box.ButtonRole.RejectRole:
                box.setDefaultButton(button)
                box.setEscapeButton(button)
        self.show(box)

    def ask_to_remove(self, title: str, text: str, remove: Callable[[], object], word: str = N_("Re&move")) -> None:
        """Ask before something goes; `word` is what the button that lets it go says."""
        tr = self.wording.text
        self.ask(title, text, [(tr(word), remove), (tr(N_("&Keep")), None)])

    def told(self, faults: Sequence[Fault]) -> str:
        """The faults as lines, of many only the first."""
        lines = [self.wording.fault(fault) for fault in faults[:_SHOWN_FAULTS]]
        if len(faults) > _SHOWN_FAULTS:
            lines.append(self.wording.text(N_("… and {count} more")).format(count=len(faults) - _SHOWN_FAULTS))
        return "\n".join(lines)

    def _box(self, title: str, text: str) -> "QMessageBox":
        from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem

        box = QMessageBox(self.parent)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        box.setInformativeText(text)
        # A message as wide as its window lets it: Qt would break it into a narrow column.
        grid = box.layout()
        if isinstance(grid, QGridLayout):
            room = self.parent.width() if self.parent is not None else _WIDE
            wide = box.fontMetrics().horizontalAdvance("国") * _CHARACTERS
            grid.addItem(QSpacerItem(min(wide, room - _EDGES), 0), grid.rowCount(), 0, 1, grid.columnCount())
        return box


def _without_argument(act: Callable[[], object], _checked: bool = False) -> None:
    act()
