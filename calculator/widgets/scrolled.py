"""Insides that scroll up and down where their text needs more room than there is, and dialogs the screen can hold."""

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QTableView, QWidget

from calculator.widgets.theme import Theme


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """A scroll area as wide as the card around `inside`; itself no stop for the Tab key."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area


def show_current(area: QScrollArea, table: QTableView) -> None:
    """Scroll an area so that the current cell of a table in it is seen, while a person is in the table."""
    focus, inside = QApplication.focusWidget(), area.widget()
    if focus is None or inside is None or not inside.isAncestorOf(table):
        return
    if focus is not table and not table.isAncestorOf(focus):
        return
    cell = table.visualRect(table.currentIndex())
    middle = cell.translated(table.viewport().mapTo(inside, QPoint(0, 0))).center()
    area.ensureVisible(middle.x(), middle.y(), 0, cell.height() // 2 + 1)


def follow(area: QScrollArea, table: QTableView) -> None:
    """Have an area show the current cell of a table in it once a person goes to another one, and from then on."""
    moved = False

    def soon() -> None:
        nonlocal moved
        # Qt keeps a table from scrolling where a cell is current because of a click or of the focus that came in.
        if table.hasAutoScroll():
            moved = True
            again()

    def again() -> None:
        # A row just added has its place only when all around it has been laid out.
        if moved:
            QTimer.singleShot(0, area, lambda: show_current(area, table))

    table.selectionModel().currentChanged.connect(soon)
    area.verticalScrollBar().rangeChanged.connect(again)


def fit(window: QWidget, theme: Theme, width: int, height: int) -> None:
    """Give a dialog a size of the 100% design, as far as the screen has room."""
    room = window.screen().availableSize()
    window.resize(QSize(theme.px(width), theme.px(height)).boundedTo(room * 0.9))
