"""The answers so far, in sight on every screen: each is a key that leads to its question."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from calculator.ground.language import N_
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run, TextBlock, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.words.wording import Wording

_WIDEST, _HIGHEST = 0.4, 0.3
"""How much of the room at the left, or above, the answers take at most; the others are a touch away."""


class Chip(NamedTuple):
    """An answer so far: what it answers, in words, and what is asked for when it is touched."""

    name: str
    text: str
    goes_to: object


class AnswersPanel(QWidget):
    """Keys in a column or two, or in rows; where there is no room for all, the last one leads to a list of them.

    `wanted` carries what a key leads to.
    """

    wanted = Signal(object)

    def __init__(self, look: Look, wording: Wording, chips: Sequence[Chip], everything: object) -> None:
        super().__init__()
        plain(self)
        self._look = look
        tr = wording.text
        self.setAccessibleName(tr(N_("Your answers")))
        self._heading = TextBlock(look, Run(tr(N_("Touch an answer to change it")), "small", "muted"))
        plain(self._heading)
        self._heading.setParent(self)
        self._keys = [self._key(chip.text, f"{chip.name}，{chip.text}", chip.goes_to) for chip in chips]
        more = tr(N_("All answers"))
        self._more = self._key(more, more, everything)
        self._more.hide()
        for key in self._keys:
            key.setAccessibleDescription(tr(N_("Touch to change")))

    def _key(self, text: str, name: str, goes_to: object) -> TouchKey:
        key = TouchKey(self._look, text, kind="answer")
        key.setAccessibleName(name)
        key.clicked.connect(lambda: self.wanted.emit(goes_to))
        key.setParent(self)
        return key

    def beside(self, room: QRect) -> int:
        """Stand at the left of a room; gives the width that is taken."""
        if not self._keys:
            return 0
        gap, most = self._look.gap, round(room.width() * _WIDEST)
        widest = max(key.natural_width() for key in self._keys)
        least = max(key.least_width() for key in (*self._keys, self._more))
        one = max(least, min(widest, room.width() // 5))
        half = (most - gap) // 2
        two = [min(half, max(least, room.width() // part)) for part in (8, 7, 6, 5)]
        tries = [(1, True, one), (1, False, one), *((2, False, each) for each in two)]
        for columns, heading, each in tries:
            width = each * columns + gap * (columns - 1)
            if self._put(width, each, room.height(), heading=heading) == len(self._keys):
                break
        self.setGeometry(room.left(), room.top(), width, room.height())
        return width + gap

    def above(self, room: QRect) -> int:
        """Stand at the top of a room; gives the height that is taken."""
        if not self._keys:
            return 0
        self._put(room.width(), 0, round(room.height() * _HIGHEST), heading=True)
        height = max(key.geometry().bottom() for key in (*self._keys, self._more) if not key.isHidden()) + 1
        self.setGeometry(room.left(), room.top(), room.width(), height)
        return height + self._look.gap

    def _put(self, width: int, each: int, most: int, *, heading: bool) -> int:
        """Put the keys, each `each` wide or as its words are, into rows; gives how many have room."""
        high = self._heading.heightForWidth(width) + self._look.px(4) if heading else 0
        self._heading.setGeometry(0, 0, width, high)
        self._heading.setVisible(heading)
        places = self._places(self._keys, width, each, high)
        shown = len(self._keys)
        if _bottom(places) >= most:
            shown = self._room_for(width, each, high, most)
            places = self._places([*self._keys[:shown], self._more], width, each, high)
            self._more.setGeometry(places[-1])
        self._more.setVisible(shown < len(self._keys))
        for at, key in enumerate(self._keys):
            key.setVisible(at < shown)
            if at < shown:
                key.setGeometry(places[at])
        return shown

    def _room_for(self, width: int, each: int, high: int, most: int) -> int:
        """How many answers have room beside the key that leads to all."""
        for count in range(len(self._keys) - 1, 0, -1):
            if _bottom(self._places([*self._keys[:count], self._more], width, each, high)) < most:
                return count
        return 0

    def _places(self, keys: Sequence[TouchKey], width: int, each: int, top: int) -> list[QRect]:
        gap, left, row = self._look.gap, 0, 0
        places = []
        for key in keys:
            wide = min(each or key.natural_width(), width)
            if left and left + wide > width:
                left, top, row = 0, top + row + gap, 0
            height = key.heightForWidth(wide)
            places.append(QRect(left, top, wide, height))
            left, row = left + wide + gap, max(row, height)
        return places


def _bottom(places: Sequence[QRect]) -> int:
    """Where the lowest ends; in a row the last one is not always the highest."""
    return max(place.bottom() for place in places)
