"""The fields of the form for a region of one's own: each knows its key, keeps what is typed, and says its fault."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.ground.plain_text import not_a_page
from calculator.widgets.combo import Combo
from calculator.widgets.field import Line, caption
from calculator.widgets.theme import Theme, set_role

_LONG = 16
"""Characters: a text of more may not have room in its field."""


class Cell(Protocol):
    """A field of the form."""

    key: str
    name: str

    @property
    def control(self) -> QWidget:
        """What takes the focus."""
        ...

    def value(self) -> str:
        """What stands in it."""
        ...

    def put(self, value: str) -> None:
        """Show a value."""
        ...

    def mark(self, sentence: str) -> None:
        """Say what is wrong with it; nothing, where nothing is."""
        ...


class _Kept(QWidget):
    """A control under its label, with room for a sentence about it below, unless `told` is to be given it."""

    def __init__(self, theme: Theme, key: str, label: str, name: str, hint: str, control: QWidget) -> None:
        super().__init__()
        self.key, self.name, self._hint = key, name, hint
        self.told: Callable[[str, str], None] | None = None
        self.label = caption(label, control)
        self.note = QLabel(hint)
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        control.setAccessibleName(name)
        control.setToolTip(not_a_page(hint or name))
        control.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for widget in (self.label, control, self.note):
            column.addWidget(widget)
        column.addStretch(1)
        self.note.setVisible(bool(hint))
        self.setFocusProxy(control)

    def hint(self, hint: str) -> None:
        """What stands below while nothing is wrong."""
        old, self._hint = self._hint, hint
        if self.note.text() == old:
            self._say("", self._marked())

    def hold(self, text: str) -> None:
        """What holds as it stands now, below the control."""
        if self.note.text() != text:
            self.note.setText(text)
            self.note.setVisible(bool(text))
            self._marked().setAccessibleDescription(text)

    def _marked(self) -> QWidget:
        raise NotImplementedError

    def _say(self, sentence: str, control: QWidget) -> None:
        set_role(control, "faulty" if sentence else "")
        control.setAccessibleDescription(sentence or self._hint)
        if self.told is not None:
            self.told(self.key, sentence)
            return
        set_role(self.note, "fault" if sentence else "small")
        self.note.setText(sentence or self._hint)
        self.note.setVisible(bool(sentence or self._hint))


class TextCell(_Kept):
    """A line of text."""

    def __init__(self, theme: Theme, key: str, label: str, *, name: str = "", hint: str = "", width: int = 0) -> None:
        self.edit = Line()
        super().__init__(theme, key, label, name or label, hint, self.edit)
        if width:
            self.setMinimumWidth(theme.px(width))

    @property
    def control(self) -> QWidget:
        return self.edit

    def value(self) -> str:
        return self.edit.text()

    def put(self, value: str) -> None:
        if value != self.edit.text():
            self.edit.setText(value)
            if len(value) > _LONG:
                self.edit.setCursorPosition(0)  # the beginning is seen

    def grey(self, text: str, tip: str) -> None:
        """What holds while the field is left empty stands in it in grey; `tip` says it in a sentence."""
        if self.edit.placeholderText() != text:
            self.edit.setPlaceholderText(text)
            self.edit.setToolTip(not_a_page(f"{self.name}\n{tip}" if tip else self.name))

    def mark(self, sentence: str) -> None:
        self._say(sentence, self.edit)

    def _marked(self) -> QWidget:
        return self.edit


class PickCell(_Kept):
    """A choice out of a list; the first is chosen."""

    def __init__(
        self, theme: Theme, key: str, label: str, options: Sequence[tuple[str, str]], *, name: str = "", hint: str = ""
    ) -> None:
        self.box = Combo(theme)
        self.box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        super().__init__(theme, key, label, name or label, hint, self.box)
        self.offer(options)

    @property
    def control(self) -> QWidget:
        return self.box

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """The values with their words; what was chosen stays as far as it is there, at first it is the first."""
        now = [(self.box.itemData(place), self.box.itemText(place)) for place in range(self.box.count())]
        if now == list(options):
            return
        place = next((row for row, (value, _words) in enumerate(options) if value == self.value()), -1)
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in options:
            self.box.addItem(words, value)
        self.box.setCurrentIndex(place if now else 0)
        self.box.blockSignals(False)
        self.box.updateGeometry()

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def put(self, value: str) -> None:
        place = self.box.findData(value)
        if place >= 0:
            self.box.setCurrentIndex(place)

    def mark(self, sentence: str) -> None:
        self._say(sentence, self.box)

    def _marked(self) -> QWidget:
        return self.box


class Cells(QObject):
    """All fields of a form in the order in which they are read; `edited` follows every change by a person."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, Cell] = {}
        self._touched: set[str] = set()
        self._later: dict[str, Callable[[], object]] = {}

    def later(self, key: str, make: Callable[[], object]) -> None:
        """A field that is only made when something is to stand in it."""
        self._later[key] = make

    def add(self, cell: TextCell | PickCell, after: str = "") -> None:
        """Take a field in: as the last one, or after another."""
        self._later.pop(cell.key, None)
        items = list(self._cells.items())
        place = next((number for number, (key, _cell) in enumerate(items, 1) if key == after), len(items))
        self._cells = dict([*items[:place], (cell.key, cell), *items[place:]])
        if isinstance(cell, TextCell):
            cell.edit.textEdited.connect(lambda _text, key=cell.key: self._touch(key))
        else:
            cell.box.activated.connect(lambda _row, key=cell.key: self._touch(key))

    def drop(self, keys: Iterable[str]) -> None:
        """Let fields go."""
        for key in keys:
            self._cells.pop(key, None)

    def keys(self) -> list[str]:
        """The keys of all fields."""
        return list(self._cells)

    def cell(self, key: str) -> Cell:
        """A field by its key."""
        return self._cells[key]

    def touched(self, key: str) -> bool:
        """Whether a person has changed a field."""
        return key in self._touched

    def form(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: cell.value() for key, cell in self._cells.items()}

    def put(self, form: dict[str, str]) -> None:
        """Fill fields in."""
        for key, value in form.items():
            if value and key in self._later:
                self._later[key]()
            if key in self._cells:
                self._cells[key].put(value)

    def mark(self, sentences: dict[str, str]) -> None:
        """Say the faults of the fields named, and that the others have none."""
        for key, cell in self._cells.items():
            cell.mark(sentences.get(key, ""))

    def _touch(self, key: str) -> None:
        self._touched.add(key)
        self.edited.emit()
