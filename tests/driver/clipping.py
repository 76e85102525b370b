"""What of a window is clipped: every shown text compared with the room it has.

A text may also go out of sight where it can be scrolled to; an area that does not scroll must show all of it.
"""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QMargins, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

_ENDLESS = 1 << 20
_CURSOR = 2
"""What a line edit keeps free on either side of its text, in pixels."""


def clipped(root: QWidget) -> list[str]:
    """A sentence for each shown text below `root` that has less room than it needs."""
    found, known = list[str](), Known()
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisibleTo(root):
            found += [f"{_named(widget)}: {fault}" for fault in _faults(widget)]
            if _says(widget):
                found += [f"{_named(widget)}: {fault}" for fault in _cut(widget, root, known)]
    return found


def every_page(root: QWidget) -> Iterator[str]:
    """Turn every tab below `root` to each of its pages in turn, those of tabs within tabs too; gives the titles."""
    yield ""
    for tabs in root.findChildren(QTabWidget):
        _bring_forward(tabs, root)
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            yield tabs.tabText(place)


def _bring_forward(widget: QWidget, root: QWidget) -> None:
    inner: QWidget | None = widget
    while inner is not None and inner is not root:
        inner = inner.parentWidget()
        if isinstance(inner, QTabWidget):
            page = next(place for place in range(inner.count()) if _holds(inner.widget(place), widget))
            inner.setCurrentIndex(page)


def _holds(page: QWidget | None, widget: QWidget) -> bool:
    return page is not None and page.isAncestorOf(widget)


def _named(widget: QWidget) -> str:
    said = _says(widget) or widget.accessibleName()
    return f"{type(widget).__name__} {said!r}"


def _says(widget: QWidget) -> str:
    """The text that a widget shows, empty for those that are looked at part by part."""
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text()
        case QLineEdit():
            return widget.displayText() or widget.placeholderText()
        case QComboBox():
            return widget.currentText() or widget.placeholderText()
    return ""


def _faults(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() if widget.text():
            yield from _label(widget)
        case QPushButton() | QCheckBox() | QRadioButton() if widget.text():
            yield from _button(widget)
        case QToolButton() if widget.text():
            yield from _compared(widget.sizeHint(), widget.size())
        case QComboBox():
            yield from _combo(widget)
        case QLineEdit() if not isinstance(widget.parent(), QComboBox):
            yield from _line(widget)
        case QTableView():
            yield from _table(widget)
        case QTabBar():
            yield from _tabs(widget)


def _compared(need: QSize, have: QSize) -> Iterator[str]:
    if need.width() > have.width():
        yield f"needs {need.width()} pixels of width, has {have.width()}"
    if need.height() > have.height():
        yield f"needs {need.height()} pixels of height, has {have.height()}"


def _label(label: QLabel) -> Iterator[str]:
    if not label.wordWrap():
        yield from _compared(label.minimumSizeHint(), label.size())
        return
    room = label.contentsRect().adjusted(label.margin(), label.margin(), -label.margin(), -label.margin())
    if label.textFormat() != Qt.TextFormat.RichText:
        flags = label.alignment().value | Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextExpandTabs.value
        drawn = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), _ENDLESS), flags, label.text())
        if drawn.width() > room.width():
            yield f"a word needs {drawn.width()} pixels of width, has {room.width()}"
    need = label.heightForWidth(label.width())
    if need > label.height():
        yield f"needs {need} pixels of height, has {label.height()}"


def _text_size(widget: QWidget, text: str) -> QSize:
    """The size of a text with its mnemonic, as Qt's own layouts reckon it: in fractions, rounded up once."""
    size = QFontMetricsF(widget.font()).size(Qt.TextFlag.TextShowMnemonic.value, text)
    return QSize(ceil(size.width()), ceil(size.height()))


def _button(button: QPushButton | QCheckBox | QRadioButton) -> Iterator[str]:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    element = QStyle.SubElement.SE_PushButtonContents
    if isinstance(button, QCheckBox):
        element = QStyle.SubElement.SE_CheckBoxContents
    elif isinstance(button, QRadioButton):
        element = QStyle.SubElement.SE_RadioButtonContents
    room = button.style().subElementRect(element, option, button)
    yield from _compared(_text_size(button, button.text()), room.size())


def _combo(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    yield from _compared(_text_size(box, _says(box)), room.size())


def _line(edit: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    room = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    need = _text_size(edit, _says(edit).replace("&", "&&"))
    yield from _compared(need.grownBy(QMargins(_CURSOR, 0, _CURSOR, 0)), room.size())


def _table(table: QTableView) -> Iterator[str]:
    model = table.model()
    if model is None:
        return
    head = table.horizontalHeader()
    columns = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    for column in columns:
        if not head.isHidden():
            yield from _heading(head, column)
        for row in range(model.rowCount()):
            if not table.isRowHidden(row):
                yield from _cell(table, model.index(row, column))


def _heading(head: QHeaderView, column: int) -> Iterator[str]:
    model = head.model()
    text = str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
    need = head.sectionSizeHint(column)
    if text and need > head.sectionSize(column):
        yield f"heading {text!r} needs {need} pixels of width, has {head.sectionSize(column)}"


def _cell(table: QTableView, index: QModelIndex) -> Iterator[str]:
    text = index.data(Qt.ItemDataRole.DisplayRole)
    if not text or table.indexWidget(index) is not None:
        return
    across, down = table.columnSpan(index.row(), index.column()), table.rowSpan(index.row(), index.column())
    have = QSize(
        sum(table.columnWidth(index.column() + place) for place in range(across)),
        sum(table.rowHeight(index.row() + place) for place in range(down)),
    )
    for fault in _compared(table.sizeHintForIndex(index), have):
        yield f"cell {text!r} in row {index.row() + 1}, column {index.column() + 1} {fault}"


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        have, need = bar.tabRect(place).size(), _text_size(bar, bar.tabText(place))
        for fault in _compared(need, have):
            yield f"tab {bar.tabText(place)!r} {fault}"
        if not bar.usesScrollButtons() and not bar.rect().contains(bar.tabRect(place)):
            yield f"tab {bar.tabText(place)!r} lies outside the bar"


Known = dict[QWidget, list[str]]
"""How the ground that scrolls in an area is itself cut: looked at once for all that lies on it."""


def _cut(widget: QWidget, root: QWidget, known: Known) -> Iterator[str]:
    """Where an enclosing widget shows only a part of this one, and scrolling does not bring the rest."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    inner, rect = widget, widget.rect()
    while inner is not root and (outer := inner.parentWidget()) is not None:
        rect = rect.translated(inner.pos())
        area = outer.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is outer
        across = down = not scrolls
        # An editor in a cell goes with its cell, which the table scrolls to.
        if isinstance(area, QScrollArea) and scrolls:
            across = area.horizontalScrollBarPolicy() == off
            down = area.verticalScrollBarPolicy() == off
        if across and (rect.left() < 0 or rect.right() > outer.width() - 1):
            yield f"is cut in its width by a {type(outer).__name__} {outer.accessibleName()!r}"
            return
        if down and (rect.top() < 0 or rect.bottom() > outer.height() - 1):
            yield f"is cut in its height by a {type(outer).__name__} {outer.accessibleName()!r}"
            return
        if scrolls:  # from here on it is the area that must be seen
            if outer not in known:
                known[outer] = list(_cut(outer, root, known))
            yield from known[outer]
            return
        inner = outer
