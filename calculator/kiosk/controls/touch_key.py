"""What is touched: a key with its words, what they mean in small below, and sometimes a picture."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from calculator.kiosk.controls.look import Look, TextSize
from calculator.kiosk.controls.text_block import Line, Run, height_of, lines_of, paint_lines

Kind = Literal["plain", "primary", "chosen", "end", "answer"]
Picture = Callable[[QPainter, QRectF, Look], None]
"""Paints into a rectangle."""

_LINES: dict[Kind, str] = {
    "plain": "field_line",
    "primary": "pooled",
    "chosen": "pooled",
    "end": "refused",
    "answer": "field_line",
}


class TouchKey(QAbstractButton):
    """A key of at least 64 by 64 pixels; it does what it says when a finger leaves it, or by Enter.

    `number` is the digit of a keypad that does the same, shown in a corner; `above` small words before its own, which
    are of a `size`.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        note: str = "",
        *,
        kind: Kind = "plain",
        above: str = "",
        number: int = 0,
        picture: Picture | None = None,
        picture_height: int = 0,
        bold: bool = False,
        size: TextSize = "key",
    ) -> None:
        super().__init__()
        self.look, self.kind, self.number = look, kind, number
        self._picture, self._picture_height = picture, picture_height
        self._brief = self._touched = False
        self._natural: float | None = None
        self._laid: dict[tuple[int, bool], list[Line]] = {}
        heavy = bold or kind in ("primary", "chosen", "answer")
        runs = [
            Run(above, "small", "muted"),
            Run(text, "text" if kind == "answer" else size, bold=heavy, above=0),
            Run(note, "small", "muted"),
        ]
        self._all = [run for run in runs if run.text]
        self._note = bool(note)
        self.setText(text)
        self.setAccessibleName("，".join(part for part in (above, text) if part))
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def set_brief(self, brief: bool) -> None:
        """Leave what stands in small below to the voice, where there is no room for it."""
        self._brief = brief

    def spoken(self) -> str:
        """The key's words for a voice."""
        return "，".join(part for part in (self.accessibleName(), self.accessibleDescription()) if part)

    @property
    def _runs(self) -> list[Run]:
        return self._all[:-1] if self._brief and self._note else self._all

    @property
    def _edge(self) -> int:
        return self.look.px(14)

    @property
    def _badge(self) -> int:
        """The room of the number at the left."""
        return self.look.size("small") + self.look.px(20) if self.number and self._picture is None else 0

    def _inside(self, width: int) -> int:
        return width - 2 * self._edge - self._badge

    def lines(self, width: int) -> list[Line]:
        """The lines of the key's words in the width of the key."""
        key = width, self._brief
        if key not in self._laid:
            self._laid[key] = lines_of(self._runs, self.look, self._inside(width))
        return self._laid[key]

    def room(self) -> QRect:
        """Where the key's words may stand."""
        picture = self._picture_height + self.look.px(8) if self._picture else 0
        return QRect(self._edge + self._badge, picture, self._inside(self.width()), self.height() - picture)

    def natural_width(self) -> int:
        """The width in which no word is wrapped."""
        if self._natural is None:
            self._natural = max((line.width for line in lines_of(self._all, self.look, 1 << 20)), default=0)
        widest = self._natural
        return max(self.look.target, int(widest) + 2 + 2 * self._edge + self._badge)

    def least_width(self) -> int:
        """The width in which no word is broken that need not be."""
        words = [Run(word, run.size, run.meaning, run.bold) for run in self._runs for word in run.text.split(" ")]
        latin = [word for word in words if word.text.isascii()]
        widest = max((line.width for line in lines_of(latin, self.look, 1 << 20)), default=0)
        return max(self.look.target, int(widest) + 2 + 2 * self._edge + self._badge)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        words = height_of(self.lines(width))
        picture = self._picture_height + self.look.px(8) if self._picture else 0
        return max(self.look.target, words + picture + 2 * self.look.px(8))

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self.natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.look.target, self.look.target)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """As any touch of the screen; the key itself is not to be asked for it."""
        self._touched = True
        super().mousePressEvent(event)
        touched = getattr(self.window(), "touched", None)
        if touched is not None:
            touched()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The second touch of a trembling hand is not for the screen that the first one led to."""
        if self._touched:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    # ---- keys: Enter presses, the rest is the terminal's

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        self.update()

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        look, down = self.look, self.isDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.kind in ("primary", "chosen")
        line = look.colour(_LINES[self.kind])
        ground = look.colour("pooled" if filled else "selection" if down else "card")
        radius, pen = look.px(10), look.px(2)
        room = QRectF(self.rect()).adjusted(pen, pen, -pen, -pen)
        painter.setPen(QPen(line, pen))
        painter.setBrush(ground)
        painter.drawRoundedRect(room, radius, radius)
        if self.hasFocus() and _by_keys(self):
            inner = room.adjusted(*(sign * look.px(6) for sign in (1, 1, -1, -1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("on_accent" if filled else "text"), look.px(4)))
            painter.drawRoundedRect(inner, look.px(6), look.px(6))
        self._paint_words(painter, filled)

    def _paint_words(self, painter: QPainter, filled: bool) -> None:
        look = self.look
        lines = self.lines(self.width())
        words = height_of(lines)
        picture = self._picture_height + look.px(8) if self._picture else 0
        top = (self.height() - words - picture) // 2
        if self._picture is not None:
            room = QRectF(self._edge, top, self.width() - 2 * self._edge, self._picture_height)
            self._picture(painter, room, look)
            top += picture
        left = self._edge + self._badge
        align = Qt.AlignmentFlag.AlignHCenter if not self.number or self._picture else Qt.AlignmentFlag.AlignLeft
        meaning = "on_accent" if filled else "refused" if self.kind == "end" else ""
        rect = QRect(left, top, self._inside(self.width()), words)
        paint_lines(painter, look, rect, lines, align=align, meaning=meaning)
        if self.number:
            self._paint_number(painter, filled)

    def _paint_number(self, painter: QPainter, filled: bool) -> None:
        look = self.look
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.colour("on_accent" if filled else "muted"))
        height = self.height() if self._picture is None else look.target
        room = QRectF(self._edge, 0, look.size("small") + look.px(8), height)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter), str(self.number))


def _by_keys(widget: QWidget) -> bool:
    """Whether keys are used here; a ring around what was touched last only disturbs."""
    return bool(widget.window().property("by_keys"))
