"""Tables that show every figure whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from calculator.widgets.theme import Theme, set_role


class PlainTable(QTableView):
    """Rows that are selected whole; columns as wide as their contents; as high as its rows up to `most_rows`.

    Where there is width to spare, `wide_column` takes it. Whoever changes what the model holds calls `fit`.
    """

    def __init__(self, theme: Theme, name: str, *, most_rows: int = 8, wide_column: int = 0) -> None:
        super().__init__()
        self._most_rows, self._wide_column = most_rows, wide_column
        self._room = 0
        set_role(self, "plain")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(theme.px(32))
        rows.setDefaultSectionSize(theme.px(32))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.sectionCountChanged.connect(lambda _old, _new: self.updateGeometry())
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(40))

    def fit(self) -> None:
        """Give the columns their widths and the table its height."""
        head = self.horizontalHeader()
        columns = range(head.count())
        needed = sum(max(head.sectionSizeHint(place), self.sizeHintForColumn(place)) for place in columns)
        modes = QHeaderView.ResizeMode
        if self._wide_column in columns:
            spare = needed < self._room
            head.setSectionResizeMode(self._wide_column, modes.Stretch if spare else modes.ResizeToContents)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != self._room:
            self._room = event.size().width()
            self.fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """All columns, and the rows up to `most_rows`."""
        return QSize(self.horizontalHeader().length() + 2 * self.frameWidth(), self._height(self._most_rows))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for two rows; the rest scrolls."""
        return QSize(super().minimumSizeHint().width(), self._height(2))

    def _height(self, most_rows: int) -> int:
        head = self.horizontalHeader()
        rows = sum(self.rowHeight(row) for row in range(min(most_rows, self.verticalHeader().count())))
        scrolls = head.length() > self._room
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        return rows + head.sizeHint().height() + bar + 2 * self.frameWidth()
