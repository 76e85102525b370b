"""The board of a question: answers to touch, a number pad, or wheels for a date."""

from datetime import date

from calculator.ground.language import LANGUAGES, N_, Language, translate
from calculator.kiosk.answers import UNKNOWN
from calculator.kiosk.controls.blocks import Beside, Block, Flow, Rows, Whole, Words
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.number_pad import BACK, DateWheels, NumberPad, Typed
from calculator.kiosk.controls.text_block import Run, TextBlock
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.questions import Question, read
from calculator.words.wording import Wording

_PICTURE, _PICTURE_LARGE = 92, 60
"""How high pictures are; in large print the words need the room."""
_WIDE = 760
"""From this width on, in pixels of the smallest screen, the pad stands beside its question."""
LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}
TITLE = N_("What does my insurance pay?")
_BEGIN = N_("Touch here to begin")
PRIVACY = N_("Nothing you enter is kept. The results are estimates; what the office settles counts.")


class LanguageBoard(Board):
    """The first screen: in which language? It asks for `language`."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording)
        both = [wording.language, *(one for one in LANGUAGES if one != wording.language)]
        for language in both:
            self.say(Run(translate(TITLE, language), "question", bold=True))
        keys = []
        for number, language in enumerate(both, start=1):
            note = translate(_BEGIN, language)
            key = TouchKey(look, LANGUAGE_NAMES[language], note, kind="primary", number=number)
            self.asks(key, "language", language)
            keys.append(key)
        self.add(Rows(look, keys, 2, grow=look.px(160), least=look.px(260)))
        for language in both:
            self.say(Run(translate(PRIVACY, language), "small", "muted"))


class ChoiceBoard(Board):
    """Answers to touch, numbered for a keypad."""

    def __init__(self, look: Look, wording: Wording, question: Question, given: object) -> None:
        super().__init__(look, wording)
        self._keys: list[TouchKey] = []
        self.say(Run(question.title, "question", bold=True), together=True)
        pictures = [option for option in question.options if option.picture is not None]
        keys = []
        for number, option in enumerate(question.options, start=1):
            key = TouchKey(
                look,
                option.text,
                option.note,
                kind="chosen" if given == option.value else "plain",
                number=number if number < 10 else 0,
                picture=option.picture,
                picture_height=look.px(_PICTURE_LARGE if look.large else _PICTURE),
                bold=True,
            )
            self.asks(key, "answer", option.value)
            keys.append(key)
        if pictures:
            count = len(pictures)
            self.add(Rows(look, keys[:count], 3, grow=look.px(240), least=look.px(190)))
            if keys[count:]:
                self.add(Rows(look, keys[count:], 2, grow=look.px(20)))
        else:
            columns = 1 if len(keys) <= 3 else 2
            self.add(Rows(look, keys, columns, grow=look.px(100), least=look.px(380)))
        self._keys = keys
        if question.help:
            self.say(Run(question.help, "small", "muted"))

    def arrange(self) -> None:
        """As every board, each time with all words first."""
        for key in self._keys:
            key.set_brief(False)
        super().arrange()

    def shorten(self) -> bool:
        """All answers on one page, without what stands below each."""
        for key in self._keys:
            key.set_brief(True)
        return True


class FigureBoard(Board):
    """A figure by the pad, or that it is not known."""

    def __init__(self, look: Look, wording: Wording, question: Question, given: object) -> None:
        super().__init__(look, wording)
        self._question, tr = question, wording.text
        decimals = question.form != "age"
        self.typed = Typed(look, question.unit, decimals=decimals, most=3 if question.form in ("age", "rate") else 7)
        self.pad = NumberPad(look, wording, decimals=decimals)
        self.next = TouchKey(look, tr(N_("Next ▶")), kind="primary")
        self.unknown = TouchKey(look, tr(N_("I do not know")))
        self.unknown.setParent(self)
        self.pad.pressed.connect(self.typed.press)
        self.next.clicked.connect(self.take)
        self.asks(self.unknown, "answer", UNKNOWN)
        left: list[Block] = [Words(TextBlock(look, Run(question.title, "question", bold=True)))]
        self._help = TextBlock(look, Run(question.help, "small", "muted"))
        left.append(Words(self._help))
        left.append(Whole(self.typed))
        self.nothing = TouchKey(look, question.nothing)
        self.nothing.setParent(self)
        self.nothing.setVisible(bool(question.nothing))
        self.asks(self.nothing, "answer", 0)
        self._below: list[TouchKey] = []
        self._offer(brief=False)
        keys = Flow(look, self._below) if question.nothing else Rows(look, self._below, 2, grow=look.px(16))
        right: list[Block] = [Whole(self.pad, grow=look.px(160))]
        self.add(Beside(look, [*left, keys], right, wide=_WIDE))
        if isinstance(given, int):
            self.typed.set_text(_as_typed(given, question.form))

    def arrange(self) -> None:
        """As every board, with its help first."""
        self._help.set_runs(Run(self._question.help, "small", "muted"))
        self._offer(brief=False)
        super().arrange()

    def shorten(self) -> bool:
        """The pad on one page, without the help, and without a key for who does not know where Back says the same."""
        self._help.set_runs()
        self._offer(brief=True)
        return True

    def _offer(self, *, brief: bool) -> None:
        """The keys below the figure; a question that asks for `nothing` is one that need not be answered."""
        nothing, unknown = bool(self._question.nothing), self._question.unknown
        unknown = unknown and not (brief and nothing)
        self.unknown.setVisible(unknown)
        offered = ((self.nothing, nothing), (self.unknown, unknown), (self.next, True))
        self._below[:] = [key for key, offers in offered if offers]

    def digit(self, sign: str) -> None:
        """Take a key of a keypad: a digit, a point or a step back."""
        self.typed.press(BACK if sign == "back" else sign)

    def take(self) -> None:
        """Go on with what was typed, or say what is missing."""
        try:
            value = read(self._question, self.typed.text)
        except ValueError:
            self.typed.refuse(self.wording.text(N_("Please touch the digits first.")))
            return
        except OverflowError:
            self.typed.refuse(self.wording.text(N_("That is more than the bill.")))
            return
        self.asked.emit("answer", value)


def _as_typed(value: int, form: str) -> str:
    """A figure as it would have been typed."""
    if form == "age":
        return str(value)
    return f"{value / 100:.2f}".rstrip("0").rstrip(".")


class DayBoard(Board):
    """A date by wheels."""

    def __init__(
        self, look: Look, wording: Wording, question: Question, given: object, span: tuple[date, date]
    ) -> None:
        super().__init__(look, wording)
        day = given if isinstance(given, date) else span[1]
        self.wheels = DateWheels(look, wording, *span, day)
        self.next = TouchKey(look, wording.text(N_("Next ▶")), kind="primary")
        self.next.clicked.connect(lambda: self.asked.emit("answer", self.wheels.day))
        left = [Words(TextBlock(look, Run(question.title, "question", bold=True))), Rows(look, [self.next], 1)]
        self.add(Beside(look, left, [Whole(self.wheels, grow=look.px(120))], wide=_WIDE))


def question_board(look: Look, wording: Wording, question: Question, given: object, span: tuple[date, date]) -> Board:
    """The board that a question's form needs; it asks for `answer` with the answer."""
    if question.form == "choice":
        return ChoiceBoard(look, wording, question, given)
    if question.form == "day":
        return DayBoard(look, wording, question, given, span)
    return FigureBoard(look, wording, question, given)
