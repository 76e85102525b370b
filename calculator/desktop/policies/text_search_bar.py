"""Finding words in a text that is shown: every place is marked, and one after the other is turned to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QTextEdit, QWidget

from calculator.ground.language import N_
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.field import Line
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording


class _FindLine(Line):
    """Enter turns to the next place, Shift+Enter to the one before; Escape empties the line first."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """A line for what is looked for, how many places there are and which is shown, and a button each way."""

    def __init__(self, browser: QTextBrowser, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._browser, self._wording, self._theme = browser, wording, theme
        self._places: list[QTextCursor] = []
        self._current = 0
        tr = wording.text
        self.edit = _FindLine()
        self.edit.setAccessibleName(tr(N_("Find in the page")))
        self.edit.setToolTip(tr(N_("Words to find (Ctrl+F); Enter for the next place, Shift+Enter for the one before")))
        self.edit.setMinimumWidth(theme.px(160))
        self.label = QLabel(tr(N_("&Find")))
        as_text(self.label)
        self.label.setBuddy(self.edit)
        self.before = push_button(wording, N_("▲"), N_("The place before (Shift+F3)"), N_("Previous place"))
        self.after = push_button(wording, N_("▼"), N_("The next place (F3)"), N_("Next place"))
        self.said = QLabel()
        set_role(self.said, "small")
        ways = QWidget()  # on one line, however the bar wraps
        both = QHBoxLayout(ways)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(theme.px(6))
        both.addWidget(self.before)
        both.addWidget(self.after)
        row = FlowLayout(self, spacing=theme.px(6))
        for part in (self.label, self.edit, ways, self.said):
            row.addWidget(part)
        self.edit.textChanged.connect(lambda _text: self.look())
        self.edit.turned.connect(self.turn)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.look()

    @property
    def count(self) -> int:
        """How many places were found."""
        return len(self._places)

    @property
    def current(self) -> int:
        """Which of them is shown, from 1; 0 where there is none."""
        return self._current + 1 if self._places else 0

    def begin(self) -> None:
        """Go to the line, as Ctrl+F does."""
        self.edit.setFocus()
        self.edit.selectAll()

    def look(self, *, stay: bool = False) -> None:
        """Look for what stands in the line; with `stay` the text keeps its place."""
        text, document = self.edit.text().strip(), self._browser.document()
        self._places, self._current = [], 0
        if text:
            cursor = document.find(text, 0)
            while not cursor.isNull():
                self._places.append(cursor)
                cursor = document.find(text, cursor)
        self._show(stay=stay)

    def turn(self, step: int) -> None:
        """Turn to the next place or the one before; after the last comes the first."""
        if self._places:
            self._current = (self._current + step) % len(self._places)
            self._show()
            announce(self, self.said.text())

    def _show(self, *, stay: bool = False) -> None:
        marks = []
        for number, place in enumerate(self._places):
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(self._theme.colour("pooled" if number == self._current else "selection"))
            look.setForeground(self._theme.colour("on_accent" if number == self._current else "text"))
            mark.format = look
            mark.cursor = place
            marks.append(mark)
        self._browser.setExtraSelections(marks)
        if self._places and not stay:
            at = QTextCursor(self._places[self._current])
            at.clearSelection()
            self._browser.setTextCursor(at)
            self._browser.ensureCursorVisible()
        for button in (self.before, self.after):
            button.setEnabled(bool(self._places))
        self.said.setText(self._told())
        self.said.setVisible(bool(self.said.text()))  # else its empty line would take room

    def _told(self) -> str:
        tr = self._wording.text
        if not self.edit.text().strip():
            return ""
        if not self._places:
            return tr(N_("not found"))
        return tr(N_("{current} of {count}")).format(current=self.current, count=self.count)
