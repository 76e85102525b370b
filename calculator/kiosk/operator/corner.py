"""The operator's corner: a sheet over the terminal's window, first the PIN, then what staff do with the machine."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from calculator.files.signed_packs.stick_updates import Offer, in_use, offers, step_back, sticks, take
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.keypad import arrow_of, is_enter, neighbour, sign_of
from calculator.kiosk.controls.look import Look, unit_of
from calculator.kiosk.controls.text_block import Run, TextBlock, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.operator.boards import ExitBoard, MenuBoard, PacksBoard, SessionsBoard, StickBoard, faults_said
from calculator.kiosk.operator.desk import Desk
from calculator.kiosk.operator.machine_checks import found_on
from calculator.kiosk.operator.pin_board import PinBoard
from calculator.kiosk.operator.proof_slip import print_proof
from calculator.kiosk.operator.self_test import SelfTestBoard, TouchBoard
from calculator.kiosk.voice import Voice
from calculator.kiosk.watch.endings import OPERATOR_LEFT, TRY_AGAIN
from calculator.words.wording import Wording

_IDLE = 60_000
"""After so many milliseconds without a touch the corner closes itself."""
_LATER = Qt.ConnectionType.QueuedConnection


class OperatorCorner(QWidget):
    """Covers its window until it is `closed`. `ends` carries the exit status with which the terminal is to end."""

    closed = Signal()
    ends = Signal(int)

    def __init__(self, window: QWidget, desk: Desk, words: Wording, *, idle: int = _IDLE) -> None:
        super().__init__(window)
        plain(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window, self._desk, self._words = window, desk, words
        self._open = self._changed = False
        self.voice = Voice(self)
        self.board: Board | None = None
        self._look = self._look_now()
        self._title = TextBlock(self._look, Run(words.text(N_("Operator")), "key", bold=True))
        self._title.setParent(self)
        plain(self._title)
        self.back = TouchKey(self._look, words.text(N_("◀ Back")))
        self.close_key = TouchKey(self._look, words.text(N_("Close")), kind="end")
        for key, what in ((self.back, "show"), (self.close_key, "close")):
            key.setParent(self)
            key.clicked.connect(lambda _on=False, what=what: self._do(what, "menu"), _LATER)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(idle)
        self._timer.timeout.connect(self._close)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        pin = PinBoard(self._look, words, desk.gate)
        pin.opened.connect(self._opened, _LATER)
        self._put(pin)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._focus()
        self.touched()

    def _look_now(self) -> Look:
        window = self._window
        return Look(latin=self._words.language == "en", unit=unit_of(window.width(), window.height()))

    # ---- which board

    def _opened(self) -> None:
        self._open = True
        self._show("menu")

    def _show(self, name: str, said: Sequence[str] = ()) -> None:
        """Show a board by its name, with what has just been done."""
        look, words, desk = self._look, self._words, self._desk
        made: dict[str, Callable[[], Board]] = {
            "menu": lambda: MenuBoard(look, words, list(desk.notices(words, len(desk.faults)))),
            "sessions": lambda: SessionsBoard(look, words, desk.counts, counted=desk.settings.kiosk.usage),
            "packs": lambda: PacksBoard(look, words, in_use(desk.store), "\n".join(said)),
            "stick": lambda: self._stick_board(said),
            "test": lambda: SelfTestBoard(look, words, list(found_on(desk, self.screen(), self.voice, words)), said),
            "touch": lambda: TouchBoard(look, words),
            "exit": lambda: ExitBoard(look, words),
        }
        self._put(made[name]())
        self._focus()

    def _stick_board(self, said: Sequence[str]) -> Board:
        found, told = [], list(said)
        for stick in sticks(self._desk.sticks):
            try:
                found.append((stick, offers(stick, self._desk.store)))
            except FaultsError as error:
                told += [f"{stick.name}: {line}" for line in faults_said(error.faults, self._words)]
        return StickBoard(self._look, self._words, found, told)

    def _put(self, board: Board) -> None:
        before, self.board = self.board, board
        board.setParent(self)
        board.asked.connect(self._do, _LATER)
        self.back.setVisible(self._open and not isinstance(board, MenuBoard))
        self.close_key.setVisible(self._open)
        self._arrange()
        board.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    # ---- what a key does

    def _do(self, what: str, of: object) -> None:
        if what == "close":
            self._close()
        elif not self._open:
            return
        elif what == "show":
            self._show(str(of))
        elif what == "try":
            self._try(str(of))
        elif what == "install" and isinstance(of, Offer):
            self._install(of)
        elif what == "back to":
            self._step_back(str(of))
        elif what == "leave":
            self.ends.emit(OPERATOR_LEFT)
        elif what == "anew":
            self.ends.emit(TRY_AGAIN)

    def _try(self, what: str) -> None:
        tr = self._words.text
        if what == "touch":
            self._show("touch")
            return
        if what == "sound":
            said = tr(N_("This is the voice of the terminal."))
            self.voice.say(said, self._words.language)
            heard = self.voice.ready(self._words.language)
            self._show("test", [said if heard else tr(N_("This terminal has no voice for this language."))])
            return
        try:
            print_proof(self._words, self._desk.settings.paper, self._desk.today())
        except FaultsError as error:
            self._show("test", faults_said(error.faults, self._words))
        else:
            self._show("test", [tr(N_("The test slip was given to the printer."))])

    def _install(self, offer: Offer) -> None:
        try:
            found = take(offer, self._desk.store)
        except FaultsError as error:
            self._show("stick", faults_said(error.faults, self._words))
            return
        self._changed = True
        text = self._words.text(N_("{region}: version {version} is in use once the terminal starts anew."))
        self._show("stick", [text.format(region=self._words.of(found.pack.name), version=found.pack.version)])

    def _step_back(self, region: str) -> None:
        try:
            version = step_back(region, self._desk.store)
        except FaultsError as error:
            self._show("packs", faults_said(error.faults, self._words))
            return
        self._changed = True
        name = self._words.of(self._desk.store.library(signed_only=True).pack(region).name)
        text = self._words.text(N_("{region}: version {version} is in use once the terminal starts anew."))
        self._show("packs", [text.format(region=name, version=version)])

    def _close(self) -> None:
        """Leave the corner; where packs have changed, the terminal starts anew with them."""
        self._timer.stop()
        self.voice.silence()
        if self._changed:
            self.ends.emit(TRY_AGAIN)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.hide()
        self.closed.emit()
        self.deleteLater()

    # ---- where everything stands

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        edge, gap = self._look.px(16), self._look.gap
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        left, high = inside.right() + 1, self._look.target
        for key in (self.close_key, self.back):
            wide = key.natural_width()
            high = max(high, key.heightForWidth(wide))
            left -= wide
            key.setGeometry(left, inside.top(), wide, key.heightForWidth(wide))
            left -= gap
        self._title.setGeometry(inside.left(), inside.top(), max(1, left - inside.left()), high)
        if self.board is not None:
            top = inside.top() + high + gap
            self.board.setGeometry(QRect(inside.left(), top, inside.width(), inside.bottom() - top + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), self._look.colour("ground"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A touch of any key is one too; the corner is as large as the window, and on top of what is put into that."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.touched()
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            QTimer.singleShot(0, self, self.raise_)
        return False

    # ---- touches and keys

    def touched(self) -> None:
        """Someone is there."""
        self._timer.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.touched()
        event.accept()

    def touch_keys(self) -> list[TouchKey]:
        """All keys that can be touched."""
        return [key for key in self.findChildren(TouchKey) if key.isVisibleTo(self)]

    def _focus(self) -> None:
        keys = self.board.touch_keys() if self.board is not None else []
        first = next(iter([*keys, *self.touch_keys()]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, digits and Enter, as on the terminal; nothing else, and nothing reaches the window below."""
        event.accept()
        self.touched()
        here = self.focusWidget()
        focus = here if isinstance(here, TouchKey) else None
        way, sign = arrow_of(event), sign_of(event)
        if way is not None:
            found = neighbour(self.touch_keys(), focus, way)
            if found is not None:
                found.setFocus(Qt.FocusReason.TabFocusReason)
        elif is_enter(event):
            if isinstance(self.board, PinBoard):
                self.board.next.click()
            elif focus is not None:
                focus.click()
        elif isinstance(self.board, PinBoard) and sign:
            self.board.digit(sign)
        elif self.board is not None and sign.isdigit():
            numbered = next((key for key in self.board.touch_keys() if key.number == int(sign) and key.number), None)
            if numbered is not None:
                numbered.click()
