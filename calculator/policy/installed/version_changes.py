"""What a later version of a pack changes, and whether it leaves the past alone.

Rules are dated: a later version adds blocks that begin on a day, and ends those that they follow. What held before its
new documents apply stays as it was; where it does not, that is said before the pack is put in place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from calculator.policy.pack import Pack, Rule, Source
from calculator.policy.rulebook import boundaries, in_force

_SPREAD = ("status", "purposes", "relations")
"""A rule for several of these says the same as one rule for each of them."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table of rules that differ between two versions, and the first day on which other ones are in force.

    `before` says that this day lies before the new documents apply: what held in the past has been changed.
    """

    table: str
    day: date
    before: bool


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What a version changes: `since` is the day from which its new documents apply, None where it has none.

    A version without a new document is a correction: everything that it changes is a change of the past. `undated`
    names what has no dates and differs: `standing`, `reading`, `bound`, `before_reform`.
    """

    since: date | None
    tables: tuple[TableChange, ...]
    undated: tuple[str, ...]

    @property
    def past(self) -> tuple[TableChange, ...]:
        """What it changes before its new documents apply."""
        return tuple(change for change in self.tables if change.before)

    @property
    def keeps_the_past(self) -> bool:
        """Whether everything before its new documents computes as under the older version."""
        return not self.past and not self.undated


def changes_between(old: Pack, new: Pack) -> VersionChanges:
    """What the version `new` of a region changes of `old`."""
    since = _new_documents_apply(old, new)
    tables = []
    before, after = old.rule_tables(), new.rule_tables()
    for name in before:
        day = _first_difference(old, before[name], new, after[name])
        if day is not None:
            tables.append(TableChange(name, day, since is None or day < since))
    tables.sort(key=lambda change: change.day)
    return VersionChanges(since, tuple(tables), tuple(_undated(old, new)))


def _new_documents_apply(old: Pack, new: Pack) -> date | None:
    known = {source.number for source in old.sources}
    days = [_applies(source) for source in new.sources if source.number not in known]
    return min((day for day in days if day is not None), default=None)


def _applies(source: Source) -> date | None:
    return source.applies_from or source.signed or source.published


def _first_difference(old: Pack, before: tuple[Rule, ...], new: Pack, after: tuple[Rule, ...]) -> date | None:
    """The first day on which other rules are in force."""
    mine, theirs = _spread(old, before), _spread(new, after)
    days = [date.min.toordinal(), *boundaries(rule for rule, _said in (*mine, *theirs))]
    for ordinal in days:
        day = date.fromordinal(ordinal)
        if _on(mine, day) != _on(theirs, day):
            return day
    return None


_Said = list[tuple[Rule, set[str]]]


def _on(rules: _Said, day: date) -> set[str]:
    found = set[str]()
    for rule, said in rules:
        if in_force(rule, day):
            found |= said
    return found


def _spread(pack: Pack, rules: tuple[Rule, ...]) -> _Said:
    """Each rule with what it says, its dates and notes left out, once for every status and the like it is for."""
    numbers = {source.id: source.number for source in pack.sources}
    spread: _Said = []
    for rule in rules:
        fields = rule.model_dump(exclude={"from_", "until", "note"})
        fields["source"] = numbers[rule.source]
        names = [name for name in _SPREAD if name in fields]
        values = [fields.pop(name) for name in names]
        said = {repr((sorted(fields.items(), key=_name), names, chosen)) for chosen in product(*values)}
        spread.append((rule, said))
    return spread


def _name(field: tuple[str, Any]) -> str:
    return field[0]


def _undated(old: Pack, new: Pack) -> Iterator[str]:
    if old.standing != new.standing:
        yield "standing"
    if _defaults(old) != _defaults(new):
        yield "reading"
    for table in ("bound", "before_reform"):
        if _rows(getattr(old, table)) != _rows(getattr(new, table)):
            yield table


def _defaults(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    return {reading.id: tuple(value.id for value in reading.values) for reading in pack.reading}


def _rows(rows: tuple[Any, ...]) -> list[str]:
    return sorted(repr(sorted(row.model_dump(exclude={"note", "source"}).items(), key=_name)) for row in rows)
