"""Figures without a keyboard: a pad of digits with what was typed above it, and wheels for a date."""

from calendar import monthrange
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.ground.language import N_
from calculator.kiosk.controls.look import Look, TextSize
from calculator.kiosk.controls.text_block import Line, Run, height_of, lines_of, paint_lines, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.words.wording import Wording

_MOST_DIGITS = 7
BACK = "⌫"


_SIZES: tuple[tuple[TextSize, TextSize], ...] = (
    ("figure", "text"),
    ("question", "text"),
    ("question", "small"),
    ("key", "small"),
    ("small", "small"),
)
"""How large a typed figure and what is wrong with it are, the first that has room."""


_WHEEL_SIZES: tuple[TextSize, ...] = ("figure", "question", "key")


class Typed(QWidget):
    """What was typed, large, with its unit; below it what is wrong with it."""

    def __init__(self, look: Look, unit: str, *, decimals: bool, most: int = _MOST_DIGITS) -> None:
        super().__init__()
        plain(self)
        self._look, self._unit, self._decimals, self._most = look, unit, decimals, most
        self.text, self._fault = "", ""
        self._say()

    def set_text(self, text: str) -> None:
        """Show digits."""
        self.text, self._fault = text, ""
        self._say()

    def press(self, key: str) -> None:
        """Take a digit, a point, or a step back; what cannot follow is not taken."""
        text = self.text
        if key == BACK:
            self.set_text(text[:-1])
            return
        whole, point, part = text.partition(".")
        if key == ".":
            allowed = self._decimals and not point
            key = key if whole else "0."
        elif point:
            allowed = len(part) < 2
        else:
            allowed = len(whole) < self._most
            text = "" if whole == "0" else text
        self.set_text(text + key if allowed else self.text)

    def refuse(self, why: str) -> None:
        """Say what is wrong."""
        self._fault = why
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(self._fault or f"{self.text or '0'} {self._unit}")
        self.update()

    def lines(self) -> list[Line]:
        """As it is painted: the figure in one line, as large as it and what is wrong have room."""
        width = self.width() - 2 * self._look.px(16)
        made: list[Line] = []
        for figure, fault in _SIZES:
            made = lines_of(self._runs(figure, fault), self._look, width)
            in_one = sum(line.run is made[0].run for line in made) == 1
            if in_one and height_of(made) <= self.height():
                break
        return made

    def _runs(self, size: TextSize, below: TextSize) -> list[Run]:
        whole, point, part = self.text.partition(".")
        shown = f"{int(whole):,}{point}{part}" if whole else ""
        figure = Run(f"{shown or '—'} {self._unit}", size, "text", bold=True)
        return [figure, Run(self._fault, below, "refused", bold=True, above=0)] if self._fault else [figure]

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        del width
        return 2 * self._look.size("figure") + self._look.px(8)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        pen = look.px(2)
        painter.setPen(QPen(look.colour("refused" if self._fault else "field_line"), pen))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(pen, pen, -pen, -pen), look.px(8), look.px(8))
        room = self.rect().adjusted(look.px(16), 0, -look.px(16), 0)
        lines = self.lines()
        height = height_of(lines)
        at = QRect(room.left(), (self.height() - height) // 2, room.width(), height)
        paint_lines(painter, look, at, lines, align=Qt.AlignmentFlag.AlignRight)


class NumberPad(QWidget):
    """Twelve keys: the digits, a point where there may be one, and a step back; `pressed` carries which."""

    pressed = Signal(str)

    def __init__(self, look: Look, wording: Wording, *, decimals: bool) -> None:
        super().__init__()
        plain(self)
        self._look = look
        self.setAccessibleName(wording.text(N_("Number pad")))
        names = {BACK: wording.text(N_("Del")), ".": wording.text(N_("Point"))}
        self.keys: list[TouchKey] = []
        for sign in (*"123456789", "." if decimals else "", "0", BACK):
            key = TouchKey(look, names[BACK]) if sign == BACK else TouchKey(look, sign, size="question")
            key.setAccessibleName(names.get(sign, sign))
            key.setParent(self)
            key.setVisible(bool(sign))
            key.clicked.connect(lambda _on=False, sign=sign: self.pressed.emit(sign))
            self.keys.append(key)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        del width
        return 4 * self._look.target + 3 * self._look.gap

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(3 * self._look.target, self.heightForWidth(0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        gap = self._look.gap
        across, down = (self.width() - 2 * gap) // 3, (self.height() - 3 * gap) // 4
        for place, key in enumerate(self.keys):
            row, column = divmod(place, 3)
            key.setGeometry(column * (across + gap), row * (down + gap), across, down)


class DateWheels(QWidget):
    """Year, month and day, each with a key up and a key down; it cannot stand on a day that is not there."""

    changed = Signal()

    def __init__(self, look: Look, wording: Wording, first: date, last: date, day: date) -> None:
        super().__init__()
        plain(self)
        self._look, self._words, self._first, self._last = look, wording, first, last
        self.day = min(max(day, first), last)
        tr = wording.text
        self._names = (tr(N_("year")), tr(N_("month")), tr(N_("day")))
        self.up = [
            self._key("▲", tr(N_("{what} later")).format(what=name), place, 1) for place, name in enumerate(self._names)
        ]
        self.down = [
            self._key("▼", tr(N_("{what} earlier")).format(what=name), place, -1)
            for place, name in enumerate(self._names)
        ]
        self._say()

    def _key(self, sign: str, name: str, place: int, by: int) -> TouchKey:
        key = TouchKey(self._look, sign, size="question")
        key.setAccessibleName(name)
        key.setParent(self)
        key.clicked.connect(lambda: self._turn(place, by))
        return key

    def _turn(self, place: int, by: int) -> None:
        year, month, day = self.day.year, self.day.month, self.day.day
        if place == 0:
            year += by
        elif place == 1:
            month = (month - 1 + by) % 12 + 1
        else:
            day = (day - 1 + by) % monthrange(year, month)[1] + 1
        day = min(day, monthrange(year, month)[1])
        self.day = min(max(date(year, month, day), self._first), self._last)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.setAccessibleName(self._words.day(self.day))
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        del width
        return 2 * self._look.target + 2 * self._look.gap + self._middle

    @property
    def _middle(self) -> int:
        return 2 * self._look.size("figure") + 2 * self._look.size("small")

    def _columns(self) -> list[QRect]:
        gap = self._look.gap
        across = (self.width() - 2 * gap) // 3
        return [QRect(place * (across + gap), 0, across, self.height()) for place in range(3)]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        high = (self.height() - self._middle - 2 * self._look.gap) // 2
        for column, up, down in zip(self._columns(), self.up, self.down, strict=True):
            up.setGeometry(column.left(), 0, column.width(), high)
            down.setGeometry(column.left(), self.height() - high, column.width(), high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for column, lines in zip(self._columns(), self.lines(), strict=True):
            height = height_of(lines)
            at = QRect(column.left(), (self.height() - height) // 2, column.width(), height)
            paint_lines(painter, self._look, at, lines, align=Qt.AlignmentFlag.AlignHCenter)

    def lines(self) -> list[list[Line]]:
        """Each wheel as it is painted: its name and its figure, as large as all three have room in one line."""
        across = self._columns()[0].width()
        figures = (self.day.year, self.day.month, self.day.day)
        made: list[list[Line]] = []
        for size in _WHEEL_SIZES:
            runs = [
                [Run(name, "small", "muted"), Run(str(figure), size, bold=True, above=0)]
                for figure, name in zip(figures, self._names, strict=True)
            ]
            made = [lines_of(each, self._look, across) for each in runs]
            if not any(line.broken for lines in made for line in lines):
                break
        return made
