"""The three parts of the window: side by side where there is room, else one of them at a time under tabs.

They stay where they are in a splitter, and only hide: what moves or goes while events wait for it can end the program.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from calculator.widgets.theme import Theme

_NAME = "parts"
"""Under which the widths are kept, while there are any."""


class WindowParts(QWidget):
    """Parts with their names and widths, in pixels of the 100% design, in the order in which they stand side by side.

    `first` is the one that is seen first under tabs, and gets what room is left over. `turned` follows another tab.
    """

    turned = Signal()

    def __init__(self, parts: Sequence[tuple[QWidget, str, int]], first: QWidget, name: str, theme: Theme) -> None:
        super().__init__()
        self._parts = [part for part, _name, _width in parts]
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(name)
        self._order = sorted(self._parts, key=lambda part: part is not first)
        names = {part: name for part, name, _width in parts}
        for part in self._order:
            self.tabs.addTab(names[part])
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(theme.px(12))
        self.splitter.setChildrenCollapsible(False)
        for place, (part, _name, width) in enumerate(parts):
            self.splitter.addWidget(part)
            part.setMinimumWidth(theme.px(min(width, 240)))
            self.splitter.setStretchFactor(place, int(part is first))
        self.splitter.setSizes([theme.px(width) for _part, _name, width in parts])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.tabs)
        column.addWidget(self.splitter, 1)
        self._wide = True
        self.tabs.hide()
        self.splitter.setObjectName(_NAME)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def front(self) -> QWidget | None:
        """The part that is seen; None where all are."""
        return None if self._wide else self._order[self.tabs.currentIndex()]

    def show_part(self, part: QWidget) -> None:
        """Bring a part in front, where they are not side by side."""
        self.tabs.setCurrentIndex(self._order.index(part))

    def arrange(self, *, wide: bool) -> None:
        """Side by side, or under tabs with the part in front that has the focus."""
        if wide == self._wide:
            return
        focus = self.window().focusWidget()
        within = next((part for part in self._order if focus is not None and part.isAncestorOf(focus)), None)
        self._wide = wide
        if within is not None:
            self.show_part(within)
        self.tabs.setVisible(not wide)
        self.splitter.setObjectName(_NAME if wide else "")
        self._turn()
        if focus is not None and within is not None:  # which it loses where its part was hidden on the way
            focus.setFocus()

    def _turn(self) -> None:
        front = self.front
        for part in self._parts:
            part.setVisible(front is None or part is front)
        self.turned.emit()
