"""What stands around the board on every screen: title and end above, the answers so far, and the keys below."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.ground.language import LANGUAGES, N_
from calculator.kiosk.board import Board
from calculator.kiosk.look import Look
from calculator.kiosk.question_boards import LANGUAGE_NAMES, TITLE
from calculator.kiosk.text_block import Run, TextBlock, plain
from calculator.kiosk.touch_key import TouchKey
from calculator.words.wording import Wording

ESTIMATE = N_("An estimate; what the office settles counts")


class Chip(NamedTuple):
    """An answer so far: what it answers, in words, and what is asked for when it is touched."""

    name: str
    text: str
    goes_to: object


class Title(TextBlock):
    """The title above; `tapped` at every touch, for the operator's gesture."""

    tapped = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.tapped.emit()
        event.ignore()


class Frame(QWidget):
    """One screen: the board in its frame; `asked` carries what a key of either wants, and of what."""

    asked = Signal(str, object)

    def __init__(
        self, look: Look, wording: Wording, board: Board, chips: Sequence[Chip], *, place: str, back: bool, voice: bool
    ) -> None:
        super().__init__()
        plain(self)
        self.look, self.board = look, board
        tr = wording.text
        place = " · ".join(part for part in (place, tr(ESTIMATE)) if part)
        self.title = Title(look, Run(tr(TITLE), "key", bold=True, above=0), Run(place, "small", "muted", above=0))
        self.language = self._key(LANGUAGE_NAMES[LANGUAGES[1 - LANGUAGES.index(wording.language)]], "other language")
        self.end = self._key(tr(N_("End and clear")), "end", kind="end")
        self.back = self._key(tr(N_("◀ Back")), "back") if back else None
        self.large = self._key(tr(N_("Normal print") if look.large else N_("Large print")), "large")
        self.contrast = self._key(tr(N_("Light screen") if look.contrast else N_("Black screen")), "contrast")
        self.voice = self._key(tr(N_("Be silent") if voice else N_("Read aloud")), "voice")
        self._heading = TextBlock(look, Run(tr(N_("Touch an answer to change it")), "small", "muted"))
        self.chips: list[TouchKey] = []
        for chip in chips:
            key = TouchKey(look, chip.text, kind="answer")
            key.setAccessibleName(f"{chip.name}，{chip.text}")
            key.setAccessibleDescription(tr(N_("Touch to change")))
            key.clicked.connect(lambda _on=False, goes_to=chip.goes_to: self.asked.emit("go", goes_to))
            self.chips.append(key)
        board.asked.connect(self.asked)
        plain(self.title)
        plain(self._heading)
        own = [self.language, self.end, *self.chips, board, *([self.back] if self.back else [])]
        # In the order of the eye, which is that of Tab and of a screen reader.
        for widget in (self.title, *own, self.large, self.contrast, self.voice, self._heading):
            widget.setParent(self)
        self._heading.setVisible(bool(chips))

    def _key(self, text: str, what: str, kind: str = "plain") -> TouchKey:
        key = TouchKey(self.look, text, kind="end" if kind == "end" else "plain")
        key.clicked.connect(lambda: self.asked.emit(what, None))
        return key

    # ---- where everything stands

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put everything where it stands at this size."""
        look = self.look
        edge, gap = look.px(16), look.gap
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        top = self._header(inside) + gap
        bottom = self._footer(inside) - gap
        if inside.width() > inside.height():
            left = self._beside(QRect(inside.left(), top, inside.width(), bottom - top))
            self.board.setGeometry(left, top, inside.right() - left + 1, bottom - top)
        else:
            top = self._above(QRect(inside.left(), top, inside.width(), bottom - top))
            self.board.setGeometry(inside.left(), top, inside.width(), bottom - top)

    def _header(self, inside: QRect) -> int:
        """Title at the left, keys at the right, or below it where there is no room; gives where it ends."""
        gap = self.look.gap
        keys = (self.language, self.end)
        wide = sum(key.natural_width() for key in keys) + gap
        room = inside.width() - wide - gap
        high = max(key.heightForWidth(key.natural_width()) for key in keys)
        height = max(high, self.title.heightForWidth(room))
        self.title.setGeometry(
            inside.left(),
            inside.top() + (height - self.title.heightForWidth(room)) // 2,
            room,
            self.title.heightForWidth(room),
        )
        left = inside.right() + 1 - wide
        for key in keys:
            key.setGeometry(left, inside.top(), key.natural_width(), high)
            left += key.natural_width() + gap
        return inside.top() + height

    def _footer(self, inside: QRect) -> int:
        """Back at the left, how it is shown at the right; gives where it begins."""
        gap = self.look.gap
        keys = [self.large, self.contrast, self.voice]
        every = [*([self.back] if self.back else []), *keys]
        wide = sum(key.natural_width() for key in every) + gap * len(every)
        widths = [key.natural_width() for key in every]
        if wide > inside.width():
            each = (inside.width() - gap * (len(every) - 1)) // len(every)
            widths = [each] * len(every)
        high = max(key.heightForWidth(width) for key, width in zip(every, widths, strict=True))
        top = inside.bottom() + 1 - high
        left = inside.right() + 1
        for key, width in reversed(list(zip(every, widths, strict=True))):
            left -= width
            if key is self.back:
                left = inside.left()
            key.setGeometry(left, top, width, high)
            left -= gap
        return top

    def _beside(self, room: QRect) -> int:
        """The answers in a column at the left; gives where the board begins."""
        if not self.chips:
            return room.left()
        gap = self.look.gap
        widest = max(chip.natural_width() for chip in self.chips)
        least = max(chip.least_width() for chip in self.chips)
        for columns, share, heading in ((1, 5, True), (1, 5, False), (2, 7, False)):
            each = max(least, min(widest, room.width() // share))
            width = each * columns + gap * (columns - 1)
            below = self._flow(QRect(room.left(), room.top(), width, room.height()), each, heading=heading)
            if below <= room.bottom() + 1:
                break
        return room.left() + width + gap

    def _above(self, room: QRect) -> int:
        """The answers in rows; gives where the board begins."""
        return self._flow(room, 0) + self.look.gap if self.chips else room.top()

    def _flow(self, room: QRect, each: int, *, heading: bool = True) -> int:
        """Put the answers into rows of a width; gives where they end."""
        gap = self.look.gap
        high = self._heading.heightForWidth(room.width()) + self.look.px(4) if heading else 0
        self._heading.setGeometry(room.left(), room.top(), room.width(), high)
        self._heading.setVisible(heading)
        left, top, row = room.left(), room.top() + high, 0
        for chip in self.chips:
            width = min(each or chip.natural_width(), room.width())
            if left > room.left() and left + width > room.right() + 1:
                left, top, row = room.left(), top + row + gap, 0
            height = chip.heightForWidth(width)
            chip.setGeometry(left, top, width, height)
            left, row = left + width + gap, max(row, height)
        return top + row

    def spoken(self) -> str:
        """What stands on the screen, in words for a voice."""
        return self.board.spoken()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), self.look.colour("ground"))
