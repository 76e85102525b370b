"""What stands in the middle of a screen: blocks one below the other on a white card, turned page by page.

Nothing scrolls, and nothing is ever cut: what has no room comes on the next page, by a key.
"""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.ground.language import N_
from calculator.kiosk.controls.blocks import Block, Piece, Rows, Words, height_together, put_pieces
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run, TextBlock, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.words.wording import Wording

_ENDLESS = 1 << 20


class Board(QWidget):
    """The card with its blocks. `turned` follows another page; `spoken` is all that stands on the page in words.

    `asked` carries what a key of it wants, and of what.
    """

    turned = Signal()
    asked = Signal(str, object)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        plain(self)
        self.look, self.wording = look, wording
        self.page = 0
        self._shortened = False
        self._blocks: list[Block] = []
        self._pages: list[list[Piece]] = []
        self._pinned: list[Block] = []
        tr = wording.text
        self.earlier = TouchKey(look, tr(N_("▲ Up")))
        self.later = TouchKey(look, tr(N_("▼ Down")))
        self._where = TextBlock(look, Run(""), align=Qt.AlignmentFlag.AlignHCenter)
        self._pager = Rows(look, [self.earlier, self._where, self.later], 3)
        for widget in self._pager.widgets():
            widget.setParent(self)
        self.earlier.clicked.connect(lambda: self.turn(-1))
        self.later.clicked.connect(lambda: self.turn(1))

    def add(self, *blocks: Block) -> None:
        """Put blocks below those that are there."""
        for block in blocks:
            self._blocks.append(block)
            for widget in block.widgets():
                widget.setParent(self)
                if isinstance(widget, TextBlock):
                    plain(widget)

    def pin(self, block: Block) -> None:
        """Put a block at the foot of the board, on every page."""
        self._pinned.append(block)
        for widget in block.widgets():
            widget.setParent(self)

    def asks(self, key: TouchKey, what: str, of: object = None) -> None:
        """Have a key want something when it is touched."""
        key.clicked.connect(lambda: self.asked.emit(what, of))

    def say(self, *runs: Run, together: bool = False) -> TextBlock:
        """Put a text below."""
        text = TextBlock(self.look, *runs)
        self.add(Words(text, together=together))
        return text

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def _margin(self) -> int:
        return self.look.px(14)

    def open_at(self, page: int) -> None:
        """Show a page from the first, the last one where there are not so many."""
        if page:
            self.page = min(page, self.pages - 1)
            self._show_page()

    def turn(self, by: int) -> None:
        """Go to another page."""
        self.page = min(max(0, self.page + by), self.pages - 1)
        self._show_page()
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Lay the blocks out anew."""
        inside = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
        if inside.width() <= 0 or inside.height() <= 0:
            return
        room = inside.height() - self._foot(inside.width(), several=False)
        self._pages = self._laid_out(inside.width(), room)
        self._shortened = len(self._pages) > 1 and self.shorten()
        if self._shortened:
            self._pages = self._laid_out(inside.width(), room)
        if len(self._pages) > 1:
            room = inside.height() - self._foot(inside.width(), several=True)
            self._pages = self._laid_out(inside.width(), room)
        self.page = min(self.page, max(0, len(self._pages) - 1))
        self._show_page()

    def shorten(self) -> bool:
        """Where there is more than a page, say less of what can be done without; gives whether it is less now."""
        return False

    @property
    def easy(self) -> bool:
        """Whether everything stands on one page, said in full and in its width."""
        return len(self._pages) == 1 and not (self._shortened or any(piece.narrow for piece in self._pages[0]))

    def filled(self) -> float:
        """Which part of the height is taken by what stands there, before anything grows into the rest."""
        inside = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
        if not self.easy:
            return 1.0
        used = height_together(self._pages[0], self.look.gap) + self._foot(inside.width(), several=False)
        return used / max(1, inside.height())

    def _footed(self, width: int, *, several: bool) -> list[Piece]:
        """The pieces at the foot: the keys that turn pages, where there are several, and what is pinned there."""
        blocks = [*([self._pager] if several else []), *self._pinned]
        return [piece for block in blocks for piece in block.pieces(width, _ENDLESS)]

    def _foot(self, width: int, *, several: bool) -> int:
        pieces = self._footed(width, several=several)
        return height_together(pieces, self.look.gap) + (self.look.gap if pieces else 0)

    def _laid_out(self, width: int, height: int) -> list[list[Piece]]:
        pages: list[list[Piece]] = [[]]
        used = 0
        pieces = [piece for block in self._blocks for piece in block.pieces(width, height)]
        groups: list[list[Piece]] = [[]]
        for piece in pieces:
            groups[-1].append(piece)
            if not piece.together:
                groups.append([])
        for group in groups:
            if not group:
                continue
            high = sum(piece.height for piece in group) + self.look.gap * (len(group) - 1)
            again = high <= height  # else a heading and what is higher than a page
            for start in range(len(group)) if not again else range(1):
                part = group if again else [group[start]]
                needs = high if again else part[0].height
                if pages[-1] and used + self.look.gap + needs > height:
                    pages.append([])
                    used = 0
                used += needs + (self.look.gap if pages[-1] else 0)
                pages[-1] += part
        return pages

    def _show_page(self) -> None:
        inside = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
        pieces = self._pages[self.page] if self._pages else []
        here = {widget for piece in pieces for widget in piece.widgets}
        for block in self._blocks:
            for widget in block.widgets():
                widget.setVisible(widget in here)  # one that stays keeps the focus
        gap = self.look.gap
        several = len(self._pages) > 1
        foot = self._footed(inside.width(), several=several)
        high = height_together(foot, gap)
        room = inside.height() - self._foot(inside.width(), several=several)
        top = inside.bottom() - high + 1
        put_pieces(foot, QRect(inside.left(), top, inside.width(), high), gap)
        if several:
            self._where_said(QRect(inside.left(), top, inside.width(), foot[0].height))
        self.earlier.setVisible(several and self.page > 0)
        self.later.setVisible(several and self.page < len(self._pages) - 1)
        self._where.setVisible(several)
        put_pieces(pieces, QRect(inside.left(), inside.top(), inside.width(), room), gap)
        self.update()

    def _where_said(self, rect: QRect) -> None:
        said = self.wording.text(N_("Page {page} of {count}")).format(page=self.page + 1, count=self.pages)
        self._where.set_runs(Run(said, "small", "muted"))
        height = self._where.heightForWidth(self._where.width())
        old = self._where.geometry()
        self._where.setGeometry(old.left(), rect.top() + (rect.height() - height) // 2, old.width(), height)

    def shown(self) -> list[QWidget]:
        """The widgets of the page from the top."""
        pieces = self._pages[self.page] if self._pages else []
        pinned = [widget for block in self._pinned for widget in block.widgets()]
        return [*(widget for piece in pieces for widget in piece.widgets), *pinned]

    def touch_keys(self) -> list[TouchKey]:
        """The keys of the page in their order."""
        return [widget for widget in self.shown() if isinstance(widget, TouchKey)]

    def spoken(self) -> str:
        """What stands on the page, in words for a voice."""
        said = []
        for widget in self.shown():
            if isinstance(widget, TouchKey):
                number = f"{widget.number}，" if widget.number else ""
                said.append(f"{number}{widget.spoken()}")
            else:
                said.append("，".join(filter(None, (widget.accessibleName(), widget.accessibleDescription()))))
        return "。\n".join(text for text in said if text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("line"), self.look.px(1)))
        painter.setBrush(self.look.colour("card"))
        radius = self.look.px(12)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
