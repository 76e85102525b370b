"""What a pack would change for a household, computed before it is put in place; amounts in 分."""

from dataclasses import dataclass, fields
from typing import NamedTuple

from calculator.case.case import Case
from calculator.case.variants import imagined_in_region, with_readings_of
from calculator.engine.compute import compute
from calculator.engine.statement import PeriodSums, PersonStatement, Statement
from calculator.policy.installed.version_changes import VersionChanges, changes_between
from calculator.policy.pack import Pack
from calculator.policy.packs import Origin, Packs
from calculator.whatif.account_gaps import left_out
from calculator.whatif.other_packs import WithPack

SUMS = tuple(field.name for field in fields(PeriodSums))
"""The figures that are compared, in the order in which they are shown."""
_OF_ACCOUNT = ("credited", "balance")


class Refused(NamedTuple):
    """How many visits, and how many months' credits, cannot be computed; the sums leave them out."""

    visits: int
    months: int


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """A person's figures over the whole period without the pack and with it; difference = after − before.

    `before` and `difference` are None where the person's region has no pack without this one. `left_out_before` and
    `left_out_after` name the figures that leave out visits, months or payments without a number.
    """

    person: str
    region: str
    before: PeriodSums | None
    after: PeriodSums
    difference: PeriodSums | None
    refused_before: Refused
    refused_after: Refused
    left_out_before: frozenset[str]
    left_out_after: frozenset[str]

    @property
    def changed(self) -> bool:
        """Whether any figure is another one."""
        return self.before != self.after or self.refused_before != self.refused_after

    def difference_of(self, name: str) -> int | None:
        """The difference of a figure in 分; None where it is not made up of the same visits and months."""
        before, after = self.refused_before, self.refused_after
        same_visits = before.visits == after.visits or name == "credited"
        same_months = before.months == after.months or name not in _OF_ACCOUNT
        alike = (name in self.left_out_before) == (name in self.left_out_after)
        if self.difference is None or not (same_visits and same_months and alike):
            return None
        amount: int = getattr(self.difference, name)
        return amount


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


def effect_of(pack: Pack, case: Case | None, packs: Packs, origin: Origin = "own") -> PackEffect:
    """What it changes that the plain name of the pack's region means this pack; nothing is installed.

    `case` is one that fits `packs`; None asks for the change of the text alone. A case that names a version of a
    region keeps that version.
    """
    there = None if packs.is_missing(pack.id) else packs.pack(pack.id)
    changes = None if there is None else changes_between(there, pack)
    people = () if case is None else _effects(compute(case, packs), case, packs, WithPack(packs, pack, origin))
    return PackEffect(people, None if there is None else there.version, changes)


def effect_of_moving(
    pack: Pack, template: str, case: Case, statement: Statement, packs: Packs
) -> tuple[PersonEffect, ...]:
    """Everyone's figures as they are in the case's statement, and as they would be if insured in the pack's region.

    `template` is the region that the pack was made from, if any: its average pensions and readings go along.
    """
    moved = imagined_in_region(with_readings_of(case, template, pack), pack.id, template=template)
    return _effects(statement, moved, packs, WithPack(packs, pack, "own"))


def _effects(before: Statement, case: Case, packs: Packs, others: Packs) -> tuple[PersonEffect, ...]:
    after = compute(case, others)
    return tuple(
        _person(
            was,
            becomes,
            left_out(case, before, was.id),
            left_out(case, after, was.id),
            known=not packs.is_missing(was.region),
        )
        for was, becomes in zip(before.people, after.people, strict=True)
    )


def _person(
    was: PersonStatement,
    becomes: PersonStatement,
    left_out_before: frozenset[str],
    left_out_after: frozenset[str],
    *,
    known: bool,
) -> PersonEffect:
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
        left_out_before,
        left_out_after,
    )


def _refused(person: PersonStatement) -> Refused:
    visits = sum(year.totals.refused_visits for year in person.years)
    return Refused(visits, sum(month.refused is not None for month in person.account.months))
