"""What a later version of a region's policy changes, figure by figure: as it was → as it is."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from calculator.ground.language import N_
from calculator.policy.pack import Pack, Reading, Source
from calculator.policy_pages.rule_entries import Entries, Entry
from calculator.words.policy_sections import SECTIONS
from calculator.words.wording import Wording

MOST_TOLD = 12
"""So many changes are told one by one where there is little room; of the others how many they are."""


class _Changed(NamedTuple):
    """What an entry said and says, of which section, and in which document and clause where that is another one."""

    section: str
    before: str
    after: str


def figures_changed(old: Pack, new: Pack, wording: Wording) -> list[str]:
    """A line for each entry that says otherwise on a day on which rules of either begin, under any reading.

    Then the open questions that are read otherwise by default, and the documents that are cited otherwise.
    """
    found: list[str] = []
    days = _days(old, new)
    for day in days:
        # A change of the first rules needs no day; of what only a later day brings, the day is told.
        since = "" if day == days[0] else wording.text(N_(" (from {date} on)")).format(date=wording.day(day))
        told = [line for readings in _ways(old, new) for line in _on(old, new, day, readings, wording)]
        found += [line + since for line in dict.fromkeys(told) if not any(one.startswith(line) for one in found)]
    return [*found, *_questions(old, new, wording), *_documents(old, new, wording)]


def changes_in_short(old: Pack, new: Pack, wording: Wording, most: int = MOST_TOLD) -> list[str]:
    """The lines of `figures_changed`, the first `most` of them, and how many more there are."""
    changed = figures_changed(old, new, wording)
    if len(changed) <= most:
        return changed
    return [*changed[:most], wording.text(N_("… and {count} more")).format(count=len(changed) - most)]


def _days(old: Pack, new: Pack) -> list[date]:
    return sorted(
        {
            rule.from_
            for pack in (old, new)
            for rules in pack.rule_tables().values()
            for rule in rules
            if rule.from_ is not None
        }
    )


def _ways(old: Pack, new: Pack) -> Iterator[dict[str, str]]:
    """The defaults, and every other answer to a question that rules of either depend on, one at a time."""
    yield {}
    for pack in (old, new):
        used = {name for rules in pack.rule_tables().values() for rule in rules for name in rule.when}
        for reading in pack.reading:
            if reading.id in used:
                yield from ({reading.id: value.id} for value in reading.values[1:])


def _on(old: Pack, new: Pack, day: date, readings: dict[str, str], wording: Wording) -> Iterator[str]:
    pages = [Entries(pack, readings, day, wording) for pack in (old, new)]
    for table in new.rule_tables():
        before, after = ({entry.key: entry for entry in page.of(table)} for page in pages)
        alike: dict[_Changed, list[str]] = {}
        for key in dict.fromkeys((*after, *before)):
            was, becomes = before.get(key), after.get(key)
            if was is not None and becomes is not None and _same(was, becomes):
                continue
            shown = becomes or was
            assert shown is not None
            told = _Changed(wording.text(SECTIONS[table]), _said(was, becomes, wording), _said(becomes, was, wording))
            alike.setdefault(told, []).append(shown.subject)
        for told, subjects in alike.items():
            subject = wording.text(N_(", ")).join(dict.fromkeys(subjects))
            yield _line(told.section, subject, told.before, told.after, wording)


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same and stand on the same words; since when is told by the days."""
    return (one.said, one.notes, one.unknown, one.cited) == (other.said, other.notes, other.unknown, other.cited)


def _said(entry: Entry | None, other: Entry | None, wording: Wording) -> str:
    """What an entry says, with what else is said or cited otherwise there."""
    if entry is None:
        return ""
    parts = [entry.said]
    if other is not None and (entry.notes, entry.unknown) != (other.notes, other.unknown):
        parts += [part for part in (*entry.notes, entry.unknown) if part]
    said = wording.text(N_("; ")).join(parts)
    return f"{said} [{entry.cited}]" if other is not None and entry.cited != other.cited else said


def _questions(old: Pack, new: Pack, wording: Wording) -> Iterator[str]:
    """What is read otherwise by default, or asked in one of the two only."""
    before, after = ({reading.id: reading for reading in pack.reading} for pack in (old, new))
    for name in dict.fromkeys((*before, *after)):
        pack = new if name in after else old
        answers = [_answer(pack, found.get(name), wording) for found in (before, after)]
        if answers[0] != answers[1]:
            yield _line(wording.text(N_("By default")), wording.question(pack, name), answers[0], answers[1], wording)


def _answer(pack: Pack, reading: Reading | None, wording: Wording) -> str:
    return "" if reading is None else wording.reading(pack, reading.id, reading.values[0].id)


def _documents(old: Pack, new: Pack, wording: Wording) -> Iterator[str]:
    """Documents that are called or dated otherwise, that are new, or gone."""
    before, after = ({source.id: source for source in pack.sources} for pack in (old, new))
    for place, name in enumerate(dict.fromkeys((*before, *after)), 1):
        said = [_document(found.get(name), wording) for found in (before, after)]
        if said[0] != said[1]:
            yield _line(wording.text(SECTIONS["documents"]), str(place), said[0], said[1], wording)


def _document(source: Source | None, wording: Wording) -> str:
    if source is None:
        return ""
    days = (source.signed, source.published, source.applies_from)
    dates = [wording.day(day) for day in days if day is not None]
    return " ".join((source.number, wording.of(source.title), *dates))


def _line(section: str, subject: str, before: str, after: str, wording: Wording) -> str:
    text = N_("{section}, {subject}: {before} → {after}")
    none = wording.text(N_("nothing"))
    return wording.text(text).format(section=section, subject=subject, before=before or none, after=after or none)
