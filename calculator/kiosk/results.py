"""What the answers come to, in words: two large figures with a sentence each, why, and what is doubtful."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, cast

from calculator.case.case import Case
from calculator.engine.statement import VisitSettlement
from calculator.files.hall_settings import HallSettings
from calculator.ground.language import N_
from calculator.ground.months import month_of
from calculator.kiosk.answers import UNKNOWN, Answers, StepName
from calculator.kiosk.hall_case import case_of, level_unknown
from calculator.policy.library import Library
from calculator.policy.names import LEVELS
from calculator.policy_pages.open_questions import SUMS, effects
from calculator.policy_pages.open_questions import Figure as ChangedSum
from calculator.policy_pages.region_page import PolicyPage, policy_page
from calculator.session.session import Session
from calculator.whatif.alternatives import with_alternatives
from calculator.whatif.next_visit import Bill, Option, Outlook, outlook
from calculator.whatif.next_visit_words import left_out_said, place_of, reason_of, verdict
from calculator.words.explanation import Line, figure_told, visit_told
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.visit_in_short import visit_in_short
from calculator.words.wording import Wording
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import year_doubts, year_figures

_OF_THE_BILL: tuple[StepName, StepName] = ("amount", "own_paid")
_WHOLE_BILL = N_(
    "The whole bill was counted as within the scope of the insurance. What in it is wholly yours to pay makes the"
    " fund's part smaller."
)
_EARLIER_UNKNOWN = N_(
    "What was paid this year before is not known; it was counted as nothing. If something was paid, the result is"
    " another one."
)
_FUND_UNKNOWN = N_("How much the fund paid this year before is not known; it was counted as nothing.")
_PLAN_UNKNOWN = N_("Whether you have a personal account is not known; it was counted as if you had one.")


class Figure(NamedTuple):
    """A large figure: its name, its colour by its meaning, the figure, and a sentence; `part` of `whole` for a bar."""

    name: str
    meaning: str
    figure: str
    said: str
    part: int = 0
    whole: int = 0


class Place(NamedTuple):
    """A place where a visit could be: what it is called, what one pays, and what the fund pays or why it does not."""

    name: str
    personal: str
    said: str
    least: bool


class Result:
    """A session of the answers, computed once, and what is said of it."""

    def __init__(self, answers: Answers, settings: HallSettings, packs: Library, wording: Wording, today: date) -> None:
        self.answers, self._today, self._words = answers, today, wording
        self._doubts: list[str] | None = None
        case = case_of(answers, settings, packs, today)
        self.session = Session(case, packs, wording)
        self.errand = answers.of("errand")
        if self.errand == "visit" and level_unknown(answers):
            self.errand = "cheaper"
        visits = self.session.case.visits
        self.day = visits[-1].date if visits else today
        self.session.year = self.day.year

    @property
    def case(self) -> Case:
        """The case of the answers."""
        return self.session.case

    @property
    def year(self) -> PersonalYear:
        """The year of the last visit, or this one."""
        session = self.session
        return personal_year(
            session.case, session.statement, session.library, self._words, session.person_id, session.year
        )

    @property
    def settled(self) -> VisitSettlement | None:
        """The last visit's settlement."""
        return next((v for v in self.year.year.visits if v.id == str(self.answers.visits)), None)

    # ---- what stands first

    def banner(self) -> str:
        """What is to be said before all, where the rules are a draft or older than the year; else empty."""
        banner = year_banner(self.year)
        return "" if banner is None else banner.text

    def figures(self) -> Sequence[Figure]:
        """The two large figures; none where places are compared."""
        made = {"visit": self._of_visit, "left": self._of_year, "account": self._of_account}
        return made[str(self.errand)]() if self.errand in made else ()

    def _yuan(self, fen: int | None) -> str:
        return self._words.text(N_("not computed")) if fen is None else f"¥{self._words.yuan(fen)}"

    def _of_visit(self) -> Sequence[Figure]:
        settled, tr = self.settled, self._words.text
        assert settled is not None
        pooled = next(figure for figure in year_figures(self.year) if figure.key == "pooled")
        said = pooled.note if settled.refused is None else ""
        if len(self.year.year.visits) > 1 and settled.refused is None:
            together = tr(N_("{count} visits together: the fund {pooled}, you {personal}."))
            sums = self.year.year.totals
            said += "\n" + together.format(
                count=len(self.year.year.visits),
                pooled=self._words.yuan(sums.pooled),
                personal=self._words.yuan(sums.personal),
            )
        whole = pooled.whole if settled.refused is None else 0
        return (
            Figure(
                tr(N_("This time the fund pays")),
                "pooled",
                self._yuan(settled.pooled),
                visit_in_short(settled, self._words),
            ),
            Figure(tr(N_("This time you pay")), "cash", self._yuan(settled.personal), said, pooled.part, whole),
        )

    def _of_year(self) -> Sequence[Figure]:
        year, tr = self.year.year, self._words.text
        said = {figure.key: figure for figure in year_figures(self.year)}
        left = year.deductible_left
        asked = self._yuan(None)
        if left is not None:
            least, most = min(left.values()), max(left.values())
            asked = self._yuan(least) if least == most else f"{self._yuan(least)} – {self._yuan(most)}"
        pooled = said["pooled"]
        return (
            Figure(
                tr(N_("The fund can still pay")),
                "pooled",
                self._yuan(year.cap_remaining),
                pooled.note,
                pooled.part,
                pooled.whole,
            ),
            Figure(tr(N_("You first pay (deductible)")), "deductible", asked, said["deductible"].note),
        )

    def _of_account(self) -> Sequence[Figure]:
        tr, account = self._words.text, self.year.year.account
        month = next(one for one in self.year.computed.account.months if one.month == month_of(self._today))
        whole = self._yuan(account.credited) if account.complete else self._yuan(None)
        balance = next(figure for figure in year_figures(self.year) if figure.key == "account")
        incomplete = "" if account.complete else balance.note
        every = tr(N_("Twelve months of {year} together")).format(year=self.session.year)
        return (
            Figure(tr(N_("A month")), "account", self._yuan(month.credit), self._words.say(month.text)),
            Figure(tr(N_("This year")), "account", whole, every if account.complete else incomplete),
        )

    # ---- where it costs less

    @property
    def compares(self) -> bool:
        """Whether the bill can be laid beside the same at other places: not by figures that are those of one level."""
        return self.counts and self.answers.of("city_rate") is None

    @property
    def counts(self) -> bool:
        """Whether there is a visit that could be computed."""
        return self.errand == "visit" and self.settled is not None and self.settled.refused is None

    def bill(self) -> Bill:
        """The bill that places are compared by; of nothing where there is none."""
        last = self.answers.visits - 1
        total, own = (cast("int", self.answers.known(name, last) or 0) for name in _OF_THE_BILL)
        return Bill(total, own)

    def outlook(self) -> Outlook:
        """The same bill at each place, as the only visit or as the one after those before it."""
        case = self.case
        last = str(self.answers.visits)
        before = case.model_copy(update={"visits": tuple(visit for visit in case.visits if visit.id != last)})
        return outlook(before, self.session.library, self.session.person_id, self.day, self.bill())

    def places(self) -> tuple[str, Sequence[Place]]:
        """The sentence of where it costs less, and each place."""
        found, words = self.outlook(), self._words
        reasons = {reason_of(option.decision, words) if option.decision else "" for option in found.options}
        if len(reasons) == 1 and (reason := reasons.pop()):
            return reason, ()  # what stands against every place is said once
        cheapest = found.comparison.least if found.comparison and found.comparison.difference else ()
        return verdict(found.comparison, words), [self._place(option, option in cheapest) for option in found.options]

    def _place(self, option: Option, least: bool) -> Place:
        words, settled = self._words, option.settlement
        personal = words.text(N_("not computed"))
        if settled.personal is not None:
            personal = words.text(N_("You pay {amount}")).format(amount=words.yuan(settled.personal))
        if option.decision is not None:
            said = reason_of(option.decision, words)
        else:
            said = words.text(N_("Of {total} the pooled fund pays {pooled}")).format(
                total=words.yuan(settled.total), pooled=words.yuan(settled.pooled)
            )
        return Place(place_of(option, words), personal, said, least)

    # ---- why, and what is doubtful

    def why(self) -> Sequence[Line]:
        """The steps with their clauses."""
        settled, session = self.settled, self.session
        if self.errand == "visit" and settled is not None:
            readings = session.case.readings.get(session.person.region, {})
            return visit_told(settled, session.person, session.pack, self._words, readings=readings).lines
        if self.errand == "cheaper":
            return self._why_each()
        subjects = ("account",) if self.errand == "account" else ("pooled", "deductible")
        return [line for subject in subjects for line in figure_told(self.year, subject).lines]

    def _why_each(self) -> Sequence[Line]:
        lines = list[Line]()
        session = self.session
        readings = session.case.readings.get(session.person.region, {})
        for option in self.outlook().options:
            told = visit_told(option.settlement, session.person, session.pack, self._words, readings=readings)
            lines.append(Line(place_of(option, self._words), told.title, ""))
            lines += told.lines
        return lines

    def doubts(self) -> Sequence[str]:
        """What the person should know beside the figures; found once."""
        if self._doubts is None:
            figures = {"visit": ("pooled", "personal"), "account": ("credited",)}.get(str(self.errand), ())
            others = _other_readings(self.session, figures, self._words) if figures else ()
            self._doubts = [*self._of_the_answers(), *self._left_out(), *others]
        return self._doubts

    def _left_out(self) -> Iterator[str]:
        """What no figure of the places holds."""
        if self.errand == "cheaper":
            for sentence in left_out_said(self.outlook(), self._words, account=False):
                yield f"⚠ {sentence}"

    def _of_the_answers(self) -> list[str]:
        """Those of the text and the person, then those that lie in the answers; what is said in plain words once."""
        year = year_doubts(self.year, said_by_banner(self.year) | {"earlier_visits_not_entered"})
        return [*year, *self.own_doubts()]

    def own_doubts(self) -> list[str]:
        """The doubts that lie in the answers: what was not asked, and what was not known."""
        answers, errand = self.answers, self.answers.of("errand")
        found = list[str]()
        unasked = any(answers.known("own_paid", visit) is None for visit in range(answers.visits))
        if errand in ("visit", "cheaper") and unasked:
            found.append(_WHOLE_BILL)
        if errand == "account":
            found += [_PLAN_UNKNOWN] if answers.of("plan") == UNKNOWN else []
        elif answers.of("earlier") == UNKNOWN:
            found.append(_EARLIER_UNKNOWN)
        elif answers.of("earlier") == "yes" and answers.of("pooled") == UNKNOWN:
            found.append(_EARLIER_UNKNOWN if answers.of("used") == UNKNOWN else _FUND_UNKNOWN)
        return [f"⚠ {self._words.text(text)}" for text in found]


def _other_readings(session: Session, figures: tuple[str, ...], words: Wording) -> Iterator[str]:
    """A line for every reading that changes one of these sums, with what they would be."""
    stated = with_alternatives(session.case, session.statement, session.library)
    for (region, reading, value), found in effects(stated).items():
        pack = session.library.pack(region)
        changed = [figure for effect in found for figure in effect.figures if figure.key in figures]
        if changed:
            said = words.text(N_("The text leaves open: {question} Read as “{answer}”: {figures}."))
            yield said.format(
                question=words.question(pack, reading),
                answer=words.reading(pack, reading, value),
                figures=words.text(N_("; ")).join(_changed(figure, words) for figure in changed),
            )


def _changed(figure: ChangedSum, words: Wording) -> str:
    text = words.text(N_("{figure} {before} → {after}"))
    named = words.text(SUMS[figure.key])
    return text.format(figure=named, before=words.yuan(figure.before), after=words.yuan(figure.after))


def rules_of(region: str, settings: HallSettings, packs: Library, words: Wording, today: date) -> PolicyPage:
    """What the texts of a region say today."""
    return policy_page(packs.pack(region), settings.readings.get(region, {}), today, words)


__all__ = ["LEVELS", "Figure", "Place", "Result", "rules_of"]
