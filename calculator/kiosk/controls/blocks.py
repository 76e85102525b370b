"""What a board is made of: texts, rows of keys, columns; each says how high it is in a width, part by part."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import TextBlock, height_of
from calculator.kiosk.controls.touch_key import TouchKey

_APART = 40


class Piece(NamedTuple):
    """A part of a block that stays on one page: its height, how it is put into its room, and by how much it may grow.

    `together` keeps it on the page of the next piece. `narrow` says that it stands in less width than it should have.
    """

    height: int
    widgets: Sequence[QWidget]
    put: Callable[[QRect], None]
    grow: int = 0
    together: bool = False
    narrow: bool = False


class Block:
    """Something on a board that says how it fits into a width and onto pages of a height."""

    def pieces(self, width: int, most: int) -> list[Piece]:
        """The parts, each at most `most` high where that can be."""
        raise NotImplementedError

    def widgets(self) -> Sequence[QWidget]:
        """The widgets, which the board takes."""
        raise NotImplementedError


def put_pieces(pieces: Sequence[Piece], rect: QRect, gap: int) -> None:
    """Put pieces one below the other from the top of a rectangle; what is left is given to those that may grow."""
    free = rect.height() - height_together(pieces, gap)
    growing = sum(1 for piece in pieces if piece.grow)
    top = rect.top()
    for piece in pieces:
        height = piece.height
        if piece.grow and free > 0:
            height += min(piece.grow, free // growing)
        piece.put(QRect(rect.left(), top, rect.width(), height))
        top += height + gap


def height_together(pieces: Sequence[Piece], gap: int) -> int:
    """The height of pieces one below the other."""
    return sum(piece.height for piece in pieces) + gap * max(0, len(pieces) - 1)


class Words(Block):
    """A text; what is higher than a page goes on on the next."""

    def __init__(self, text: TextBlock, *, together: bool = False) -> None:
        self.text, self._together = text, together

    def widgets(self) -> Sequence[QWidget]:
        return [self.text]

    def pieces(self, width: int, most: int) -> list[Piece]:
        lines = self.text.lines(width)
        parts: list[tuple[int, int]] = []
        first = 0
        while first < len(lines):
            last = first + 1
            while last < len(lines) and height_of(lines[first : last + 1]) <= most:
                last += 1
            parts.append((first, last - first))
            first = last
        return [
            Piece(
                height_of(lines[first : first + count]),
                [self.text],
                lambda rect, first=first, count=count: self._put(rect, first, count),  # type: ignore[misc]
                together=self._together,
            )
            for first, count in parts
        ]

    def _put(self, rect: QRect, first: int, count: int) -> None:
        self.text.setGeometry(rect)
        self.text.show_part(first, count)


class Whole(Block):
    """A widget as wide as the board that may grow."""

    def __init__(self, widget: QWidget, *, grow: int = 0) -> None:
        self._widget, self._grow = widget, grow

    def widgets(self) -> list[QWidget]:
        return [self._widget]

    def pieces(self, width: int, most: int) -> list[Piece]:
        del most
        return [Piece(self._widget.heightForWidth(width), [self._widget], self._widget.setGeometry, self._grow)]


class Rows(Block):
    """Widgets side by side, as many in a row as have room at `wanted` to a row at most; all alike in width.

    Texts stand further apart than keys, which have a frame: a line of one would read on in the next.
    """

    def __init__(self, look: Look, widgets: Sequence[QWidget], wanted: int, *, grow: int = 0, least: int = 0) -> None:
        self._widgets, self._wanted, self._grow, self._least = list(widgets), wanted, grow, least
        self._apart = look.px(_APART) if any(isinstance(widget, TextBlock) for widget in widgets) else look.gap

    def widgets(self) -> Sequence[QWidget]:
        return self._widgets

    def _columns(self, width: int) -> int:
        least = max([self._least, *(w.least_width() for w in self._widgets if isinstance(w, TouchKey))])
        room = (width + self._apart) // (least + self._apart)
        return max(1, min(self._wanted, room, len(self._widgets)))

    def pieces(self, width: int, most: int) -> list[Piece]:
        for columns in range(self._columns(width), 0, -1):
            made = self._rows(width, columns)
            if all(piece.height <= most for piece in made):
                return made
        return self._parts(width, most)

    def _parts(self, width: int, most: int) -> list[Piece]:
        """Below one another, and a text that is higher than a page in parts."""
        pieces: list[Piece] = []
        for widget in self._widgets:
            alone = Words(widget) if isinstance(widget, TextBlock) else Whole(widget)
            pieces += alone.pieces(width, most)
        return pieces

    def _rows(self, width: int, columns: int) -> list[Piece]:
        each = (width - self._apart * (columns - 1)) // columns
        made = []
        for start in range(0, len(self._widgets), columns):
            row = self._widgets[start : start + columns]
            height = max(widget.heightForWidth(each) for widget in row)
            made.append(Piece(height, row, lambda rect, row=row: self._put(rect, row, each), self._grow))  # type: ignore[misc]
        return made

    def _put(self, rect: QRect, row: Sequence[QWidget], each: int) -> None:
        for place, widget in enumerate(row):
            left = rect.left() + place * (each + self._apart)
            widget.setGeometry(QRect(left, rect.top(), each, rect.height()))


class Flow(Block):
    """Keys as wide as their words, in as many rows as they need; each row fills the width."""

    def __init__(self, look: Look, keys: Sequence[TouchKey]) -> None:
        self._look, self._keys = look, keys

    def widgets(self) -> Sequence[QWidget]:
        return self._keys

    def pieces(self, width: int, most: int) -> list[Piece]:
        del most
        rows: list[list[TouchKey]] = [[]]
        for key in self._keys:
            if rows[-1] and self._wide([*rows[-1], key]) > width:
                rows.append([])
            rows[-1].append(key)
        return [self._row(row, width) for row in rows if row]

    def _wide(self, row: Sequence[TouchKey]) -> int:
        return sum(key.natural_width() for key in row) + self._look.gap * (len(row) - 1)

    def _row(self, row: Sequence[TouchKey], width: int) -> Piece:
        more = max(0, width - self._wide(row)) // len(row)
        widths = [min(width, key.natural_width() + more) for key in row]
        height = max(key.heightForWidth(each) for key, each in zip(row, widths, strict=True))

        def put(rect: QRect) -> None:
            left = rect.left()
            for key, each in zip(row, widths, strict=True):
                key.setGeometry(left, rect.top(), each, rect.height())
                left += each + self._look.gap

        return Piece(height, row, put)


class Beside(Block):
    """Blocks at the left and blocks at the right of them, or below where the board is narrow."""

    def __init__(self, look: Look, left: Sequence[Block], right: Sequence[Block], *, wide: int) -> None:
        self._look, self._left, self._right, self._wide = look, left, right, wide

    def widgets(self) -> Sequence[QWidget]:
        return [widget for block in (*self._left, *self._right) for widget in block.widgets()]

    def pieces(self, width: int, most: int) -> list[Piece]:
        gap = self._look.gap
        each = (width - 2 * gap) // 2
        below = [piece for block in (*self._left, *self._right) for piece in block.pieces(width, most)]
        narrow = width < self._look.px(self._wide)
        if narrow and height_together(below, gap) <= most:
            return below
        left = [piece for block in self._left for piece in block.pieces(each, most)]
        right = [piece for block in self._right for piece in block.pieces(each, most)]
        height = max(height_together(left, gap), height_together(right, gap))
        if height > most:
            return below

        def put(rect: QRect) -> None:
            put_pieces(left, QRect(rect.left(), rect.top(), each, rect.height()), gap)
            put_pieces(right, QRect(rect.left() + each + 2 * gap, rect.top(), each, rect.height()), gap)

        return [Piece(height, self.widgets(), put, grow=sum(piece.grow for piece in right), narrow=narrow)]
