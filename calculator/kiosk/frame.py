"""What stands around the board on every screen: title and end above, the answers so far, and the keys below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.ground.language import LANGUAGES, N_
from calculator.kiosk.controls.answers_panel import AnswersPanel, Chip
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run, TextBlock, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.question_boards import LANGUAGE_NAMES, TITLE, LanguageBoard
from calculator.words.wording import Wording

ANSWERS = "answers"
"""The screen on which all answers stand."""
ESTIMATE = N_("An estimate; what the office settles counts")
_LARGER = (1.4, 1.2)
"""How much larger the board is shown where its room allows it, the first that fits on one page."""


class Title(TextBlock):
    """The title above; `tapped` at every touch, for the operator's gesture."""

    tapped = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.tapped.emit()
        event.ignore()


class Frame(QWidget):
    """One screen: the board in its frame; `asked` carries what a key of either wants, and of what.

    What is asked of a screen that has gone meanwhile comes from the second touch of a hand; the first number, that of
    the screen, tells. `make` gives the board in a look: the frame's, or a larger one where there is room.
    """

    asked = Signal(int, str, object)

    def __init__(
        self,
        look: Look,
        wording: Wording,
        make: Callable[[Look], Board],
        chips: Sequence[Chip],
        *,
        place: str,
        back: bool,
        voice: bool,
        number: int = 0,
    ) -> None:
        super().__init__()
        plain(self)
        self.look, self.number = look, number
        self._make, self._arranged = make, QSize()
        self.board = board = make(look)
        tr = wording.text
        self.title = Title(look, Run(tr(TITLE), "key", bold=True))
        where = " · ".join(part for part in (place, tr(ESTIMATE)) if part)
        self._where = TextBlock(look, Run(where, "small", "muted"))
        self.language = self._key(LANGUAGE_NAMES[LANGUAGES[1 - LANGUAGES.index(wording.language)]], "other language")
        self.end = self._key(tr(N_("End and clear")), "end", kind="end")
        self.back = self._key(tr(N_("◀ Back")), "back") if back else None
        self.large = self._key(tr(N_("Normal print") if look.large else N_("Large print")), "large")
        self.contrast = self._key(tr(N_("Light screen") if look.contrast else N_("Black screen")), "contrast")
        self.voice = self._key(tr(N_("Be silent") if voice else N_("Read aloud")), "voice")
        self.answers = AnswersPanel(look, wording, chips, ANSWERS)
        self.answers.wanted.connect(self._go)
        board.asked.connect(self._ask)
        plain(self.title)
        plain(self._where)
        # In the order of the eye, which is that of Tab and of a screen reader.
        above = (self.title, self._where, self.language, self.end, self.answers, board)
        for widget in (*above, *([self.back] if self.back else []), self.large, self.contrast, self.voice):
            widget.setParent(self)
        self.answers.setVisible(bool(chips))
        self.language.setVisible(not isinstance(board, LanguageBoard))  # which asks for it

    def _key(self, text: str, what: str, kind: str = "plain") -> TouchKey:
        key = TouchKey(self.look, text, kind="end" if kind == "end" else "plain")
        key.clicked.connect(lambda: self._ask(what, None))
        return key

    def _ask(self, what: str, of: object) -> None:
        self.asked.emit(self.number, what, of)

    def _go(self, goes_to: object) -> None:
        self._ask("go", goes_to)

    # ---- where everything stands

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put everything where it stands at this size."""
        if self._arranged == self.size():
            return
        self._arranged = self.size()
        look = self.look
        edge, gap = look.px(16), look.gap
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        top = self._header(inside) + gap
        bottom = self._footer(inside) - gap
        room = QRect(inside.left(), top, inside.width(), bottom - top)
        if inside.width() > inside.height():
            room.setLeft(room.left() + self.answers.beside(room))
        else:
            room.setTop(room.top() + self.answers.above(room))
        self.board.setGeometry(room)
        self.board.arrange()

    def enlarge(self) -> None:
        """Show the board larger where all of it has room; before anybody has seen it."""
        for by in _LARGER:
            if self.board.filled() * by > 1:
                continue  # it would be higher at least by as much
            larger = self._make(self.look._replace(unit=self.look.unit * by))
            larger.setParent(self)
            larger.setGeometry(self.board.geometry())
            larger.arrange()
            if larger.easy:
                self.board.deleteLater()
                self.board.hide()
                self.board = larger
                larger.asked.connect(self._ask)
                for key in (self.back, self.large, self.contrast, self.voice):
                    if key is not None:
                        key.raise_()  # after the board, as the eye and a screen reader go
                return
            larger.deleteLater()
            larger.hide()

    def _header(self, inside: QRect) -> int:
        """Title at the left, keys at the right, below both or beside the keys where one is; gives where it ends."""
        gap = self.look.gap
        keys = [key for key in (self.language, self.end) if not key.isHidden()]
        wide = sum(key.natural_width() for key in keys) + gap * (len(keys) - 1)
        room = inside.width() - wide - gap
        high = max(key.heightForWidth(key.natural_width()) for key in keys)
        title, where = self.title.heightForWidth(room), self._where.heightForWidth(room)
        below = title + where > high + gap
        if below:
            where = self._where.heightForWidth(inside.width())
        used = max(high, title) if below else max(high, title + where)
        top = inside.top() + ((used - title) // 2 if below else 0)
        self.title.setGeometry(inside.left(), top, room, title)
        at = inside.top() + used if below else top + title
        self._where.setGeometry(inside.left(), at, inside.width() if below else room, where)
        left = inside.right() + 1 - wide
        for key in keys:
            key.setGeometry(left, inside.top(), key.natural_width(), high)
            left += key.natural_width() + gap
        return inside.top() + used + (where if below else 0)

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

    def spoken(self) -> str:
        """What stands on the screen, in words for a voice."""
        return self.board.spoken()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), self.look.colour("ground"))
