"""The operator's PIN on the terminal's own pad: dots for digits, and how long to wait after wrong ones."""

from math import ceil

from PySide6.QtCore import QTimer, Signal

from calculator.files.operator_pin import FEWEST, MOST, PinGate
from calculator.ground.language import N_
from calculator.kiosk.controls.blocks import Beside, Block, Rows, Whole, Words
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.number_pad import BACK, NumberPad
from calculator.kiosk.controls.text_block import Run, TextBlock
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.words.wording import Wording

_DOT = "●"
_WIDE = 760
_SECOND = 1000


class PinBoard(Board):
    """Asks for the PIN; `opened` once it was right."""

    opened = Signal()

    def __init__(self, look: Look, wording: Wording, gate: PinGate) -> None:
        super().__init__(look, wording)
        self._gate, self._pin, tr = gate, "", wording.text
        self.pad = NumberPad(look, wording, decimals=False)
        self.pad.pressed.connect(self.press)
        self.next = TouchKey(look, tr(N_("Open")), kind="primary")
        self.next.clicked.connect(self._try)
        self.leave = TouchKey(look, tr(N_("Cancel")))
        self.asks(self.leave, "close")
        self.said = TextBlock(look, Run("—", "question", bold=True), Run(" ", "text", "refused"))
        left: list[Block] = [
            Words(TextBlock(look, Run(tr(N_("For the staff: the operator's PIN")), "question", bold=True))),
            Words(self.said),
            Rows(look, [self.leave, self.next], 2, grow=look.px(16)),
        ]
        self.add(Beside(look, left, [Whole(self.pad, grow=look.px(160))], wide=_WIDE))
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._show)
        self._show()

    def digit(self, sign: str) -> None:
        """Take a key of a keypad."""
        self.press(BACK if sign == "back" else sign)

    def press(self, key: str) -> None:
        """Take a digit or a step back."""
        if key == BACK:
            self._pin = self._pin[:-1]
        elif key.isdigit() and len(self._pin) < MOST:
            self._pin += key
        self._show()

    def _try(self) -> None:
        pin, self._pin = self._pin, ""
        if len(pin) >= FEWEST and self._gate.opens(pin):
            self.opened.emit()
            return
        self._show(wrong=len(pin) >= FEWEST)

    def _show(self, *, wrong: bool = False) -> None:
        """Dots, never digits; beside a wait how long it still is."""
        wait, tr = ceil(self._gate.wait()), self.wording.text
        told = " "
        if wait:
            told = tr(N_("Wrong PIN. Wait {seconds} seconds.")).format(seconds=wait)
        elif wrong:
            told = tr(N_("Wrong PIN."))
        self.next.setEnabled(not wait)
        if wait and not self._timer.isActive():
            self._timer.start()
        elif not wait:
            self._timer.stop()
        self.said.set_runs(Run(_DOT * len(self._pin) or "—", "question", bold=True), Run(told, "text", "refused"))
        self.arrange()
