"""A file that a person chooses: the button that asks for it, and its name beside it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.widgets.buttons import push_button
from calculator.widgets.dialogs.file_dialog import ask_to_open
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording

_NONE = N_("no file chosen yet")


class ChosenFile(QWidget):
    """`path` is None until one is chosen; `chosen` carries the one that a person picks."""

    chosen = Signal(object)

    def __init__(self, wording: Wording, theme: Theme, text: str, tip: str, kinds: Sequence[str]) -> None:
        super().__init__()
        self._wording, self._kinds, self._title = wording, kinds, wording.text(tip)
        self.path: Path | None = None
        self.button = push_button(wording, text, tip)
        self.button.clicked.connect(self._ask)
        self.name = QLabel()
        self.name.setWordWrap(True)
        set_role(self.name, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignVCenter)
        self.say(wording.text(_NONE))

    def say(self, name: str, tip: str = "") -> None:
        """What stands beside the button."""
        self.name.setText(name)
        self.name.setAccessibleName(name)
        self.name.setToolTip(not_a_page(tip))
        self.button.setAccessibleDescription(name)

    def take(self, path: Path) -> None:
        """Choose a file."""
        self.path = path
        self.say(path.name, str(path))
        self.chosen.emit(path)

    def _ask(self) -> None:
        kinds = [self._wording.text(kind) for kind in self._kinds]
        ask_to_open(self.window(), self._wording, self._title, kinds, self.take)
