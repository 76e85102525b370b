"""A comparison in words: its table, why its sides differ, and what each of them refuses or lacks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from calculator.benefit.causes import Cause, Figure, Rule, Said
from calculator.benefit.compare import AFTER, BEFORE, Comparison, Kind, Side, Sums
from calculator.benefit.explained import Line
from calculator.benefit.months import format_month, month_of
from calculator.benefit.personal_year import personal_year
from calculator.benefit.shown import cited, named
from calculator.benefit.statement import FORMAT, Decision, Statement, YearStatement
from calculator.benefit.wording import Wording
from calculator.benefit.year_words import year_doubts
from calculator.language import N_
from calculator.money import format_percent
from calculator.policy.library import Library
from calculator.policy.names import LEVELS

KINDS: dict[Kind, str] = {
    "regions": N_("Between regions"),
    "reform": N_("Before and after the reform"),
    "status": N_("In work and retired"),
    "years": N_("Two years"),
}
_TITLES: dict[Kind, str] = {
    "regions": N_("The same year under {count} regions"),
    "reform": N_("The same year before and after the reform"),
    "status": N_("The same year in work and retired"),
    "years": N_("The same visits in two years"),
}
_SIDES = {BEFORE: N_("Before the reform"), AFTER: N_("After the reform")}
BARS: tuple[tuple[str, str], ...] = (
    ("pooled", "pooled"),
    ("account", "account"),
    ("cash", "cash"),
    ("balance", "account"),
)
"""The figures that are drawn, with the meaning that gives their colour."""
_FIGURES: dict[str, str] = {
    "total": N_("Total of the bills"),
    "in_scope": N_("In-scope cost"),
    "deductible": N_("Deductible"),
    "pooled": N_("Paid by the pooled fund"),
    "personal": N_("Personal share"),
    "account": N_("Accounts paid of the bills"),
    "cash": N_("Paid in cash"),
    "credited": N_("Credited to accounts"),
    "balance": N_("Account balance at the end"),
}
_MEANINGS = {"deductible": "deductible", "pooled": "pooled", "account": "account", "cash": "cash", "balance": "account"}
_COUNTS = {
    "not_paid": N_("Visits the fund does not pay"),
    "refused": N_("Visits without a number"),
    "uncredited": N_("Months without a credit"),
}
_RULES: dict[Rule, str] = {
    "refused": N_("No rule on one side"),
    "excluded": N_("Paid on one side only"),
    "deductible": N_("Deductible"),
    "rate": N_("Rate"),
    "cap": N_("Yearly cap"),
    "credit": N_("Monthly credit"),
    "account": N_("Payment from accounts"),
    "use": N_("Other uses of the account"),
}
_MORE: dict[Figure, str] = {
    "pooled": N_("{rule}: the pooled fund pays {amount} more (visits: {count})"),
    "credited": N_("{rule}: {amount} more is credited (months: {count})"),
    "account": N_("{rule}: accounts pay {amount} more (visits: {count})"),
    "uses": N_("{rule}: accounts pay {amount} more (uses: {count})"),
}
_LESS: dict[Figure, str] = {
    "pooled": N_("{rule}: the pooled fund pays {amount} less (visits: {count})"),
    "credited": N_("{rule}: {amount} less is credited (months: {count})"),
    "account": N_("{rule}: accounts pay {amount} less (visits: {count})"),
    "uses": N_("{rule}: accounts pay {amount} less (uses: {count})"),
}
_NO_NUMBER: dict[Figure, str] = {
    "pooled": N_("{rule}: cannot be compared (visits: {count})"),
    "credited": N_("{rule}: cannot be compared (months: {count})"),
    "account": N_("{rule}: cannot be compared (visits: {count})"),
    "uses": N_("{rule}: cannot be compared (uses: {count})"),
}
_DASH = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its name, a cell a side, where each figure stands, and the meaning that gives a colour."""

    key: str
    name: str
    cells: tuple[str, ...]
    clauses: tuple[str, ...]
    meaning: str = ""

    def said(self, place: int) -> str:
        """A cell with its clause."""
        return " · ".join(part for part in (self.cells[place], self.clauses[place]) if part)


class ComparisonWords:
    """A comparison told in a wording; `library` has the packs of its regions."""

    def __init__(self, comparison: Comparison, library: Library, wording: Wording) -> None:
        self.comparison, self.library, self.wording = comparison, library, wording

    def title(self) -> str:
        """What is compared."""
        asked = self.comparison.question
        title = self.wording.text(_TITLES[asked.kind]).format(count=len(self.comparison.sides))
        return title if asked.kind == "years" else f"{title} · {asked.year}"

    def whose(self) -> str:
        """Whose figures stand here."""
        asked, case = self.comparison.question.person, self.comparison.sides[0].case
        person = next((person for person in case.people if person.id == asked), None)
        return self.wording.text(N_("the whole household")) if person is None else named(person)

    def name(self, side: Side) -> str:
        """What a side is called."""
        kind, words = self.comparison.question.kind, self.wording
        if kind == "regions":
            pack = self.library.pack(side.key)
            version = words.text(N_(", version {version}")).format(version=pack.version)
            return words.of(pack.name) + (version if "@" in side.key else "")
        if kind == "years":
            return words.text(N_("year {year}")).format(year=side.key)
        return words.text(_SIDES[side.key]) if kind == "reform" else words.word(side.key)

    def names(self) -> list[str]:
        """The sides in order."""
        return [self.name(side) for side in self.comparison.sides]

    # ---- the table

    def rows(self) -> list[Row]:
        """The rules of one person's sides, the year's figures, and what is in none of them."""
        sides = self.comparison.sides
        sums = [side.sums for side in sides]
        rows = list(self._rules()) if self.comparison.question.person is not None else []
        none = ("",) * len(sides)
        for key, name in _FIGURES.items():
            cells = tuple(self.figure(key, one) for one in sums)
            rows.append(Row(key, self.wording.text(name), cells, none, _MEANINGS.get(key, "")))
        for key, name in _COUNTS.items():
            counts = [getattr(one, key) for one in sums]
            if any(counts):
                rows.append(Row(key, self.wording.text(name), tuple(map(str, counts)), none))
        return rows

    def figure(self, key: str, sums: Sums) -> str:
        """A figure of a side; in words where nothing could be computed."""
        return self.wording.yuan(getattr(sums, key)) if is_known(key, sums) else self.wording.text(N_("not computed"))

    def _rules(self) -> Iterator[Row]:
        words, sides = self.wording, self.comparison.sides
        years = [side.people[0].years[0] for side in sides]
        packs = [side.library.pack(side.people[0].region) for side in sides]
        documents = tuple(pack.sources[0].number for pack in packs)
        standings = tuple(words.word(pack.standing) for pack in packs)
        yield Row("standing", words.text(N_("Standing of the text")), standings, documents)
        yield Row(
            "standard",
            words.text(N_("Standard, level 1 / 2 / 3")),
            tuple(self._by_level(year, "deductible_standard") for year in years),
            tuple(cited(year.deductible_source, year.deductible_clause) for year in years),
            "deductible",
        )
        yield Row(
            "rate",
            words.text(N_("Rate, level 1 / 2 / 3")),
            tuple(self._by_level(year, "rate") for year in years),
            ("",) * len(years),
        )
        caps = tuple(cited(year.cap_source, year.cap_clause) for year in years)
        yield Row("cap", words.text(N_("Yearly cap")), tuple(words.yuan(year.cap) for year in years), caps)

    def _by_level(self, year: YearStatement, name: str) -> str:
        figures = getattr(year, name)
        if figures is None:
            return _DASH
        if name == "rate":
            return " / ".join(format_percent(figures[level]) for level in LEVELS)
        same = len(set(figures.values())) == 1
        return " / ".join(self.wording.yuan(figures[level]).removesuffix(".00") for level in LEVELS[: 1 if same else 3])

    # ---- why

    def verdict(self) -> str:
        """Where the fund pays most and least, in a sentence; empty where fewer than two sides have a number."""
        words = self.wording
        sums = [(self.name(side), side.sums) for side in self.comparison.sides]
        known = [(name, one.pooled) for name, one in sums if not one.refused]
        if len(known) < 2:
            return ""
        least, most = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
        if least[1] == most[1]:
            return words.text(N_("The pooled fund pays the same: {amount}.")).format(amount=words.yuan(most[1]))
        return words.text(N_("The pooled fund pays most: {most} ({amount}), {difference} more than {least}.")).format(
            most=most[0], amount=words.yuan(most[1]), difference=words.yuan(most[1] - least[1]), least=least[0]
        )

    def against(self, side: Side) -> str:
        """The heading of a side's differences."""
        text = self.wording.text(N_("{side} compared with {first}"))
        return text.format(side=self.name(side), first=self.name(self.comparison.sides[0]))

    def lines(self, place: int) -> list[Line]:
        """Why the side at `place` (from 1) differs from the first: a line a rule, with both clauses."""
        first, side = self.comparison.sides[0], self.comparison.sides[place]
        return [self._line(cause, first, side) for cause in self.comparison.differences[place - 1]]

    def _line(self, cause: Cause, first: Side, side: Side) -> Line:
        words = self.wording
        template = _NO_NUMBER if cause.amount is None else _MORE if cause.amount >= 0 else _LESS
        heading = words.text(template[cause.figure]).format(
            rule=words.text(_RULES[cause.rule]), amount=words.yuan(abs(cause.amount or 0)), count=cause.count
        )
        both = ((first, cause.here), (side, cause.there))
        when = format_month(month_of(cause.day)) if cause.rule == "credit" else words.day(cause.day)
        formula = [words.text(N_("Example, {day}:")).format(day=when)]
        formula += [self._told(self.name(one), self._sentence(said)) for one, said in both]
        clauses = [self._told(self.name(one), cited(*said.cite)) for one, said in both if said.cite.source]
        readings = [self._told(self.name(one), read) for one, said in both if (read := self._reading(one, said))]
        return Line(heading, "\n".join(formula), "\n".join(clauses), "\n".join(readings))

    def _told(self, name: str, what: str) -> str:
        return self.wording.text(N_("{side}: {said}")).format(side=name, said=what)

    def _sentence(self, said: Said) -> str:
        return self.wording.text(N_("no account pays")) if said.phrase is None else self.wording.say(said.phrase)

    def _reading(self, side: Side, said: Said) -> str:
        reading = self.wording.readings(side.library.pack(said.region), said.reading)
        return self.wording.text(N_("Reading: {reading}")).format(reading=reading) if reading else ""

    # ---- what is refused, needed or in doubt

    def notes(self, side: Side) -> list[str]:
        """What a side refuses, does not pay or lacks, each once with its clause, and the doubts about its text."""
        words = self.wording
        several, statement = len(side.people) > 1, Statement(FORMAT, list(side.people))
        people = {person.id: named(person) for person in side.case.people}
        lines = []
        for person in side.people:
            of = personal_year(side.case, statement, side.library, words, person.id, side.year)
            months = [month for month in person.account.months if month.month // 12 == side.year]
            own = [
                *self._decided(
                    N_("Visits without a number ({count}): {why}"), (visit.refused for visit in of.year.visits)
                ),
                *self._decided(N_("Visits not paid ({count}): {why}"), (visit.excluded for visit in of.year.visits)),
                *self._decided(N_("Months without a credit ({count}): {why}"), (month.refused for month in months)),
                *year_doubts(of),
            ]
            lines += [self._told(people[person.id], line) if several else line for line in own]
        if side.key == BEFORE:
            lines.append(
                words.text(
                    N_("Whose bills an account could pay before the reform is not in the text; today's rule is taken.")
                )
            )
        return list(dict.fromkeys(lines))

    def _decided(self, text: str, decisions: Iterator[Decision | None]) -> list[str]:
        """Each reason once, with how often it was met; of a kind that differs by month the first."""
        found = [decision for decision in decisions if decision is not None]
        counts = Counter((decision.code, decision.clause) for decision in found)
        firsts = {(decision.code, decision.clause): decision for decision in reversed(found)}
        lines = []
        for key, count in counts.items():
            decision = firsts[key]
            source = cited(decision.source, decision.clause)
            why = self.wording.say(decision.message) + (f"（{source}）" if source else "")
            lines.append(self.wording.text(text).format(count=count, why=why))
        return lines


def is_known(key: str, sums: Sums) -> bool:
    """Whether a figure could be computed at all."""
    credited, computed = not 0 < sums.months == sums.uncredited, not 0 < sums.visits == sums.refused
    if key == "balance":  # without what the visits would have taken from the accounts it would mislead
        return credited and computed
    return credited if key == "credited" else computed
