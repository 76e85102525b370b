"""What a region's rules say on a day, rule by rule in words, each with its clause; the engine's own rules are read.

An entry's key stays the same from date to date, so that one can tell what a new date changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.policy.names import LEVELS, PLANS, STATUSES
from calculator.policy.pack import (
    BeforeReform,
    Bound,
    Cap,
    Cited,
    Credit,
    Deductible,
    Pack,
    PaymentRate,
    Rule,
    SettingRule,
)
from calculator.policy.pack_fields import Text
from calculator.policy.rulebook import applies, in_force, read_start
from calculator.words.cell_display import cited
from calculator.words.policy_sections import RULES
from calculator.words.wording import Wording

AnyRule = TypeVar("AnyRule", bound=Rule)

_BASES = {
    "contribution_base": N_("contribution base × {parts:parts}"),
    "own_pension": N_("own pension × {parts:parts}"),
    "average_pension": N_("average basic pension of {year} × {parts:parts} ({pension:text})"),
    "fixed": N_("{amount:yuan} yuan a month"),
    "nothing": N_("nothing is credited"),
}
_SETTINGS = {
    "paid": N_("paid like an ordinary visit"),
    "excluded": N_("not paid"),
    "refused": N_("no figures in the text, so nothing is computed"),
}
_PHARMACY = {
    "paid": N_("paid like at an institution"),
    "excluded": N_("not open to pooling yet"),
}
_BOUNDED = {"deductible": "deductible", "cap": "cap", "rate_employed": "rate", "rate_retired": "rate"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a text says: about what, what it says, and on which clause of which document it stands.

    `unknown` is what the text does not say there, `since` from when to when the rule holds, `source` the document's id,
    `meaning` what it comes to in a sentence of ours, where that of its section does not say it.
    """

    key: str
    subject: str
    said: str
    notes: tuple[str, ...] = ()
    unknown: str = ""
    source: str = ""
    cited: str = ""
    clause: str = ""
    since: str = ""
    meaning: str = ""


class Entries:
    """The rules of a pack that hold on a day under chosen readings, section by section."""

    def __init__(self, pack: Pack, readings: Mapping[str, str], day: date, wording: Wording) -> None:
        self._pack, self._day, self._words = pack, day, wording
        self._readings = {**pack.default_readings(), **readings}

    def of(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section: the name of a pack's table. Raises KeyError."""
        made: dict[str, Callable[[], Iterable[Entry]]] = {
            "pooling": self._pooling,
            "deductible": lambda: self._by_status(self._pack.deductible, self._deductible, "deductible"),
            "rate": lambda: self._by_status(self._pack.rate, self._rate, "rate"),
            "cap": lambda: self._by_status(self._pack.cap, self._cap, "cap"),
            "scope": self._scope,
            "exclusion": self._exclusions,
            "setting": self._settings,
            "pharmacy": self._pharmacy,
            "credit": self._credits,
            "account_use": self._uses,
        }
        return tuple(made[section]())

    # ---- what holds

    def _current(self, rules: tuple[AnyRule, ...]) -> list[AnyRule]:
        return [rule for rule in rules if in_force(rule, self._day) and applies(rule, self._readings)]

    def _entry(
        self, key: str, subject: str, said: str, rule: Cited, *, notes: Iterable[str] = (), meaning: str = ""
    ) -> Entry:
        """`meaning` names the sentence in which it is told what the rule comes to."""
        words = self._words
        further = [*notes, words.of(rule.note)]
        since = ""
        if isinstance(rule, Rule):
            since = self._span(rule)
            start = (
                None
                if key == "pooling"
                else read_start(self._pack, self._readings, (key.partition(":")[0],), rule.from_, self._day)
            )
            if start is not None and start.from_ is not None:
                said_start = words.readings(self._pack, tuple(start.when.items()))
                text = N_("applied from {start} on, by the reading “{reading}”")
                further.append(words.text(text).format(start=words.day(start.from_), reading=said_start))
            if rule.when:
                said_when = words.readings(self._pack, tuple(rule.when.items()))
                further.append(words.text(N_("Reading: {reading}")).format(reading=said_when))
        unknown: Text | None = getattr(rule, "unknown", None)
        number = self._pack.source_number(rule.source)
        shown = tuple(dict.fromkeys(note for note in further if note and note != said))
        return Entry(
            key,
            subject,
            said,
            shown,
            words.of(unknown),
            rule.source,
            cited(number, rule.clause),
            rule.clause,
            since,
            words.text(RULES[meaning]) if meaning else "",
        )

    def _span(self, rule: Rule) -> str:
        words = self._words
        if rule.from_ is None or rule.from_ == date.min:
            return words.text(N_("until {last}")).format(last=words.day(rule.until)) if rule.until else ""
        if rule.until is None:
            return words.text(N_("from {first} on")).format(first=words.day(rule.from_))
        return words.text(N_("from {first} to {last}")).format(first=words.day(rule.from_), last=words.day(rule.until))

    # ---- pooling

    def _pooling(self) -> Iterator[Entry]:
        for rule in self._current(self._pack.pooling):
            said = self._words.text(N_("in force"))
            if rule.from_ is not None and rule.from_ != date.min:
                said = self._words.text(N_("in force since {start}")).format(start=self._words.day(rule.from_))
            yield self._entry("pooling", self._words.text(N_("Pooling of outpatient costs")), said, rule)

    def _by_status(
        self, rules: tuple[AnyRule, ...], say: Callable[[AnyRule], tuple[str, list[str]]], section: str
    ) -> Iterator[Entry]:
        current = self._current(rules)
        for status in STATUSES:
            for rule in current:
                if status in getattr(rule, "status", ()):
                    said, notes = say(rule)
                    yield self._entry(f"{section}:{status}", self._words.word(status), said, rule, notes=notes)
        yield from self._bounds(section)

    def _figures(self, figures: Mapping[str, int], show: Callable[[int], str]) -> str:
        words = self._words
        if len(set(figures.values())) == 1:
            same = words.text(N_("{figure} at every level"))
            return same.format(figure=show(next(iter(figures.values()))))
        return " · ".join(f"{words.word(level)} {show(figure)}" for level, figure in figures.items())

    def _left_open(self, rule: Deductible | PaymentRate | Cap) -> str:
        text = N_("set by the city") if rule.set_by is not None else N_("no figure in the text")
        return self._words.text(text)

    def _deductible(self, rule: Deductible) -> tuple[str, list[str]]:
        figures = _by_level(rule)
        return self._figures(figures, self._words.yuan) if figures else self._left_open(rule), []

    def _rate(self, rule: PaymentRate) -> tuple[str, list[str]]:
        figures = _by_level(rule)
        said = self._figures(figures, format_percent) if figures else self._left_open(rule)
        return said, self._below(rule.retired_below_employed)

    def _cap(self, rule: Cap) -> tuple[str, list[str]]:
        if rule.amount is None:
            return self._left_open(rule), []
        said = self._words.text(N_("{amount} yuan a year")).format(amount=self._words.yuan(rule.amount))
        word, note = self._words.text(N_("provisional")), self._words.of(rule.note)
        provisional = [word] if rule.provisional and word not in note else []  # the note may say it already
        return said, provisional + self._below(rule.retired_below_employed)

    def _below(self, declared: bool) -> list[str]:
        return [self._words.text(N_("lower for the retired than for the employed: so in the text"))] if declared else []

    def _bounds(self, section: str) -> Iterator[Entry]:
        for bound in self._pack.bound:
            if _BOUNDED.get(bound.field, "credit") == section:
                subject = self._words.text(N_("Bound for the cities: {field}"))
                yield self._entry(
                    f"bound:{bound.field}",
                    subject.format(field=self._words.word(bound.field)),
                    self._bound(bound),
                    bound,
                    meaning="bound:about" if bound.at_most is None else "bound:at_most",
                )

    def _bound(self, bound: Bound) -> str:
        words = self._words
        if bound.at_most is not None:
            return words.text(N_("in principle at most {amount} yuan")).format(amount=words.yuan(bound.at_most))
        return words.text(N_("about {rate}")).format(rate=format_percent(bound.about or 0))

    # ---- what is in, and what is out

    def _scope(self) -> Iterator[Entry]:
        for rule in self._current(self._pack.scope):
            catalogues = self._words.text(N_("what the catalogues of the basic medical insurance pay for"))
            said = self._words.of(rule.note) or catalogues
            yield self._entry("scope", self._words.word("in_scope"), said, rule)

    def _exclusions(self) -> Iterator[Entry]:
        words = self._words
        for rule in self._current(self._pack.exclusion):
            said = words.text(N_("not paid"))
            if rule.status != STATUSES:
                said = words.text(N_("{who}: not paid")).format(who=self._all_of(rule.status))
            key = f"exclusion:{rule.circumstance}"
            yield self._entry(key, words.word(rule.circumstance), said, rule, meaning=key)

    def _all_of(self, names: Iterable[str]) -> str:
        return self._words.text(N_(", ")).join(self._words.word(name) for name in names)

    def _settings(self) -> Iterator[Entry]:
        for rule in self._current(self._pack.setting):
            meaning = f"setting:{rule.effect if rule.emergency is None else 'emergency'}"
            subject = self._words.word(rule.setting)
            yield self._entry(f"setting:{rule.setting}", subject, self._setting(rule), rule, meaning=meaning)

    def _setting(self, rule: SettingRule) -> str:
        said = self._words.text(_SETTINGS[rule.effect])
        if rule.emergency is None:
            return said
        return self._words.text(N_("{said}; emergency treatment is paid")).format(said=said)

    def _pharmacy(self) -> Iterator[Entry]:
        for rule in self._current(self._pack.pharmacy):
            said = self._words.text(_PHARMACY[rule.effect])
            meaning = f"pharmacy:{rule.effect}"
            yield self._entry("pharmacy", self._words.word("pharmacy"), said, rule, meaning=meaning)

    # ---- accounts

    def _credits(self) -> Iterator[Entry]:
        current = self._current(self._pack.credit)
        for status in STATUSES:
            own = [rule for rule in current if status in rule.status]
            by_plan = any(rule.plan is not None for rule in own)
            for plan in PLANS if by_plan else (None,):
                bands = [rule for rule in own if plan is None or rule.plan in (None, plan)]
                if bands:
                    subject = self._words.word(status)
                    if plan is not None:
                        subject = f"{subject} · {self._words.word(plan)}"
                    yield self._bands(f"credit:{status}:{plan}", subject, bands)
        yield from self._bounds("credit")

    def _bands(self, key: str, subject: str, bands: list[Credit]) -> Entry:
        """One entry for all ages; the clause is that of the first band."""
        made = [
            self._entry(
                key,
                subject,
                self._band(rule),
                rule,
                notes=self._credit_notes(rule),
                meaning=f"credit:{rule.basis or ''}",
            )
            for rule in bands
        ]
        said = self._words.text(N_("; ")).join(dict.fromkeys(entry.said for entry in made))
        notes = tuple(dict.fromkeys(note for entry in made for note in entry.notes))
        meaning = " ".join(dict.fromkeys(entry.meaning for entry in made))
        return replace(made[0], said=said, notes=notes, meaning=meaning)

    def _credit_notes(self, rule: Credit) -> list[str]:
        return [self._words.text(N_("the text says “about”"))] if rule.approximate else []

    def _band(self, rule: Credit) -> str:
        words = self._words
        if rule.basis is None:
            said = words.text(N_("no rule in this text"))
        else:
            year = words.text(N_("the year before")) if rule.pension_year == "previous" else rule.pension_year
            figures = {"parts": rule.parts, "year": year, "pension": rule.pension_of, "amount": rule.amount}
            said = words.fill(_BASES[rule.basis], figures)
        return by_age(rule, said, words)

    def _uses(self) -> Iterator[Entry]:
        words = self._words
        for rule in self._current(self._pack.account_use):
            said = words.text(N_("{answer} (for: {who})")).format(
                answer=words.word(rule.allowed), who=self._all_of(rule.relations)
            )
            key = f"account_use:{','.join(rule.purposes)}:{','.join(rule.relations)}"
            meaning = f"account_use:{rule.allowed}"
            yield self._entry(key, self._all_of(rule.purposes), said, rule, meaning=meaning)


def by_age(rule: Credit | BeforeReform, said: str, words: Wording) -> str:
    """What a rule says, with the ages that it is for."""
    if rule.age_below is not None:
        return words.text(N_("below {age}: {said}")).format(age=rule.age_below, said=said)
    if rule.age_from is None:
        return said
    text = N_("after the birthday of {age}: {said}") if rule.after_birthday else N_("{age} and above: {said}")
    return words.text(text).format(age=rule.age_from, said=said)


def _by_level(rule: Deductible | PaymentRate) -> dict[str, int]:
    """What a rule gives for each level; nothing where the text gives no figures."""
    return {level: figure for level in LEVELS if (figure := getattr(rule, level)) is not None}


def merged(entries: Iterable[Entry], wording: Wording) -> tuple[Entry, ...]:
    """The entries with those that say the same, one after the other, told as one of several subjects."""
    found: list[Entry] = []
    for entry in entries:
        last = found[-1] if found else None
        if last is not None and replace(last, key=entry.key, subject=entry.subject) == entry:
            found[-1] = replace(last, subject=wording.text(N_(", ")).join([last.subject, entry.subject]))
        else:
            found.append(entry)
    return tuple(found)
