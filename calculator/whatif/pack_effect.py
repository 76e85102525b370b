"""What a pack would change for a household, computed before it is put in place; amounts in 分."""

from dataclasses import dataclass, fields

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.statement import PeriodSums, PersonStatement
from calculator.policy.installed.admission import Available, Origin, newest
from calculator.policy.installed.version_changes import VersionChanges, changes_between
from calculator.policy.library import Library
from calculator.policy.pack import Pack

SUMS = tuple(field.name for field in fields(PeriodSums))
"""The figures that are compared, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """A person's figures over the whole period without the pack and with it; difference = after − before.

    `before` and `difference` are None where the person's region has no pack without this one. The last two count the
    visits and the months that cannot be computed.
    """

    person: str
    region: str
    before: PeriodSums | None
    after: PeriodSums
    difference: PeriodSums | None
    refused_before: tuple[int, int]
    refused_after: tuple[int, int]

    @property
    def changed(self) -> bool:
        """Whether any figure is another one."""
        return self.before != self.after or self.refused_before != self.refused_after


@dataclass(frozen=True, slots=True)
class PackEffect:
    """What a pack would change: for each person of the household, in the case's order, and in the text itself.

    `replaces` is the version whose place it takes, and `changes` what its rules change of it; both are None for a
    region that is new.
    """

    people: tuple[PersonEffect, ...]
    replaces: int | None
    changes: VersionChanges | None

    @property
    def changed(self) -> bool:
        """Whether any person's figures change."""
        return any(person.changed for person in self.people)


def used_instead(found: Available, library: Library) -> Available | None:
    """The version that the plain name of the region would go on to mean if this one were installed; else None."""
    others = [one for one in library.versions(found.pack.id) if one.name != found.name]
    used = newest([*others, found])
    return None if used is found else used


def effect_of(pack: Pack, case: Case | None, library: Library, origin: Origin = "own") -> PackEffect:
    """What it changes that the plain name of the pack's region means this pack; nothing is installed.

    `case` is one that `library` can read; None asks for the change of the text alone. A case that names a version of
    a region keeps that version.
    """
    there = None if library.is_missing(pack.id) else library.pack(pack.id)
    changes = None if there is None else changes_between(there, pack)
    people: list[PersonEffect] = []
    if case is not None:
        with_it = library.with_pack(Available(pack, origin))
        before, after = compute(case, library), compute(case, with_it)
        for was, becomes in zip(before.people, after.people, strict=True):
            people.append(_person(was, becomes, known=not library.is_missing(was.region)))
    return PackEffect(tuple(people), None if there is None else there.version, changes)


def _person(was: PersonStatement, becomes: PersonStatement, *, known: bool) -> PersonEffect:
    before, after = was.sums(), becomes.sums()
    difference = PeriodSums(**{name: getattr(after, name) - getattr(before, name) for name in SUMS})
    return PersonEffect(
        was.id,
        was.region,
        before if known else None,
        after,
        difference if known else None,
        _refused(was),
        _refused(becomes),
    )


def _refused(person: PersonStatement) -> tuple[int, int]:
    visits = sum(year.totals.refused_visits for year in person.years)
    return visits, sum(month.refused is not None for month in person.account.months)
