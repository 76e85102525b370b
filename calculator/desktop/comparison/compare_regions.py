"""Choosing two to five regions: each one a button that takes it out, and a field that searches for another."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy.library import Library
from calculator.whatif.comparison import MOST_REGIONS
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.region_field import RegionField
from calculator.widgets.region_list import Readings
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording


class _Adding(RegionField):
    """A region to add; empty again once one was picked."""

    def __init__(self, library: Library, wording: Wording, theme: Theme, readings: Readings) -> None:
        super().__init__(library, wording, theme, None, readings)
        name = wording.text(N_("Add a region"))
        self.box.setAccessibleName(name)
        self.edit.setPlaceholderText(name)
        self.box.setToolTip(
            wording.text(N_("Type a name, pinyin or its initials to add a region; arrow down lists all"))
        )

    @property
    def region(self) -> str | None:
        """None: what was picked goes to the others."""
        return None

    def _picked(self, region: str) -> None:
        self.chosen.emit(region)

    def finish(self) -> None:
        """Take over what was typed; nothing is asked of an empty field."""
        if self.edit.text().strip():
            super().finish()


class RegionsChoice(QWidget):
    """The regions that are compared, in order; `changed` when a person added one or took one out."""

    changed = Signal()

    def __init__(
        self, library: Library, wording: Wording, theme: Theme, regions: tuple[str, ...], readings: Readings
    ) -> None:
        super().__init__()
        self._library, self._wording = library, wording
        self._regions = list(regions)
        self._buttons: dict[str, QPushButton] = {}
        tr = wording.text
        self.adding = _Adding(library, wording, theme, readings)
        self.adding.setFixedWidth(theme.px(240))
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        holder = QWidget()
        self._chips = FlowLayout(holder, spacing=theme.px(6))
        column.addWidget(caption(tr(N_("Regions to compare")), self.adding.box))
        column.addWidget(holder)
        column.addWidget(self.adding)
        column.addWidget(self.note)
        self.adding.chosen.connect(self._add)
        self._show()

    @property
    def regions(self) -> tuple[str, ...]:
        """The ids that are compared."""
        return tuple(self._regions)

    def button(self, region: str) -> QPushButton:
        """The button that takes a region out."""
        return self._buttons[region]

    def _add(self, region: str) -> None:
        if region not in self._regions and len(self._regions) < MOST_REGIONS:
            self._regions.append(region)
            self._show()
            self.changed.emit()

    def _remove(self, region: str) -> None:
        place = self._regions.index(region)
        self._regions.remove(region)
        following = self._regions[place : place + 1] or self._regions[-1:]
        # The focus goes on before its button does.
        (self._buttons[following[0]] if following else self.adding).setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for region in list(self._buttons):
            if region not in self._regions:
                button = self._buttons.pop(region)
                self._chips.removeWidget(button)
                button.hide()
                button.deleteLater()
        for region in self._regions:
            if region not in self._buttons:
                self._buttons[region] = self._made(region)
                self._chips.addWidget(self._buttons[region])
        full = len(self._regions) >= MOST_REGIONS
        if full and self.adding.isAncestorOf(QApplication.focusWidget() or self):
            self._buttons[self._regions[-1]].setFocus()
        self.adding.setVisible(not full)
        text = N_("Five regions at most; take one out to add another.") if full else ""
        self.note.setText(self._wording.text(text))
        self.note.setVisible(full)

    def _made(self, region: str) -> QPushButton:
        name = self._wording.of(self._library.pack(region).name)
        button = QPushButton(f"{name} ✕")
        set_role(button, "choice")
        said = self._wording.text(N_("Take {region} out of the comparison")).format(region=name)
        button.setAutoDefault(False)
        button.setAccessibleName(said)
        button.setToolTip(not_a_page(said))
        button.clicked.connect(partial(self._clicked, region))
        return button

    def _clicked(self, region: str, _checked: bool = False) -> None:
        self._remove(region)
