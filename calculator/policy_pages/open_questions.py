"""The open questions of a region with their choices, and what each choice would change for a household.

The figures are those of `whatif.with_alternatives`, so of `compute`; nothing is reckoned here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from calculator.engine.alternative_statement import Alternative, StatementWithAlternatives
from calculator.engine.statement import PeriodSums, Phrase
from calculator.ground.language import N_
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import STATUSES
from calculator.policy.pack import Pack, Reading, SettingRule
from calculator.policy.packs import Packs
from calculator.policy_pages.region_page import sections_of
from calculator.policy_pages.rule_entries import Entries
from calculator.words.cell_display import cited
from calculator.words.policy_sections import SECTIONS
from calculator.words.wording import Wording

SUMS: dict[str, str] = {
    "pooled": N_("Paid by the pooled fund"),
    "personal": N_("Personal share"),
    "account": N_("Paid by account"),
    "cash": N_("Paid in cash"),
    "credited": N_("Credited to the account"),
    "balance": N_("Account balance"),
}
"""The figures of a whole period that a reading may change, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a question; `adopted` by the office that set the machine up."""

    value: str
    words: str
    default: bool
    chosen: bool
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """What another region's text says about the same question, with its clause where there is one."""

    region: str
    said: str
    cited: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: on which part of the rules it bears, its choices, and why the default is the default."""

    reading: str
    words: str
    bears_on: tuple[str, ...]
    cited: str
    why: str
    choices: tuple[Choice, ...]
    bearings: tuple[Bearing, ...]

    @property
    def chosen(self) -> Choice:
        """The choice that is in use."""
        return next(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of one person's whole period as it is and as it would be, in 分."""

    key: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How much more it would be, in 分."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """What a choice would change for a person: the sums that would be others.

    `wanting` says which figure it would need that has not been given; without `complete`, visits or months without a
    number are left out.
    """

    person: str
    figures: tuple[Figure, ...]
    wanting: Phrase | None = None
    complete: bool = True


Effects = Mapping[tuple[str, str, str], tuple[Effect, ...]]
"""Region, reading and value → what would change; without an entry no sum would."""


def questions(library: Packs, region: str, chosen: Mapping[str, str], wording: Wording) -> tuple[Question, ...]:
    """The open questions of a region under the readings that were chosen."""
    pack = library.pack(region)
    return tuple(_question(library, pack, reading, chosen, wording) for reading in pack.reading)


def effects(stated: StatementWithAlternatives) -> Effects:
    """What every other choice would change, for each person whose sums it would."""
    found: dict[tuple[str, str, str], tuple[Effect, ...]] = {}
    for person in stated.people:
        now = person.sums()
        for other in person.alternatives:
            key = (other.region, other.reading, other.value)
            wanting = None if other.refused is None else other.refused.message
            figures = () if other.refused is not None else tuple(_figures(now, other))
            effect = Effect(person.id, figures, wanting, complete=other.complete is None)
            found[key] = (*found.get(key, ()), effect)
    return found


def _figures(now: PeriodSums, other: Alternative) -> Iterator[Figure]:
    names = {field.name for field in fields(PeriodSums)}
    for key in SUMS:
        if key in names and getattr(now, key) != getattr(other, key):
            yield Figure(key, getattr(now, key), getattr(other, key))


def _question(library: Packs, pack: Pack, reading: Reading, chosen: Mapping[str, str], wording: Wording) -> Question:
    default = reading.values[0].id
    value = chosen.get(reading.id, default)
    choices = tuple(
        Choice(
            way.id,
            wording.reading(pack, reading.id, way.id),
            way.id == default,
            way.id == value,
            wording.adopts(pack, reading.id, way.id),
        )
        for way in reading.values
    )
    number = cited(pack.source_number(reading.source), reading.clause) if reading.source else ""
    bears_on = tuple(wording.text(SECTIONS[key]) for key in sections_of(pack, reading.id))
    return Question(
        reading.id,
        wording.question(pack, reading.id),
        bears_on,
        number,
        wording.of(reading.why),
        choices,
        tuple(_bearings(library, pack, reading, wording)),
    )


# ---- what the other texts say


def _bearings(library: Packs, pack: Pack, reading: Reading, wording: Wording) -> Iterator[Bearing]:
    alike: list[str] = []
    others = [other for other in library if other.id != pack.id]
    for other in others:
        same = next((row for row in other.reading if row.id == reading.id), None)
        name = wording.of(other.name)
        if same is not None:
            number = cited(other.source_number(same.source), same.clause) if same.source else ""
            default = wording.reading(other, same.id, same.values[0].id)
            said = wording.text(N_("leaves it open too; by default: {default}")).format(default=default)
            if same.values[0].id == reading.values[0].id and same.id in MECHANISMS:
                alike.append(name)
                continue
            yield Bearing(name, said, number)
        elif reading.id in MECHANISMS:
            yield from _settled(other, reading.id, wording)
        else:
            yield from _rules(pack, other, reading.id, wording)
    if alike:
        said = wording.text(N_("leave it open too, with the same default"))
        if len(alike) == len(others):
            yield Bearing(wording.text(N_("all other texts")), said, "")
        else:
            yield Bearing(wording.text(N_(", ")).join(alike), said, "")


def _settled(other: Pack, reading: str, wording: Wording) -> Iterator[Bearing]:
    """A text that does not leave the question open, unless it cannot arise there."""
    if not _arises(other, reading):
        return
    tables = other.rule_tables()
    rule = next((rule for key in sections_of(other, reading) for rule in tables.get(key, ())), None)
    number = cited(other.source_number(rule.source), rule.clause) if rule is not None else ""
    default = wording.reading(other, reading, MECHANISMS[reading][0])
    said = wording.text(N_("does not leave it open: {default}")).format(default=default)
    yield Bearing(wording.of(other.name), said, number)


def _arises(other: Pack, reading: str) -> bool:
    if reading == "age-change":
        return any(rule.age_from is not None for rule in other.credit)
    if reading == "deductible-across-levels":
        return any(len({rule.level1, rule.level2, rule.level3}) > 1 or rule.set_by for rule in other.deductible)
    return True


def _rules(pack: Pack, other: Pack, reading: str, wording: Wording) -> Iterator[Bearing]:
    """What another text says on the same matter, where its rules and not the engine answer the question."""
    bearing = [rule for rules in pack.rule_tables().values() for rule in rules if reading in rule.when]
    concerned: set[str] = {status for rule in bearing for status in getattr(rule, "status", STATUSES)}
    settings = {rule.setting for rule in bearing if isinstance(rule, SettingRule)}
    if "remote_filed_not_direct" in settings:  # elsewhere it is such care, or a bill that was not settled directly
        settings |= {"remote_filed", "not_settled_directly"}
    concerned |= settings
    start = min((rule.from_ for rule in other.pooling if rule.from_ is not None), default=None)
    if start is None:
        return
    latest = max((rule.from_ for rule in other.credit if rule.from_ is not None), default=start)
    entries = Entries(other, {}, max(start, latest), wording)
    for key in sections_of(pack, reading):
        for entry in entries.of(key):
            about = entry.key.split(":")
            if entry.key.startswith("bound:") or (len(about) > 1 and about[1] not in concerned):
                continue
            said = wording.text(N_("{subject}: {said}")).format(subject=entry.subject, said=entry.said)
            yield Bearing(wording.of(other.name), said, entry.cited)
