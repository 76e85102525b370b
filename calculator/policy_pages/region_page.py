"""The policy page of a region on a day, as data: what its texts say, what they leave open, and what a date changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.policy.pack import BeforeReform, Cited, Pack
from calculator.policy.rulebook import Rulebook, applies, boundaries
from calculator.policy_pages.rule_entries import Entries, Entry, by_age, merged
from calculator.words.cell_display import cited
from calculator.words.policy_sections import MEANINGS, RULES, SECTIONS
from calculator.words.retired_help import RETIRED
from calculator.words.wording import Wording

_TABLES = tuple(name for name in SECTIONS if name not in ("documents", "before_reform", "facts"))

_KINDS = {
    "notice": N_("notice"),
    "plan": N_("implementation plan"),
    "interpretation": N_("official explanation"),
    "draft": N_("draft for comment"),
    "draft_explanation": N_("explanation of a draft"),
    "framework": N_("provincial framework"),
}
TOPICS: dict[str, str] = {
    "retired": N_("who counts as retired"),
    "chronic": N_("chronic and special diseases"),
    "residents": N_("residents' insurance"),
    "inpatient": N_("inpatient and day care"),
    "account": N_("personal account"),
    "pharmacy": N_("pharmacies"),
    "remote": N_("remote care"),
    "finance": N_("costing"),
    "other": N_("other matters"),
}
_TOPIC_SECTIONS = {"retired": "credit", "pharmacy": "pharmacy", "remote": "setting", "account": "account_use"}

BEARS_ON: dict[str, str] = {
    "deductible-period": "deductible",
    "deductible-across-levels": "deductible",
    "age-change": "credit",
    "cap-basis": "cap",
    "pharmacy-level": "pharmacy",
    "rounding": "rate",
    "status-change": "deductible",
    "retirement-effect": "rate",
    "excluded-costs-count": "exclusion",
    "account-scope": "account_use",
    "first-self-pay": "account_use",
    "credit-timing": "credit",
}
"""The section on which a question bears that the engine answers; a pack's own bears where its rules name it."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the text leaves open, and how it is answered here; `chosen` where not by default."""

    reading: str
    question: str
    answer: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: what the texts say, and which open questions bear on it; `meaning` is ours, or empty."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    open: tuple[OpenQuestion, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a date changes: of which section and what, as it was and as it is; empty where it began or ended."""

    section: str
    subject: str
    before: str
    after: str
    notes: tuple[str, ...] = ()
    cited: str = ""
    source: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which rules begin or end."""

    day: date
    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The page: its title, what must be said first of all, its sections, and what changed when."""

    region: str
    day: date
    title: str
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    history: tuple[Turn, ...]


def policy_page(pack: Pack, readings: Mapping[str, str], day: date, wording: Wording) -> PolicyPage:
    """What the texts of a region say on a day, under the readings that were chosen (the others as by default)."""
    entries = Entries(pack, readings, day, wording)
    sections = []
    for key, title in SECTIONS.items():
        own = merged([*_own(pack, key, readings, entries, wording), *_facts(pack, key, wording)], wording)
        questions = tuple(_open(pack, key, readings, wording))
        if own or questions:
            sections.append(Section(key, wording.text(title), own, questions, wording.text(MEANINGS.get(key, ""))))
    title = wording.text(N_("{region}: the rules on {day}")).format(region=wording.of(pack.name), day=wording.day(day))
    notices = tuple(_notices(pack, readings, day, wording))
    return PolicyPage(pack.id, day, title, notices, tuple(sections), history(pack, readings, wording))


def _notices(pack: Pack, readings: Mapping[str, str], day: date, wording: Wording) -> Iterator[str]:
    yield wording.text(N_("{province} · standing: {standing} · {version}")).format(
        province=wording.of(pack.province),
        standing=wording.word(pack.standing),
        version=wording.text(N_("version {number}")).format(number=pack.version),
    )
    if pack.standing == "draft":
        yield wording.text(N_("⚠ This is a draft for comment, no issued text: nothing of it is in force as it stands."))
    if pack.succeeded_by is not None:
        later = pack.succeeded_by
        said = N_("⚠ A later text is not in this program: {said} ({source}, {day})")
        yield wording.text(said).format(said=wording.of(later.text), source=later.source, day=wording.day(later.day))
    if pack.standing == "framework":
        yield wording.text(N_("⚠ This is a framework: it gives bounds, and each city its own figures."))
    start = Rulebook(pack, readings).pooling_start.from_
    if start is not None and day < start:
        yield wording.text(N_("⚠ Pooling is not in force on this day; it begins on {start}.")).format(
            start=wording.day(start)
        )


def _own(pack: Pack, key: str, readings: Mapping[str, str], entries: Entries, wording: Wording) -> Iterator[Entry]:
    if key == "documents":
        yield from _documents(pack, wording)
    elif key == "before_reform":
        chosen = {**pack.default_readings(), **readings}
        for place, rule in enumerate(pack.before_reform):
            if rule.parts and applies(rule, chosen):  # of the others the text says nothing
                yield _before_reform(pack, place, rule, wording)
    elif key in _TABLES:
        yield from entries.of(key)


def _cited_entry(pack: Pack, key: str, subject: str, said: str, of: Cited, wording: Wording) -> Entry:
    note = wording.of(of.note)
    unknown = wording.of(getattr(of, "unknown", None))
    number = cited(pack.source_number(of.source), of.clause)
    notes = (note,) if note and note != said else ()
    return Entry(key, subject, said, notes, unknown, of.source, number, of.clause)


def _documents(pack: Pack, wording: Wording) -> Iterator[Entry]:
    for source in pack.sources:
        days = (
            (source.signed, N_("signed on {day}")),
            (source.published, N_("published on {day}")),
            (source.applies_from, N_("applies from {day}")),
        )
        notes = [wording.text(text).format(day=wording.day(day)) for day, text in days if day is not None]
        if source.note is not None:
            notes.append(wording.of(source.note))
        kind = wording.text(_KINDS[source.kind])
        yield Entry(
            f"document:{source.id}", kind, wording.of(source.title), tuple(notes), source=source.id, cited=source.number
        )
    subject = wording.text(N_("Adjustment"))
    said = wording.of(pack.adjustment.note) or wording.text(N_("the figures are to be adjusted"))
    entry = _cited_entry(pack, "adjustment", subject, said, pack.adjustment, wording)
    yield replace(entry, meaning=wording.text(RULES["adjustment"]))


def _before_reform(pack: Pack, place: int, rule: BeforeReform, wording: Wording) -> Entry:
    subject = wording.text(N_(", ")).join(wording.word(status) for status in rule.status)
    bases = {
        "contribution_base": N_("contribution base × {parts:parts}"),
        "own_pension": N_("own pension × {parts:parts}"),
    }
    text = bases.get(rule.basis or "", "{parts:parts}")
    said = wording.fill(text, {"parts": rule.parts})
    if len(rule.parts) > 1:
        whole = format_percent(sum(part.rate for part in rule.parts))
        said = wording.text(N_("{said}, together {rate}")).format(said=said, rate=whole)
    return _cited_entry(pack, f"before_reform:{place}", subject, by_age(rule, said, wording), rule, wording)


def _facts(pack: Pack, key: str, wording: Wording) -> Iterator[Entry]:
    for place, fact in enumerate(pack.fact):
        if _TOPIC_SECTIONS.get(fact.topic, "facts") == key:
            subject = wording.text(TOPICS[fact.topic])
            entry = _cited_entry(pack, f"fact:{place}", subject, wording.of(fact.text), fact, wording)
            yield replace(entry, notes=(wording.text(RETIRED),)) if fact.topic == "retired" else entry


# ---- what is left open


def sections_of(pack: Pack, reading: str) -> tuple[str, ...]:
    """The sections on which an open question bears."""
    tables = tuple(name for name, rules in pack.rule_tables().items() if any(reading in rule.when for rule in rules))
    return tables or (BEARS_ON.get(reading, "pooling"),)


def _open(pack: Pack, key: str, readings: Mapping[str, str], wording: Wording) -> Iterator[OpenQuestion]:
    for reading in pack.reading:
        if key in sections_of(pack, reading.id):
            default = reading.values[0].id
            value = readings.get(reading.id, default)
            question = wording.question(pack, reading.id)
            answer = wording.marked(pack, reading.id, value, wording.reading(pack, reading.id, value))
            yield OpenQuestion(reading.id, question, answer, value != default)


# ---- what changed when


def history(pack: Pack, readings: Mapping[str, str], wording: Wording) -> tuple[Turn, ...]:
    """Every day on which a rule begins or ends, with what it changed, found by comparing it with the day before."""
    chosen = {**pack.default_readings(), **readings}
    rules = (rule for table in pack.rule_tables().values() for rule in table if applies(rule, chosen))
    turns = []
    for ordinal in boundaries(rules):
        day = date.fromordinal(ordinal)
        if day == date.min:  # what holds from the beginning of time changed nothing
            continue
        changes = tuple(_changes(pack, chosen, day, wording))
        if changes:
            turns.append(Turn(day, _heading(day, wording), changes))
    return tuple(turns)


def _heading(day: date, wording: Wording) -> str:
    if (day.month, day.day) == (1, 1):
        return f"{day.year - 1} → {day.year}"
    return wording.text(N_("from {first} on")).format(first=wording.day(day))


def _changes(pack: Pack, readings: Mapping[str, str], day: date, wording: Wording) -> Iterator[Change]:
    old = Entries(pack, readings, day - timedelta(days=1), wording)
    new = Entries(pack, readings, day, wording)
    began: list[str] = []
    for key in _TABLES:
        title = wording.text(SECTIONS[key])
        before = {entry.key: entry for entry in old.of(key) if not entry.key.startswith("bound:")}
        after = {entry.key: entry for entry in new.of(key) if not entry.key.startswith("bound:")}
        if after and not before:
            began.append(title)
            continue
        pairs = ((before.get(name), after.get(name)) for name in dict.fromkeys([*before, *after]))
        yield from _joined([change for pair in pairs if (change := _change(title, *pair)) is not None], wording)
    if began:
        yield Change("", wording.text(N_("; ")).join(began), "", wording.text(N_("begins")))


def _change(title: str, before: Entry | None, after: Entry | None) -> Change | None:
    shown = after or before
    if shown is None or (before and after and _without_dates(before) == _without_dates(after)):
        return None
    was, now = before.said if before else "", after.said if after else ""
    notes = tuple(text for text in (*shown.notes, shown.unknown) if text)
    return Change(title, shown.subject, was, now, notes, shown.cited, shown.source, shown.clause)


def _without_dates(entry: Entry) -> tuple[str, tuple[str, ...], str]:
    return entry.said, entry.notes, entry.unknown


def _joined(changes: list[Change], wording: Wording) -> Iterator[Change]:
    """Those that differ in their subject alone told as one."""
    groups: dict[tuple[str, str, tuple[str, ...], str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.before, change.after, change.notes, change.cited), []).append(change)
    for alike in groups.values():
        first = alike[0]
        subject = wording.text(N_(", ")).join(change.subject for change in alike)
        yield Change(
            first.section, subject, first.before, first.after, first.notes, first.cited, first.source, first.clause
        )


# ---- in a line


def open_line(question: OpenQuestion, wording: Wording) -> str:
    """`Left open: … Taken: …`, and whether that is the default."""
    text = (
        N_("Left open: {question} ✎ Chosen for this household: {answer}")
        if question.chosen
        else N_("Left open: {question} By default: {answer}")
    )
    return wording.text(text).format(question=question.question, answer=question.answer)


def unknown_line(entry: Entry, wording: Wording) -> str:
    """What the text does not say."""
    return wording.text(N_("Not in the text: {what}")).format(what=entry.unknown)


def change_line(change: Change, wording: Wording) -> str:
    """What was, and what is from that day on."""
    heading = " · ".join(part for part in (change.section, change.subject) if part)
    if not change.before:
        text = N_("{what}: {after}")
    elif not change.after:
        text = N_("{what}: “{before}” ends")
    else:
        text = N_("{what}: {before} → {after}")
    return wording.text(text).format(what=heading, before=change.before, after=change.after)
