"""What a later version of a region's policy changes, figure by figure, as the policy page says both."""

from collections.abc import Iterator
from datetime import date

from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.policy_pages.region_page import Section, policy_page
from calculator.words.wording import Wording


def figures_changed(old: Pack, new: Pack, wording: Wording) -> list[str]:
    """A line for each entry that says otherwise on a day on which rules of either begin: as it was → as it is."""
    return list(dict.fromkeys(line for day in _days(old, new) for line in _on(old, new, day, wording)))


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


def _on(old: Pack, new: Pack, day: date, wording: Wording) -> Iterator[str]:
    pages = [policy_page(pack, {}, day, wording) for pack in (old, new)]
    before = {section.key: _said(section) for section in pages[0].sections}
    for section in pages[1].sections:
        was = before.pop(section.key, {})
        for key, (subject, said) in _said(section).items():
            _subject, earlier = was.pop(key, (subject, ""))
            if earlier != said:
                yield _line(section.title, subject, earlier, said, wording)
        for subject, earlier in was.values():
            yield _line(section.title, subject, earlier, "", wording)


def _said(section: Section) -> dict[str, tuple[str, str]]:
    return {entry.key: (entry.subject, entry.said) for entry in section.entries}


def _line(section: str, subject: str, before: str, after: str, wording: Wording) -> str:
    text = N_("{section}, {subject}: {before} → {after}")
    none = wording.text(N_("nothing"))
    return wording.text(text).format(section=section, subject=subject, before=before or none, after=after or none)
