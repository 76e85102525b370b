"""Texts as they are painted everywhere on the terminal: wrapped, with lines far enough apart, and in parts by page."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from calculator.kiosk.controls.look import LEADING, Look, TextSize


class Run(NamedTuple):
    """A paragraph: its text, size and colour by its meaning; `above` is free before it, in pixels of the design."""

    text: str
    size: TextSize = "text"
    meaning: str = "text"
    bold: bool = False
    above: int = 4


class Line(NamedTuple):
    """A line as it is painted: where it begins below the first, its height, its words, and the height of its letters.

    `broken` where it ends within its paragraph and not at a space.
    """

    top: float
    height: float
    width: float
    text: str
    run: Run
    letters: int
    broken: bool


@lru_cache(maxsize=64)
def _leading(look: Look, size: TextSize) -> float:
    metrics = QFontMetricsF(look.font(size))
    return float(max(metrics.height(), LEADING * look.size(size)))


def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def lines_of(runs: Sequence[Run], look: Look, width: float) -> list[Line]:
    """The lines of paragraphs in a width, from the top."""
    lines: list[Line] = []
    top = 0.0
    for run in runs:
        if not run.text:
            continue
        if lines:
            top += look.px(run.above)
        height = _leading(look, run.size)
        font = look.font(run.size, bold=run.bold)
        for paragraph in run.text.split("\n"):
            layout = QTextLayout(paragraph, font)
            layout.setTextOption(_option(Qt.AlignmentFlag.AlignLeft))
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1.0, width))
                end = line.textStart() + line.textLength()
                text = paragraph[line.textStart() : end]
                broken = end < len(paragraph) and not text.endswith(" ")
                width_of = line.naturalTextWidth()
                lines.append(Line(top, height, width_of, text.rstrip(), run, font.pixelSize(), broken))
                top += height
            layout.endLayout()
    return lines


def height_of(lines: Sequence[Line]) -> int:
    """The height that lines take."""
    return ceil(lines[-1].top + lines[-1].height - lines[0].top) if lines else 0


def paint_lines(
    painter: QPainter, look: Look, rect: QRect, lines: Sequence[Line], *, align: Qt.AlignmentFlag, meaning: str = ""
) -> None:
    """Paint lines from the top of a rectangle; `meaning` takes the place of each run's own."""
    if not lines:
        return
    first = lines[0].top
    fonts: dict[tuple[TextSize, bool], QFont] = {}
    for line in lines:
        key = line.run.size, line.run.bold
        font = fonts.setdefault(key, look.font(line.run.size, bold=line.run.bold))
        painter.setFont(font)
        painter.setPen(look.colour(meaning or line.run.meaning))
        left = float(rect.left())
        if align == Qt.AlignmentFlag.AlignHCenter:
            left += (rect.width() - line.width) / 2
        elif align == Qt.AlignmentFlag.AlignRight:
            left += rect.width() - line.width
        metrics = QFontMetricsF(font)
        base = rect.top() + line.top - first + (line.height - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(left, base), line.text)


class TextBlock(QLabel):
    """Paragraphs one below the other; of a text longer than a page the page shows a part."""

    def __init__(self, look: Look, *runs: Run, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self._look, self._runs, self._align = look, runs, align
        self._part: tuple[int, int] | None = None
        self._laid: dict[int, list[Line]] = {}
        self._say()

    def _say(self) -> None:
        said = "\n".join(run.text for run in self._runs if run.text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(said)
        self.setAccessibleName(said)

    def set_runs(self, *runs: Run) -> None:
        """Say something else."""
        self._runs = runs
        self._laid.clear()
        self._say()
        self.update()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The paragraphs."""
        return self._runs

    def lines(self, width: int) -> list[Line]:
        """The lines in a width; laid out once."""
        if width not in self._laid:
            self._laid[width] = lines_of(self._runs, self._look, width)
        return self._laid[width]

    def natural_width(self) -> int:
        """The width of the longest line where nothing is wrapped."""
        return ceil(max((line.width for line in self.lines(1 << 20)), default=0)) + 1

    def show_part(self, first: int, count: int) -> None:
        """Of the lines show these only."""
        self._part = first, count
        self.update()

    def shown_lines(self) -> list[Line]:
        """The lines that are painted."""
        lines = self.lines(self.width())
        if self._part is None:
            return lines
        first, count = self._part
        return lines[first : first + count]

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return height_of(self.lines(width))

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self.natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint_lines(painter, self._look, self.rect(), self.shown_lines(), align=self._align)


def plain(widget: QWidget) -> None:
    """A widget that paints itself and takes neither a menu nor the focus."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
