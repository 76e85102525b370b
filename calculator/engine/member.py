"""A person of a case as the engine needs them: the rules that apply, and the year's counters."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from calculator.case.case import Person, bears
from calculator.engine.counters import YearCounters
from calculator.engine.statement import NO_CITE, Caution, Cite, Correction, Readings, Step
from calculator.ground.money import Fen, Rate, Rounding
from calculator.ground.months import Month, first_day, month_of
from calculator.policy.names import LEVELS, Level, Status
from calculator.policy.pack import Cited, Rule
from calculator.policy.rulebook import Rulebook, Terms

Doubt: TypeAlias = tuple[str, str | None, str | None]
"""What a caution is about: its code, its field and what is in doubt."""
_NEVER = date.max.toordinal() + 1
_POOLING_FIELDS = ("region", "status", "retirement_date", "city", "opening")


class Scale(NamedTuple):
    """What a status is paid by: 分 and ten-thousandths by level, the yearly cap in 分, and where they stand.

    `rounded_readings` are the rate's with that on the rounding; `typed` names the steps whose figure a person typed,
    as that of a city: their clauses only bound it.
    """

    standard: Mapping[Level, Fen]
    rate: Mapping[Level, Rate]
    cap: Fen
    scope_cite: Cite
    standard_cite: Cite
    rate_cite: Cite
    cap_cite: Cite
    rate_readings: Readings
    rounded_readings: Readings
    typed: frozenset[str] = frozenset()

    def as_typed(self, step: Step) -> Step:
        """The step; where its figure was typed, cited as the person's own, with the clause as what bounds it."""
        if step.name in self.typed:
            step.bound = bound_by(Cite(step.source, step.clause))
            step.set_by, step.source, step.clause = "person", None, None
        return step

    def standing(self, step: str, cite: Cite) -> tuple[Cite, str | None]:
        """Where the figure of a step stands, and what bounds it where a person typed it and it stands nowhere."""
        return (NO_CITE, bound_by(cite)) if step in self.typed else (cite, None)


def bound_by(cite: Cite) -> str:
    """How the clause is cited that bounds a figure of one's own."""
    return " ".join(part for part in cite if part)


class Member:
    """A person with their rulebook; holds the counters of every year and the cautions found on the way."""

    def __init__(self, person: Person, rulebook: Rulebook, first: Month) -> None:
        self.person = person
        self.rulebook = rulebook
        self.begin()
        self._first_day, self._first_year = first_day(first), first // 12
        self.pooling_unread = bears(person.unread, *_POOLING_FIELDS) or any(map(_moves_counters, person.unread))
        self._scales: dict[tuple[int, Status], Scale | None] = {}
        self.rounding: Rounding = rulebook.reading("rounding", "half-up")  # type: ignore[assignment]
        self.per_visit = rulebook.reading("deductible-period", "annual") == "per-visit"
        self.across_levels = rulebook.reading("deductible-across-levels", "top-up")
        self.cap_on_expense = rulebook.reading("cap-basis", "fund-payment") == "expense"
        self.pharmacy_as_prescriber = rulebook.reading("pharmacy-level", "prescriber") == "prescriber"
        self.excluded_costs_count = rulebook.reading("excluded-costs-count", "no") == "yes"
        self._status_of_year = rulebook.reading("status-change", "on-visit-date") == "on-1-january"
        self._retired_from = self._pooled_as_retired_from()
        self.deductible_readings = self.read_as("deductible-period") if self.per_visit else ()
        self.deductible_readings = self.deductible_readings or self.read_as("deductible-across-levels")
        self.cap_readings = self.read_as("cap-basis")
        self.rounding_readings = self.read_as("rounding")
        self.pharmacy_readings = self.read_as("pharmacy-level")
        self.excluded_readings = self.read_as("excluded-costs-count")
        self._status_readings: Readings = ()
        if person.retirement_date:
            self._status_readings = self.read_as("status-change") + self.read_as("retirement-effect")

    def begin(self) -> None:
        """Stand where the period begins; what was kept of days that went by before is given up."""
        self.told: list[tuple[Doubt, Caution]] = []
        self.corrections: list[Correction] = []
        self._years: dict[int, YearCounters] = {}

    def read_as(self, question: str) -> Readings:
        """How a question is read that bore on a figure; nothing where the pack does not leave it open."""
        value = self.rulebook.readings.get(question)
        return ((question, value),) if value else ()

    def _pooled_as_retired_from(self) -> int:
        retired = self.person.retirement_date
        if retired is None:
            return 0 if self.person.status == "retired" else _NEVER
        if self.rulebook.reading("retirement-effect", "next-month") == "same-day":
            return retired.toordinal()
        following = Month(month_of(retired) + 1)
        return _NEVER if following // 12 > date.max.year else first_day(following).toordinal()

    def status_on(self, day: date) -> Status:
        """The status that pooling goes by on a day, under the readings on retirement."""
        ordinal = date(day.year, 1, 1).toordinal() if self._status_of_year else day.toordinal()
        return "retired" if ordinal >= self._retired_from else self.person.status

    def credit_status_in(self, month: Month) -> Status:
        """The status that the account is credited by: retired from the month after retirement."""
        retired = self.person.retirement_date
        if retired is not None and month > month_of(retired):
            return "retired"
        return self.person.status

    def cap_left(self, scale: Scale, counters: YearCounters) -> int:
        """What is left of the yearly limit in its own measure: of payments, or of in-scope cost; never below 0."""
        used = counters.expense if self.cap_on_expense else counters.pooled
        return max(0, scale.cap - used)

    def retired_since(self, day: date) -> bool:
        """Whether the person is known to have retired on a day or after it."""
        retired = self.person.retirement_date
        return retired is not None and retired >= day

    def retirement_unknown(self, day: date) -> bool:
        """Whether it is open if the person, retired when the period begins, retired before a day."""
        return self.person.retirement_date is None and self._first_day > day

    def counters(self, year: int) -> YearCounters:
        """The counters of a year; that of the first year begins with what earlier visits used."""
        counters = self._years.get(year)
        if counters is None:
            counters = self._years[year] = YearCounters()
            opening = self.person.opening
            if year == self._first_year and opening is not None:
                used = opening.deductible_used or 0
                if opening.pooled:
                    used = max(used, self.least_deductible(self._first_day))
                counters.take(used, opening.pooled)
        return counters

    @property
    def has_refused_visits(self) -> bool:
        """Whether a visit so far, of any year, has no number."""
        return any(counters.refused for counters in self._years.values())

    def least_deductible(self, day: date) -> int:
        """What the fund must have asked of the deductible before a day to have paid anything, in 分.

        The lowest standard of the status at a level that the fund pays at; nothing where every visit has its own.
        """
        terms = self.rulebook.terms_on(day.toordinal())
        scale = None if terms.pooling is None else self.scale(terms, self.status_on(day))
        if scale is None or self.per_visit:
            return 0
        return min((scale.standard[level] for level in LEVELS if scale.rate[level]), default=0)

    def cite(self, rule: Cited) -> Cite:
        """Document number and clause of a rule."""
        return Cite(self.rulebook.numbers[rule.source], rule.clause)

    def scale(self, terms: Terms, status: Status) -> Scale | None:
        """What the status is paid by; None where a city must set it and has not been given, or nobody knows it.

        None as well where what it goes by could not be read.
        """
        if self.pooling_unread:
            return None
        key = (id(terms), status)
        if key not in self._scales:
            self._scales[key] = self._scale(terms, status)
        return self._scales[key]

    def _scale(self, terms: Terms, status: Status) -> Scale | None:
        deductible, rate, cap = terms.deductible[status], terms.rate[status], terms.cap[status]
        retired = status == "retired"
        city = self.person.city
        standard: dict[Level, Fen] = {}
        rates: dict[Level, Rate] = {}
        for level in LEVELS:
            if deductible.set_by != "city":
                standard[level] = getattr(deductible, level)
            elif city is not None:
                own = city.deductible_retired if retired and city.deductible_retired else city.deductible
                standard[level] = getattr(own, level)
            if rate.set_by != "city":
                rates[level] = getattr(rate, level)
            elif city is not None:
                rates[level] = Rate(getattr(city.rate, level) + (city.retired_uplift if retired else 0))
        amount = cap.amount
        if cap.set_by == "city" and city is not None:
            amount = city.cap_retired if retired and city.cap_retired is not None else city.cap
        unknown = any(rule.unknown is not None for rule in (deductible, rate, cap))
        if unknown or len(standard) < len(LEVELS) or len(rates) < len(LEVELS) or amount is None:
            return None
        readings = read_when(rate) + self._status_readings
        return Scale(
            standard,
            rates,
            amount,
            NO_CITE if terms.scope is None else self.cite(terms.scope),
            self.cite(deductible),
            self.cite(rate),
            self.cite(cap),
            readings,
            readings + self.rounding_readings,
            frozenset(
                name for name, rule in (("deductible", deductible), ("share", rate), ("cap", cap)) if rule.set_by
            ),
        )

    def warn(
        self,
        code: str,
        field: str | None = None,
        cite: Cite = NO_CITE,
        *,
        template: str = "",
        subject: str | None = None,
        day: date | None = None,
        what: str | None = None,
        **figures: object,
    ) -> None:
        """Tell a caution, once for a field and what is in doubt; `template` is its sentence, if the code has several.

        `subject`, `day` and `what` are the caution's own; `figures` go into its sentence beside them.
        """
        figures["what"], figures["date"] = what, day
        source, clause = cite
        phrase = (template or f"warning.{code}", figures)
        self.told.append(((code, field, what), Caution(code, phrase, field, source, clause, subject, day, what)))

    def cautions(self) -> list[Caution]:
        """What was told, each doubt as it was told first."""
        first: dict[Doubt, Caution] = {}
        for doubt, caution in self.told:
            first.setdefault(doubt, caution)
        return list(first.values())


def _moves_counters(unread: str) -> bool:
    """Whether a field that could not be read is of known figures, and not of a balance alone."""
    return unread.split(".", 1)[0] == "known" and not unread.endswith(".balance")


def read_when(rule: Rule) -> Readings:
    """The readings that a rule belongs to."""
    return tuple(rule.when.items())
