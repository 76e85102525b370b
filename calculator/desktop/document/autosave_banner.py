"""The line that says a household is not being saved, with what can be done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from calculator.ground.language import N_
from calculator.session.autosave import State
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording

_WAYS: dict[State, tuple[str, ...]] = {
    "read_only": ("elsewhere", "again"),
    "outside": ("elsewhere", "reload", "overwrite"),
    "failed": ("again", "elsewhere"),
}
_BUTTONS = {
    "elsewhere": (N_("Save &as…"), N_("Keep the household in another file")),
    "again": (N_("&Try again"), N_("Try once more to open the file for writing, or to save")),
    "reload": (N_("&Reload"), N_("Show the file as it is on the disk now; edits since then are kept in a file aside")),
    "overwrite": (N_("&Overwrite"), N_("Put this household in its place; the other version becomes the one before")),
}


class KeepingBanner(QFrame):
    """Shown only where there is something to say; `wanted` carries `elsewhere`, `again`, `reload` or `overwrite`."""

    wanted = Signal(str)

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        set_role(self, "banner")
        tr = wording.text
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        set_role(self.text, "fault")
        self.buttons: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        for way, (words, said) in _BUTTONS.items():
            button = QPushButton(tr(words))
            button.setToolTip(tr(said))
            button.setAccessibleDescription(tr(said))
            button.clicked.connect(partial(self.wanted.emit, way))
            flow.addWidget(button)
            self.buttons[way] = button
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        line.addWidget(self.text, 3)
        line.addWidget(row, 2)
        self.setAccessibleName(tr(N_("How the household is kept")))

    def tell(self, state: State, sentence: str) -> None:
        """Say a state that asks for something."""
        self.text.setText(f"⚠ {sentence}")
        for way, button in self.buttons.items():
            button.setVisible(way in _WAYS[state])
        self.setAccessibleDescription(sentence)
