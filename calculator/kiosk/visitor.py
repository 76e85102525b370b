"""The one who stands at the terminal: language, print, answers, and the way through the screens."""

from collections.abc import Callable
from datetime import date
from typing import cast

from calculator.files.hall_settings import HallSettings
from calculator.ground.language import LANGUAGES, N_, Language
from calculator.kiosk.answers import OF_A_VISIT, Answers, Step
from calculator.kiosk.controls.answers_panel import Chip
from calculator.kiosk.hall_case import next_step, region_of, steps
from calculator.kiosk.questions import Questions
from calculator.kiosk.results import Result
from calculator.policy.library import Library
from calculator.words.wording import Wording

FIRST, RESULT, RULES = "language", "result", "rules"
Place = str | Step
"""A screen: a question, or the name of another."""


class Visitor:
    """All that is kept of a person while they are there; the next one is another visitor.

    `today` gives the day.
    """

    def __init__(self, settings: HallSettings, packs: Library, today: Callable[[], date]) -> None:
        self.settings, self.packs, self.today = settings, packs, today
        self.words = Wording(settings.language, grouped=True, adopted=settings.readings)
        self.large = self.contrast = self.speaks = False
        self.answers = Answers()
        self.ways: list[Place] = [FIRST]
        self._result: Result | None = None

    @property
    def place(self) -> Place:
        """The screen that is shown."""
        return self.ways[-1]

    @property
    def fresh(self) -> bool:
        """Whether there is nothing to forget."""
        return self.place == FIRST and not (self.answers.given or self.large or self.contrast or self.speaks)

    @property
    def region(self) -> str | None:
        """The region that is fixed or was chosen."""
        return region_of(self.answers, self.settings)

    def questions(self) -> Questions:
        """The questions in the visitor's language."""
        return Questions(self.settings, self.packs, self.words, self.today())

    def result(self) -> Result:
        """What the answers come to; computed once for each answer."""
        if self._result is None:
            self._result = Result(self.answers, self.settings, self.packs, self.words, self.today())
        return self._result

    def forget_result(self) -> None:
        """Compute anew: the answers are others."""
        self._result = None

    # ---- what changes

    def do(self, what: str, of: object) -> None:
        """What a key wants: another language or look, another screen, an answer. Raises KeyError for anything else."""
        wanted: dict[str, Callable[[], None]] = {
            "language": lambda: self._begin_in(cast("Language", of)),
            "other language": self.speak_in,
            "large": lambda: setattr(self, "large", not self.large),
            "contrast": lambda: setattr(self, "contrast", not self.contrast),
            "back": self.back,
            "go": lambda: self.go(cast("Place", of)),
            "answer": lambda: self.answer(of),
            "more": self.one_more_visit,
            "remove": lambda: self.remove_visit(cast("int", of)),
            "stay": lambda: None,
        }
        wanted[what]()

    def _begin_in(self, language: Language) -> None:
        self.speak_in(language)
        self.go_on()

    def speak_in(self, language: Language | None = None) -> None:
        """Another language, or the other one."""
        other = LANGUAGES[1 - LANGUAGES.index(self.words.language)]
        self.words = Wording(language or other, grouped=True, adopted=self.settings.readings)
        self.forget_result()

    def answer(self, value: object) -> None:
        """Answer the question that is shown, and go on."""
        step = self.place
        if isinstance(step, Step):
            self._answered(self.answers.with_answer(step, value))

    def one_more_visit(self) -> None:
        """Ask for one more visit of the same year."""
        self._answered(self.answers._replace(visits=self.answers.visits + 1))

    def remove_visit(self, visit: int) -> None:
        """Take a visit away."""
        self._answered(self.answers.without_visit(visit))

    def _answered(self, answers: Answers) -> None:
        self.answers = answers
        self.forget_result()
        self.go_on()

    # ---- the way

    def steps(self) -> list[Step]:
        """The questions in their order."""
        return steps(self.answers, self.settings, self.packs, self.today())

    def go_on(self) -> None:
        """To the first question that is open, else to the result."""
        step = next_step(self.answers, self.settings, self.packs, self.today())
        self.go(step or (RULES if self.answers.of("errand") == "rules" else RESULT))

    def go(self, place: Place) -> None:
        """To a screen; what was shown after it is no longer on the way back."""
        if place in self.ways:
            del self.ways[self.ways.index(place) :]
        self.ways.append(place)

    def back(self) -> None:
        """To the screen before; a question that was answered stands there with its answer."""
        before = self._before()
        while self.ways and self.ways[-1] != before:
            self.ways.pop()
        if not self.ways:
            self.ways = [FIRST] if before == FIRST else [FIRST, before]

    def _before(self) -> Place:
        order = self.steps()
        if isinstance(self.place, Step) and self.place in order:
            place = order.index(self.place)
            return order[place - 1] if place else FIRST
        if self.place in (RESULT, RULES):
            return order[-1]
        return self.ways[-2] if len(self.ways) > 1 else FIRST

    # ---- the answers in sight

    def chips(self) -> list[Chip]:
        """The answers so far; earlier visits as one."""
        questions, chips, tr = self.questions(), list[Chip](), self.words.text
        last = self.answers.visits - 1
        if last > 0:
            name = tr(N_("Visits before"))
            chips.append(Chip(name, tr(N_("{what}: {said}")).format(what=name, said=last), "visits"))
        for step in self.steps():
            earlier = step.name in OF_A_VISIT and step.visit < last
            # Who was paid before says how much; that they were goes without saying.
            told = step.name == "earlier" and self.answers.of("used") is not None
            if self.answers.given.get(step) is not None and step != self.place and not (earlier or told):
                name = questions.of(self.answers, step).name
                chips.append(Chip(name, questions.said(self.answers, step), step))
        if (own := self._own_paid_chip(last)) is not None:
            chips.append(own)
        if self.answers.of("errand") == "visit" and self.answers.known("level", last) is not None:
            day = self.answers.of("day", last) or self.today()
            said = tr(N_("today")) if day == self.today() else self.words.day(cast("date", day))
            chips.append(Chip(tr(N_("Day")), said, Step("day", last)))
        return chips

    def _own_paid_chip(self, visit: int) -> Chip | None:
        """What of a bill is wholly one's own, which is asked only where someone touches this beside a result."""
        step = Step("own_paid", visit)
        if self.answers.of("errand") not in ("visit", "cheaper") or self.place in (step, Step("amount", visit)):
            return None
        if self.answers.known("amount", visit) is None:
            return None
        questions, tr = self.questions(), self.words.text
        name = questions.of(self.answers, step).name
        asked = self.answers.given.get(step) is not None
        if not asked and isinstance(self.place, Step):
            return None
        said = tr(N_("{what}: {said}")).format(what=name, said=tr(N_("not entered")))
        return Chip(name, questions.said(self.answers, step) if asked else said, step)

    def visits_in_words(self) -> list[str]:
        """Each visit in a line."""
        questions, answers = self.questions(), self.answers
        return [
            " · ".join(
                questions.answer(answers, Step(name, visit))
                for name in OF_A_VISIT
                if answers.given.get(Step(name, visit)) is not None
            )
            for visit in range(answers.visits)
        ]
