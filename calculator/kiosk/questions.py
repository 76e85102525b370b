"""The questions in the words that people use, with their answers and what stands below each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from calculator.files.hall_settings import HallSettings
from calculator.ground.language import N_
from calculator.ground.money import Fen, Rate, format_rate
from calculator.ground.typed_values import typed_age, typed_amount, typed_rate
from calculator.kiosk.answers import ERRANDS, UNKNOWN, Answers, Step, StepName
from calculator.kiosk.controls.hospital_pictures import PICTURES
from calculator.kiosk.controls.touch_key import Picture
from calculator.kiosk.hall_case import case_of, pension_year, region_of
from calculator.policy.library import Library
from calculator.policy.names import LEVELS, STATUSES
from calculator.policy.packs import Packs
from calculator.words.retired_help import RETIRED
from calculator.words.wording import Wording

Form = Literal["choice", "amount", "age", "rate", "day"]


@dataclass(frozen=True)
class Option:
    """An answer that can be touched: its value, its words, what it means, and its picture."""

    value: object
    text: str
    note: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Question:
    """A question: what is asked, what helps to answer it, in which form, and what it is called among the answers.

    `nothing` are the words of a key that answers 0; a figure lies from `least` to `most`.
    """

    title: str
    name: str
    help: str = ""
    form: Form = "choice"
    options: Sequence[Option] = ()
    unit: str = ""
    unknown: bool = False
    nothing: str = ""
    least: int = 0
    most: int | None = None


_ERRANDS_SHORT = {
    "visit": N_("Paid this time"),
    "left": N_("Left this year"),
    "cheaper": N_("Where I pay less"),
    "account": N_("My account"),
    "rules": N_("The rules"),
}
"""What was asked for, among the answers."""
ERRAND_WORDS: dict[str, tuple[str, str]] = {
    "visit": (N_("What is paid this time?"), N_("I have a bill, or know the cost")),
    "left": (N_("What is left this year?"), N_("Of the year's limit and the deductible")),
    "cheaper": (N_("Where do I pay less?"), N_("The same bill at each level of hospital")),
    "account": (N_("What goes into my account?"), N_("The credit to the personal account a month")),
    "rules": (N_("What do the rules say?"), N_("The clauses of the documents")),
}
_STATUS_NOTES = {
    "employed": N_("My employer pays the insurance"),
    "flexible": N_("I pay the employees' insurance by myself"),
    "retired": N_("I have retired and enjoy the benefits of the retired"),
}
_LEVEL_NOTES = {
    "level1": N_("Health centre, township hospital"),
    "level2": N_("County or district hospital"),
    "level3": N_("Large hospital of a city or province"),
    "pharmacy": N_("With a hospital's prescription to be filled outside"),
}
_EARLIER = (
    ("no", N_("No, nothing yet"), N_("This is the first time this year")),
    ("yes", N_("Yes"), N_("I know from a slip or the app how much")),
    (UNKNOWN, N_("I do not know"), ""),
)
_EARLIER_SHORT = {
    "no": N_("Not paid yet"),
    "yes": N_("Paid before"),
    UNKNOWN: N_("Paid before?"),
}
_PLAIN = ("region", "status", "level", "amount", "age")
"""Questions whose answers say by themselves what they are of."""
_PLANS = (
    ("combined", N_("Yes, I have one"), N_("Pooling and personal account")),
    ("pooled_only", N_("No, pooling only"), N_("Insured for pooling, without an account")),
    (UNKNOWN, N_("I do not know"), ""),
)


class Questions:
    """Asks in one language, for one hall."""

    def __init__(self, settings: HallSettings, packs: Library, wording: Wording, today: date) -> None:
        self._settings, self._packs, self._words, self._today = settings, packs, wording, today
        self._made: dict[StepName, Callable[[Answers, Step], Question]] = {
            "errand": self._errand,
            "region": self._region,
            "status": self._status,
            "plan": self._plan,
            "age": self._age,
            "contribution_base": self._base,
            "own_pension": self._own_pension,
            "average_pension": self._average,
            "level": self._level,
            "amount": self._amount,
            "own_paid": self._own_paid,
            "day": self._day,
            "earlier": self._earlier,
            "used": self._used,
            "pooled": self._pooled,
            "city_deductible": self._city_deductible,
            "city_rate": self._city_rate,
            "city_cap": self._city_cap,
        }

    def of(self, answers: Answers, step: Step) -> Question:
        """The question of a step."""
        return self._made[step.name](answers, step)

    def said(self, answers: Answers, step: Step) -> str:
        """An answer as it stands among those so far: with what it is of, where that is not plain."""
        unknown = answers.given[step] == UNKNOWN
        said = self._tr(N_("unknown")) if unknown else self.answer(answers, step)
        short = {"earlier": _EARLIER_SHORT, "errand": _ERRANDS_SHORT}.get(step.name)
        if short is not None:
            return self._tr(short[str(answers.given[step])])
        if not unknown and step.name in _PLAIN:
            return said
        named = self._tr(N_("{what}: {said}"))
        return named.format(what=self.of(answers, step).name, said=said)

    def answer(self, answers: Answers, step: Step) -> str:
        """An answer in words."""
        value, words = answers.given[step], self._words
        question = self.of(answers, step)
        if value == UNKNOWN and question.form != "choice":
            return words.text(N_("I do not know"))
        match question.form:
            case "choice":
                return next((option.text for option in question.options if option.value == value), str(value))
            case "amount":
                return words.text(N_("{amount} yuan")).format(amount=words.yuan(cast("int", value)))
            case "rate":
                return f"{format_rate(cast('int', value) * 100)}%"
            case "day":
                return words.day(cast("date", value))
        return words.text(N_("{age} years")).format(age=value)

    def _tr(self, text: str) -> str:
        return self._words.text(text)

    # ---- choices

    def _errand(self, _answers: Answers, _step: Step) -> Question:
        options = [
            Option(errand, self._tr(ERRAND_WORDS[errand][0]), self._tr(ERRAND_WORDS[errand][1])) for errand in ERRANDS
        ]
        return Question(self._tr(N_("What would you like to know?")), self._tr(N_("Question")), options=options)

    def _region(self, _answers: Answers, _step: Step) -> Question:
        options = []
        for region in self._settings.regions(self._packs):
            pack = self._packs.pack(region)
            options.append(Option(region, self._words.of(pack.name), self._words.of(pack.province)))
        return Question(self._tr(N_("Where are you insured?")), self._tr(N_("Region")), options=options)

    def _status(self, _answers: Answers, _step: Step) -> Question:
        options = [Option(name, self._capital(name), self._tr(_STATUS_NOTES[name])) for name in STATUSES]
        title = self._tr(N_("How are you insured?"))
        return Question(title, self._tr(N_("Status")), self._tr(RETIRED), options=options)

    def _capital(self, word: str) -> str:
        said = self._words.word(word)
        return said[:1].upper() + said[1:]

    def _plan(self, _answers: Answers, _step: Step) -> Question:
        options = [Option(value, self._tr(text), self._tr(note)) for value, text, note in _PLANS]
        title = self._tr(N_("Do you have a personal account?"))
        return Question(title, self._tr(N_("Personal account")), options=options)

    def _level(self, answers: Answers, _step: Step) -> Question:
        options = [
            Option(level, self._capital(f"{level}"), self._tr(_LEVEL_NOTES[level]), PICTURES[level]) for level in LEVELS
        ]
        options.append(Option(UNKNOWN, self._tr(N_("I do not know")), self._tr(N_("Show me every level"))))
        region = region_of(answers, self._settings)
        if region and any(rule.effect != "excluded" for rule in self._packs.pack(region).pharmacy):
            options.append(Option("pharmacy", self._capital("pharmacy"), self._tr(_LEVEL_NOTES["pharmacy"])))
        title = self._tr(N_("In what kind of hospital?"))
        return Question(title, self._tr(N_("Hospital")), options=options)

    def _earlier(self, _answers: Answers, _step: Step) -> Question:
        options = [Option(value, self._tr(text), self._tr(note)) for value, text, note in _EARLIER]
        title = self._tr(N_("Has the insurance paid for an outpatient visit this year?"))
        return Question(title, self._tr(N_("Paid this year")), options=options)

    # ---- figures

    def _figure(self, title: str, name: str, hint: str, *, unknown: bool = True, least: int = 0) -> Question:
        unit = self._tr(N_("yuan"))
        return Question(title, name, hint, "amount", unit=unit, unknown=unknown, least=least)

    def _amount(self, answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("How much does it cost altogether?"))
        hint = self._tr(N_("The total on the bill, before anything is paid by the insurance."))
        del answers
        return self._figure(title, self._tr(N_("Bill")), hint, unknown=False, least=1)

    def _own_paid(self, answers: Answers, step: Step) -> Question:
        title = self._tr(N_("About how much is not covered at all?"))
        hint = self._tr(N_("On the bill: “自费” or “丙类”, what the insurance does not cover at all."))
        bill = cast("int | None", answers.known("amount", step.visit))
        asked = self._figure(title, self._tr(N_("Own part")), hint)
        return replace(asked, nothing=self._tr(N_("None")), most=bill)

    def _base(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("On what monthly wage is your insurance paid?"))
        hint = self._tr(N_("The contribution base; it stands on the wage slip or in the insurance app."))
        return self._figure(title, self._tr(N_("Contribution base")), hint)

    def _own_pension(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("How much is your pension a month?"))
        return self._figure(title, self._tr(N_("Pension")), "")

    def _average(self, answers: Answers, _step: Step) -> Question:
        without = answers._replace(given={s: v for s, v in answers.given.items() if s.name != "average_pension"})
        case = case_of(without, self._settings, self._packs, self._today)
        year = pension_year(case, self._packs, self._today) or ""
        title = self._tr(N_("Do you know the average pension of {year} here?")).format(year=year)
        hint = self._tr(
            N_("The office announces it. Most people do not know it; then the rule is shown without a sum.")
        )
        return self._figure(title, self._tr(N_("Average pension")), hint)

    def _used(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("How much of the deductible is used this year?"))
        hint = self._tr(N_("On the slip: “起付线” or “起付标准”, what was counted so far this year."))
        return self._figure(title, self._tr(N_("Deductible used")), hint)

    def _pooled(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("How much has the fund paid for you this year?"))
        hint = self._tr(N_("On the slip: “统筹基金支付”, the sum of this year."))
        return self._figure(title, self._tr(N_("Fund paid")), hint)

    def _city_deductible(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("Your city's deductible a year?"))
        return self._figure(title, self._tr(N_("City's deductible")), self._of_the_city())

    def _city_cap(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("Your city's limit a year?"))
        return self._figure(title, self._tr(N_("City's limit")), self._of_the_city())

    def _city_rate(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("Your city's rate for this?"))
        name = self._tr(N_("City's rate"))
        return Question(title, name, self._of_the_city(), "rate", unit="%", unknown=True)

    def _of_the_city(self) -> str:
        return self._tr(N_("The province leaves this figure to each city; the office of your city knows it."))

    def _age(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("How old are you?"))
        hint = self._tr(N_("In full years. The rule depends on it."))
        return Question(title, self._tr(N_("Age")), hint, "age", unit=self._tr(N_("years")), unknown=True, least=1)

    def _day(self, _answers: Answers, _step: Step) -> Question:
        title = self._tr(N_("On which day was it?"))
        return Question(title, self._tr(N_("Day")), form="day")


def read(question: Question, text: str) -> object:
    """What was typed, as the question has it. Raises ValueError where it is none or too little, OverflowError where it
    is too much.
    """
    value: Fen | Rate | int | None
    if question.form == "age":
        value = typed_age(text)
    elif question.form == "rate":
        value = typed_rate(text)
        if value > 10_000:
            raise ValueError("more than all of it")
    else:
        value = typed_amount(text)
    if value is None or value < question.least:
        raise ValueError("nothing typed")
    if question.most is not None and value > question.most:
        raise OverflowError("more than it is a part of")
    return value


def region_name(answers: Answers, settings: HallSettings, packs: Packs, words: Wording) -> str:
    """The region in words; empty where none is chosen."""
    region = region_of(answers, settings)
    return words.of(packs.pack(region).name) if region else ""
