"""Short boards: a sentence, the countdown, and the visits entered so far."""

from collections.abc import Sequence

from calculator.ground.language import N_
from calculator.kiosk.answers import Step
from calculator.kiosk.controls.answers_panel import Chip
from calculator.kiosk.controls.blocks import Rows
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.words.wording import Wording


class MessageBoard(Board):
    """One sentence of the catalogue; Back leads on."""

    def __init__(self, look: Look, wording: Wording, text: str) -> None:
        super().__init__(look, wording)
        self.say(Run(wording.text(text), "question", bold=True))


class CountdownBoard(Board):
    """Is anyone there? The seconds that are left, and a key to stay."""

    def __init__(self, look: Look, wording: Wording, left: int) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("Are you still there?")), "question", bold=True))
        self._seconds = self.say(Run("0", "figure"))
        self.stay = TouchKey(look, tr(N_("Yes, go on")), kind="primary", number=1)
        self.end = TouchKey(look, tr(N_("End and clear")), kind="end", number=2)
        self.asks(self.stay, "stay")
        self.asks(self.end, "end")
        self.add(Rows(look, [self.stay, self.end], 2, grow=look.px(60)))
        self.show_left(left)

    def show_left(self, left: int) -> None:
        """Say how many seconds are left."""
        said = self.wording.text(N_("In {seconds} seconds everything you entered is cleared."))
        self._seconds.set_runs(Run(said.format(seconds=left), "key", "refused", bold=True))
        self.arrange()


class AnswersBoard(Board):
    """All answers, each a key that leads to its question."""

    def __init__(self, look: Look, wording: Wording, chips: Sequence[Chip]) -> None:
        super().__init__(look, wording)
        self.say(Run(wording.text(N_("Your answers")), "question", bold=True))
        keys = []
        for chip in chips:
            key = TouchKey(look, chip.text, wording.text(N_("Touch to change")))
            self.asks(key, "go", chip.goes_to)
            keys.append(key)
        self.add(Rows(look, keys, 2))


class VisitsBoard(Board):
    """The visits entered so far; it asks for one to be changed or removed."""

    def __init__(self, look: Look, wording: Wording, visits: Sequence[str]) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("Your visits")), "question", bold=True))
        for place, said in enumerate(visits):
            change = TouchKey(look, f"{place + 1}. {said}", tr(N_("Touch to change")))
            remove = TouchKey(look, tr(N_("Remove")), kind="end")
            remove.setAccessibleName(tr(N_("Remove visit {number}")).format(number=place + 1))
            self.asks(change, "go", Step("level", place))
            self.asks(remove, "remove", place)
            self.add(Rows(look, [change, remove], 2))
