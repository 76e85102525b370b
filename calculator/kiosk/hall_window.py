"""The terminal's only window: which screen is shown, what a touch or a key does, and the end of a session."""

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.files.hall_settings import HallSettings
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.keypad import arrow_of, is_enter, neighbour, sign_of
from calculator.kiosk.controls.look import Look, unit_of
from calculator.kiosk.controls.text_block import Run
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.forgetting import Traces
from calculator.kiosk.frame import Frame
from calculator.kiosk.idle_clock import IdleClock
from calculator.kiosk.messages import CountdownBoard
from calculator.kiosk.question_boards import FigureBoard
from calculator.kiosk.questions import region_name
from calculator.kiosk.results import Result
from calculator.kiosk.screens import board_of
from calculator.kiosk.visitor import FIRST, RESULT, Place, Visitor
from calculator.kiosk.voice import Voice
from calculator.policy.library import Library
from calculator.widgets.announce import announce
from calculator.words.wording import Wording

_TAPS, _TAPS_WITHIN = 7, 4.0
"""So many touches of the title within so many seconds are the operator's."""
_LATER = Qt.ConnectionType.QueuedConnection
"""What a key wants is done once its event is over: its screen may go."""


class Prints(Protocol):
    """What prints a slip."""

    def is_there(self) -> bool:
        """Whether there is a printer."""

    def print(self, result: Result, words: Wording, today: date) -> None:
        """Print the slip of a result.

        Raises OSError where the printer does not take it, FaultsError where no font has Chinese characters.
        """


class HallWindow(QWidget):
    """`operator_wanted` follows the hidden gesture, `ended` a session in which something was touched, `forgotten` the
    end of each.

    `notices` gives what is wrong with the machine, for the first screen. `today` gives the day; a `second` of the idle
    clock has so many milliseconds.
    """

    operator_wanted = Signal()
    ended = Signal()
    forgotten = Signal()

    def __init__(
        self,
        settings: HallSettings,
        packs: Library,
        traces: Traces,
        printer: Prints,
        *,
        notices: Callable[[Wording], Sequence[str]] = lambda _words: (),
        today: Callable[[], date] = date.today,
        second: int = 1000,
    ) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("gongjisuan")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._settings, self._packs, self._traces, self._printer, self._today = settings, packs, traces, printer, today
        self._notices = notices
        self.voice = Voice(self)
        self.clock = IdleClock(settings.kiosk.idle_seconds, self, second=second)
        self.clock.counting.connect(self._counting)
        self.clock.over.connect(self.forget)
        self.frame: Frame | None = None
        self.visitor = Visitor(settings, packs, today)
        self._shown: Place | None = None
        self._taps: list[float] = []

    # ---- which screen

    def look(self) -> Look:
        """How it looks to the visitor on a screen of this size."""
        visitor, unit = self.visitor, unit_of(self.width(), self.height())
        return Look(visitor.contrast, visitor.large, visitor.words.language == "en", unit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the visitor's screen anew; a page that was turned to stays where it is the same screen."""
        place, page, focus = self.visitor.place, 0, -1
        if self.frame is not None and self._shown == place:
            page = self.frame.board.page
            focus = next((at for at, key in enumerate(self.touch_keys()) if key.hasFocus()), -1)
        # The system is asked for its printers where paper is offered, and not before the first screen stands.
        prints = place == RESULT and self._printer.is_there()
        notices = self._notices(self.visitor.words) if place == FIRST else ()

        def made(look: Look) -> Board:
            board = board_of(self.visitor, place, look, prints=prints)
            for notice in notices:
                board.say(Run(notice, "small", "refused"))
            return board

        self._put(made, page)
        self._shown = place
        keys = self.touch_keys()
        if 0 <= focus < len(keys):
            keys[focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, make: Callable[[Look], Board], page: int = 0, *, counting: bool = False) -> None:
        visitor, before, look = self.visitor, self.frame, self.look()
        first = visitor.place == FIRST
        region = region_name(visitor.answers, self._settings, self._packs, visitor.words)
        place = " · ".join(part for part in (self._settings.office.name, region) if part)
        chips = [] if first else visitor.chips()
        back = not (first or counting)
        number = 1 if before is None else before.number + 1
        frame = Frame(look, visitor.words, make, chips, place=place, back=back, voice=visitor.speaks, number=number)
        frame.asked.connect(self._asked, _LATER)
        frame.title.tapped.connect(self._tapped)
        self.frame = frame
        frame.setParent(self)
        frame.resize(self.size())
        frame.arrange()  # before it is seen, so that a key of it can have the focus
        frame.enlarge()
        frame.board.open_at(page)
        frame.show()
        if before is not None:
            before.hide()
            before.deleteLater()
        frame.board.turned.connect(self._turned)
        self._focus_first(frame)
        self._tell(frame)

    def _turned(self) -> None:
        """There is another page."""
        frame, focus = self.frame, self.focusWidget()
        if frame is None:
            return
        if focus is None or not focus.isVisibleTo(self) or not frame.board.isAncestorOf(focus):
            self._focus_first(frame)
        self._tell(frame)

    def _tell(self, frame: Frame) -> None:
        """Tell a screen reader, and say aloud, what stands there now."""
        said = frame.board.spoken()
        frame.board.setAccessibleName(said.partition("\n")[0])
        frame.board.setAccessibleDescription(said)
        announce(frame.board, said)
        self._say(said)

    def _focus_first(self, frame: Frame) -> None:
        keys = self.touch_keys()
        own = frame.board.touch_keys() or [key for key in keys if frame.board.isAncestorOf(key)]
        told = [key for key in own if key.kind in ("primary", "chosen")]
        first = next(iter([*told, *own, *keys]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def touch_keys(self) -> list[TouchKey]:
        """All keys that can be touched."""
        if self.frame is None:
            return []
        return [key for key in self.frame.findChildren(TouchKey) if key.isVisibleTo(self)]

    # ---- what a touch does

    def _asked(self, number: int, what: str, of: object) -> None:
        if self.frame is not None and number == self.frame.number:
            self._do(what, of)

    def _do(self, what: str, of: object) -> None:
        visitor = self.visitor
        match what:
            case "end":
                self.forget()
                return
            case "voice":
                self._turn_voice()
            case "print":
                self._print()
            case _:
                visitor.do(what, of)
        self.refresh()
        if not visitor.fresh:
            self.clock.begin()

    def _print(self) -> None:
        self._traces.paper = True
        said = N_(
            "The slip is being printed. Please wait for it and take it with you; what is not out when you end is"
            " cancelled."
        )
        try:
            self._printer.print(self.visitor.result(), self.visitor.words, self._today())
        except OSError:
            said = N_("The printer does not answer. Please ask at a counter.")
        except FaultsError:  # boxes instead of letters are no slip; the operator's test says what to install
            said = N_("This terminal has no font with Chinese characters. Please ask at a counter.")
        self.visitor.go(f"message:{said}")

    def _turn_voice(self) -> None:
        visitor = self.visitor
        self.voice.silence()
        if visitor.speaks or self.voice.ready(visitor.words.language):
            visitor.speaks = not visitor.speaks
        else:
            visitor.go("message:" + N_("This terminal has no voice for this language."))

    def _say(self, text: str) -> None:
        if self.visitor.speaks:
            self.voice.say(text, self.visitor.words.language)

    # ---- keys and touches

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, digits and Enter; everything else, with or without other keys held, does nothing."""
        event.accept()
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held != Qt.KeyboardModifier.NoModifier or event.isAutoRepeat():
            return
        self.touched()
        self._show_focus()
        here = self.focusWidget()
        focus = here if isinstance(here, TouchKey) else None
        way, sign = arrow_of(event), sign_of(event)
        board = None if self.frame is None else self.frame.board
        if way is not None:
            found = neighbour(self.touch_keys(), focus, way)
            if found is not None:
                found.setFocus(Qt.FocusReason.TabFocusReason)
                self._say(found.spoken())
        elif is_enter(event):
            if focus is not None:
                focus.click()
        elif isinstance(board, FigureBoard) and sign:
            board.digit(sign)
        elif board is not None and sign.isdigit():
            numbered = next((key for key in board.touch_keys() if key.number == int(sign) and key.number), None)
            if numbered is not None:
                numbered.click()

    def _show_focus(self) -> None:
        """From the first key on it is seen where one is; a ring around what was touched would only disturb."""
        if not self.property("by_keys"):
            self.setProperty("by_keys", True)
            focus = self.focusWidget()
            if focus is not None:
                focus.update()

    def touched(self) -> None:
        """Someone is there: a countdown ends."""
        self.clock.touched()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.touched()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Neither a shortcut nor a menu of the system is ours."""
        if event.type() in (QEvent.Type.ContextMenu, QEvent.Type.Shortcut):
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """There is no way out but the operator's."""
        event.ignore()

    def _tapped(self) -> None:
        now = monotonic()
        self._taps = [*(at for at in self._taps if now - at < _TAPS_WITHIN), now]
        if len(self._taps) >= _TAPS:
            self._taps = []
            self.operator_wanted.emit()

    # ---- the end of a session

    def _counting(self, left: int) -> None:
        board = None if self.frame is None else self.frame.board
        if isinstance(board, CountdownBoard) and left:
            board.show_left(left)
        elif left:
            self._put(lambda look: CountdownBoard(look, self.visitor.words, left), counting=True)
        else:
            self.refresh()

    def forget(self) -> None:
        """End the session: everything of the person goes, and the first screen stands again."""
        self.clock.stop()
        self.voice.silence()
        if not self.visitor.fresh:
            self.ended.emit()
        self.visitor = Visitor(self._settings, self._packs, self._today)
        self._taps = []
        self.setProperty("by_keys", False)
        self.refresh()
        QTimer.singleShot(0, self, self._forgotten)

    def _forgotten(self) -> None:
        self._traces.forget()
        self.forgotten.emit()
