"""One page of paper as it will be printed, as large as a person wants to see it."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from calculator.ground.language import N_
from calculator.printing.paper import DPI, Paper, dots
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400)
"""Percent of the size on paper, on a screen of 96 dots an inch."""
_MARGIN = 12
_LONGEST_TOLD = 2000
"""Letters of a page that a screen reader is given at once."""


class _Page(QWidget):
    """The page itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        size = picture.deviceIndependentSize().toSize()
        self.setFixedSize(size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if not self._picture.isNull():
            painter = QPainter(self)
            painter.drawPixmap(_MARGIN, _MARGIN, self._picture)
            painter.setPen(self._theme.colour("field_line"))
            painter.drawRect(self.rect().adjusted(_MARGIN - 1, _MARGIN - 1, -_MARGIN, -_MARGIN))


class PageView(QScrollArea):
    """A page that scrolls; Page Up and Down, Home and End turn, plus and minus change the size, 0 fits the width.

    `turned` is emitted when another page or another size is shown.
    """

    turned = Signal()

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording = wording
        self._paper: Paper | None = None
        self._current = 0
        self._zoom: int | None = None
        self._page = _Page(theme)
        self.setWidget(self._page)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(wording.text(N_("Preview")))
        self.setToolTip(
            wording.text(N_("Page Up and Page Down turn the pages; + and − change the size, 0 fits the width"))
        )

    @property
    def paper(self) -> Paper | None:
        """The pages that are shown."""
        return self._paper

    @property
    def current(self) -> int:
        """The shown page, from 0."""
        return self._current

    @property
    def percent(self) -> int:
        """How large the page is shown, in percent of paper."""
        return self._zoom or self._fitting()

    @property
    def picture_size(self) -> QSize:
        """The size of the shown page in pixels of the design."""
        size = self._page.size()
        return QSize(size.width() - 2 * _MARGIN, size.height() - 2 * _MARGIN)

    def show_paper(self, paper: Paper | None) -> None:
        """Show other pages; the number of the shown one stays as far as there is one."""
        self._paper = paper
        self._current = 0 if paper is None else min(self._current, paper.pages - 1)
        self._draw()

    def turn_to(self, page: int) -> None:
        """Show a page, from 0; the first or the last where there is none of that number."""
        if self._paper is not None:
            page = max(0, min(page, self._paper.pages - 1))
            if page != self._current:
                self._current = page
                self.verticalScrollBar().setValue(0)
                self._draw()

    def enlarge(self, steps: int) -> None:
        """Show the page larger by so many steps, or smaller."""
        now = self.percent
        larger, smaller = [zoom for zoom in ZOOMS if zoom > now], [zoom for zoom in ZOOMS if zoom < now]
        found = larger[:1] if steps > 0 else smaller[-1:]
        if found:
            self._zoom = found[0]
            self._draw()

    def fit_width(self) -> None:
        """Show the page as wide as there is room."""
        self._zoom = None
        self._draw()

    def _fitting(self) -> int:
        if self._paper is None:
            return 100
        room = self.viewport().width() - 2 * _MARGIN - 2
        wide = self._paper.form(self._current).width / 25.4 * 96
        return max(20, min(200, int(room * 100 / wide)))

    def _draw(self) -> None:
        paper = self._paper
        if paper is None:
            self._page.show_picture(QPixmap())
            self.setAccessibleDescription("")
        else:
            form, ratio = paper.form(self._current), self.devicePixelRatioF()
            scale = self.percent / 100 * 96 / DPI * ratio
            picture = QPixmap(ceil(dots(form.width) * scale), ceil(dots(form.height) * scale))
            picture.fill(QColor("white"))
            painter = QPainter(picture)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(scale, scale)
            paper.paint(painter, self._current)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            self._page.show_picture(picture)
            self.setAccessibleDescription(f"{paper.number(self._current)}\n{paper.text(self._current)[:_LONGEST_TOLD]}")
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._zoom is None and self._paper is not None:
            self._draw()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._paper is not None:
            self._draw()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        last = 0 if self._paper is None else self._paper.pages - 1
        turns = {
            Qt.Key.Key_PageUp: self._current - 1,
            Qt.Key.Key_PageDown: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in turns:
            self.turn_to(turns[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.enlarge(1)
        elif key == Qt.Key.Key_Minus:
            self.enlarge(-1)
        elif key == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)
