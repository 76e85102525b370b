"""A row of buttons of which one is pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from calculator.ground.plain_text import not_a_page
from calculator.ground.text_width import in_lines
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import set_role

_MOST = 20
"""Half-width places in a line of a button; the narrowest part of a window has room for them."""


class Choice(QWidget):
    """Exclusive buttons; `chosen` carries the key of the one a person pressed. Arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._name = name
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout = FlowLayout(self, spacing=4)
        self._buttons: dict[str, QPushButton] = {}
        self._options: list[tuple[str, str]] = []
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """The keys and their labels; buttons that stay are kept, so that focus stays too."""
        if self._options == list(options):
            return
        self._options = list(options)
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for key, label in options:
            # A name may be long, and its & marks no letter to press.
            button = QPushButton(in_lines(label, _MOST).replace("&", "&&"))
            button.setCheckable(True)
            set_role(button, "choice")
            button.setAccessibleName(f"{self._name} {label}")
            button.setToolTip(not_a_page(label))
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._layout.addWidget(button)
            self._buttons[key] = button

    def button(self, key: str) -> QPushButton:
        """The button of a key."""
        return self._buttons[key]

    def keys(self) -> list[str]:
        """The keys in order."""
        return list(self._buttons)

    def current(self) -> str | None:
        """The pressed button's key."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)

    def set_current(self, key: str | None) -> None:
        """Press a button without telling anyone; with None or a key there is no button of, none is pressed."""
        if key is not None and key in self._buttons:
            self._buttons[key].setChecked(True)
        elif (pressed := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)  # the last one of an exclusive group cannot be released
            pressed.setChecked(False)
            self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Left and right choose the neighbour, as in a group of radio buttons."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        current = self.current()
        if step is None or current is None:
            super().keyPressEvent(event)
            return
        keys = self.keys()
        button = self._buttons[keys[(keys.index(current) + step) % len(keys)]]
        button.setFocus()
        button.click()
