"""A comparison in words: its table, why its sides differ, and what each of them refuses or lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.engine.statement import YearStatement
from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.ground.months import format_month, month_of
from calculator.policy.names import LEVELS
from calculator.policy.packs import Packs
from calculator.whatif.comparison import AFTER, BEFORE, Comparison, Kind, Side, Sums
from calculator.whatif.comparison_notes import is_complete, is_known, notes_of, said_of, says_nothing
from calculator.whatif.difference_causes import Cause, Figure, Rule, Said
from calculator.words.cell_display import cited, named
from calculator.words.citing import RuleAt, rule_at, rule_of_bound
from calculator.words.explanation import Line
from calculator.words.framework_bounds import entered_clause
from calculator.words.wording import Wording

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
_STEPS: dict[Rule, str] = {"refused": "excluded", "rate": "share", "use": "account"}
"""The step of an explanation in whose tables a rule stands, where it is not called the same."""
_RESTS_ON: dict[Figure, str] = {"pooled": "pooled", "credited": "credited", "account": "account", "uses": "balance"}
"""The figure of the table that a difference is one of; what accounts paid for other things rests on their balance."""
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

    def __init__(self, comparison: Comparison, library: Packs, wording: Wording) -> None:
        self.comparison, self.library, self.wording = comparison, library, wording

    def title(self) -> str:
        """What is compared."""
        asked = self.comparison.question
        title = self.wording.text(_TITLES[asked.kind]).format(count=len(self.comparison.sides))
        return title if asked.kind == "years" else f"{title} · {asked.year}"

    def whose(self) -> str:
        """Whose figures stand here."""
        asked, case = self.comparison.question, self.comparison.case
        person = next((person for person in case.people if person.id == asked.person), None)
        if asked.kind != "regions" or len(case.people) == 1:
            return self.wording.text(N_("the whole household")) if person is None else named(person)
        if person is None:
            return self.wording.text(N_("the whole household, everyone moved to each region"))
        return self.wording.text(N_("{person}, moved to each region; the others stay")).format(person=named(person))

    def name(self, side: Side) -> str:
        """What a side is called."""
        kind, words = self.comparison.question.kind, self.wording
        if kind == "regions":
            pack = self.library.pack(side.key)
            version = words.text(N_(", version {version}")).format(version=pack.version)
            return words.of(pack.name) + (version if "@" in side.key and not pack.stands_in else "")
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
        """A figure of a side; in words where nothing could be computed, marked where that is not all of it."""
        if not is_known(key, sums):
            return self.wording.text(N_("not computed"))
        return self._marked(self.wording.yuan(getattr(sums, key)), complete=is_complete(key, sums))

    def _marked(self, text: str, *, complete: bool) -> str:
        return text if complete else self.wording.text(N_("{figure} (incomplete)")).format(figure=text)

    def _rules(self) -> Iterator[Row]:
        words, sides = self.wording, self.comparison.sides
        years = [side.people[0].years[0] for side in sides]
        packs = [side.library.pack(side.people[0].region) for side in sides]
        documents = tuple("" if pack.stands_in else pack.sources[0].number for pack in packs)
        standings = tuple(_DASH if pack.stands_in else words.word(pack.standing) for pack in packs)
        yield Row("standing", words.text(N_("Standing of the text")), standings, documents)
        yield Row(
            "standard",
            words.text(N_("Standard, level 1 / 2 / 3")),
            tuple(self._by_level(year, "deductible_standard") for year in years),
            tuple(self._standing(year, "deductible") for year in years),
            "deductible",
        )
        yield Row(
            "rate",
            words.text(N_("Rate, level 1 / 2 / 3")),
            tuple(self._by_level(year, "rate") for year in years),
            ("",) * len(years),
        )
        caps = tuple(self._standing(year, "cap") for year in years)
        yield Row("cap", words.text(N_("Yearly cap")), tuple(words.yuan(year.cap) for year in years), caps)

    def _standing(self, year: YearStatement, name: str) -> str:
        """Where a figure of the year stands, `cap` or `deductible`, or that a person typed it."""
        source, clause, set_by, bound = (
            getattr(year, f"{name}_{part}") for part in ("source", "clause", "set_by", "bound")
        )
        return cited(source, clause) if set_by is None else entered_clause(bound or "", self.wording)

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
        said = N_("The pooled fund pays most: {most} ({amount}), {difference} more than {least}.")
        if least[1] == most[1]:
            said = N_("The pooled fund pays the same: {amount}.")
        told = words.text(said).format(
            most=most[0], amount=words.yuan(most[1]), difference=words.yuan(most[1] - least[1]), least=least[0]
        )
        left_out = [name for name, one in sums if one.refused]
        if left_out:
            more = words.text(N_(" Not compared, as visits have no number there: {sides}."))
            told += more.format(sides=words.text(N_(", ")).join(left_out))
        return told

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
        whole = all(is_complete(_RESTS_ON[cause.figure], one.sums) for one in (first, side))
        heading = self._marked(heading, complete=whole or cause.amount is None)
        both = ((first, cause.here), (side, cause.there))
        when = format_month(month_of(cause.day)) if cause.rule == "credit" else words.day(cause.day)
        formula = [words.text(N_("Example, {day}:")).format(day=when)]
        formula += [self._told(self.name(one), self._sentence(one, said)) for one, said in both]
        citing = [
            (one, said)
            for one, said in both
            if (said.cite.source or said.bound is not None) and not says_nothing(one, said.template)
        ]
        clauses = [self._told(self.name(one), self._cited(said)) for one, said in citing]
        rules = tuple(_rule_of(cause, said) for _one, said in citing)
        readings = [self._told(self.name(one), read) for one, said in both if (read := self._reading(one, said))]
        return Line(heading, "\n".join(formula), "\n".join(clauses), "\n".join(readings), rules=rules)

    def _cited(self, said: Said) -> str:
        return cited(*said.cite) if said.bound is None else entered_clause(said.bound, self.wording)

    def _told(self, name: str, what: str) -> str:
        return self.wording.text(N_("{side}: {said}")).format(side=name, said=what)

    def _sentence(self, side: Side, said: Said) -> str:
        return (
            self.wording.text(N_("no account pays"))
            if said.phrase is None
            else said_of(side, said.phrase, self.wording)
        )

    def _reading(self, side: Side, said: Said) -> str:
        reading = self.wording.readings(side.library.pack(said.region), said.reading)
        return self.wording.text(N_("Reading: {reading}")).format(reading=reading) if reading else ""

    def notes(self, side: Side) -> list[str]:
        """What a side refuses, does not pay, lacks or leaves behind, each once, and the doubts about its text."""
        lines = notes_of(self.comparison, side, self.wording)
        if any(is_known(key, side.sums) and not is_complete(key, side.sums) for key in _FIGURES):
            lines.append(
                self.wording.text(
                    N_(
                        "Figures marked (incomplete) leave out visits and months without a number, those of earlier"
                        " years and of accounts that pay the same bills included."
                    )
                )
            )
        return lines


def _rule_of(cause: Cause, said: Said) -> RuleAt | None:
    """Where the rule of one side is found."""
    step = _STEPS.get(cause.rule, cause.rule)
    rule = rule_at(step, *said.cite, cause.day) if said.bound is None else rule_of_bound(step, said.bound, cause.day)
    return None if rule is None else rule._replace(region=said.region)
