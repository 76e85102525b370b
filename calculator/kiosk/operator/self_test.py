"""The self-test: what the machine finds out by itself, and what takes a finger, an ear or a look at paper."""

from collections.abc import Sequence

from calculator.ground.language import N_
from calculator.kiosk.controls.blocks import Rows
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.operator.machine_checks import Found
from calculator.words.wording import Wording

_GOOD, _BAD = "✓", "✗"
_PLACES = 9


class SelfTestBoard(Board):
    """A line for everything that was looked at, and keys for what someone must see, hear or touch."""

    def __init__(self, look: Look, wording: Wording, found: Sequence[Found], said: Sequence[str] = ()) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("Self-test")), "question", bold=True))
        for line in said:
            self.say(Run(line, "text", "pooled", bold=True))
        for one in found:
            text = tr(N_("{sign} {what}: {said}")).format(
                sign=_GOOD if one.good else _BAD, what=one.what, said=one.said
            )
            self.say(Run(text, "text", "text" if one.good else "refused", bold=not one.good, above=0))
        keys = []
        for what, text in (
            ("touch", N_("Try the touch screen")),
            ("sound", N_("Play a sentence")),
            ("proof", N_("Print a test slip")),
        ):
            key = TouchKey(look, tr(text))
            self.asks(key, "try", what)
            keys.append(key)
        self.add(Rows(look, keys, 3))


class TouchBoard(Board):
    """Nine places all over the board; each shows that it was touched, and in the end that all were."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording)
        self._touched: set[int] = set()
        self.said = self.say(Run(" ", "key", bold=True))
        self.places: list[TouchKey] = []
        for place in range(_PLACES):
            key = TouchKey(look, str(place + 1), number=place + 1)
            key.clicked.connect(lambda _on=False, place=place: self._touch(place))
            self.places.append(key)
        self.add(Rows(look, self.places, 3, grow=look.px(400)))
        self._say()

    def _touch(self, place: int) -> None:
        self._touched.add(place)
        self.places[place].kind = "chosen"
        self.places[place].update()
        self._say()

    def _say(self) -> None:
        left = _PLACES - len(self._touched)
        if left:
            said = self.wording.text(N_("Touch every number; still to be touched: {count}")).format(count=left)
        else:
            said = self.wording.text(N_("✓ The whole screen takes touches."))
        self.said.set_runs(Run(said, "key", bold=True))
        self.arrange()
