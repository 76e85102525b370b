"""A layout that sets widgets side by side and wraps them into further rows where the width does not suffice."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then down; `stretch` makes the widgets of a row share its whole width.

    With `even` as well, rows have equally many widgets, all equally wide, as far as they have room so.
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 8, stretch: bool = False, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch, self._even = stretch, even
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        # Qt asks many times for each change.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _need(self, item: QLayoutItem) -> int:
        """The width an item is given at least: when stretched, its smallest; else what it likes."""
        return item.minimumSize().width() if self._stretch else item.sizeHint().width()

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The items of each row with what each needs."""
        rows: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._shown():
            need = self._need(item)
            if not rows or used + self.spacing() + need > width:
                rows.append([])
                used = need
            else:
                used += self.spacing() + need
            rows[-1].append((item, need))
        return self._evened(rows, width) if self._even else rows

    def _evened(self, rows: list[list[tuple[QLayoutItem, int]]], width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """As many rows with the items spread evenly over them, so that none is left alone."""
        items = [item for row in rows for item in row]
        most = -(-len(items) // max(1, len(rows)))
        even = [items[place : place + most] for place in range(0, len(items), most)]
        share = (width - self.spacing() * (most - 1)) // max(1, most)
        if all(need <= share for _item, need in items):
            return [[(item, share) for item, _need in row] for row in even]
        return even if all(self._fits(row, width) for row in even) else rows

    def _fits(self, row: list[tuple[QLayoutItem, int]], width: int) -> bool:
        return sum(need for _item, need in row) + self.spacing() * (len(row) - 1) <= width

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            spare = rect.width() - sum(need for _item, need in row) - self.spacing() * (len(row) - 1)
            extra = max(0, spare) // len(row) if self._stretch else 0
            placed = [(item, min(need + extra, rect.width())) for item, need in row]
            heights = [
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in placed
            ]
            height, x = max(heights), rect.x()
            for item, width in placed:
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())
