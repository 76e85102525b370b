"""People and visits drawn from stated averages, where there is no file: marked as such wherever they are told of."""

import random
from collections.abc import Iterator
from dataclasses import field
from datetime import date, timedelta
from typing import Annotated, Literal

from calculator.batch.estimate import StatedAverage
from calculator.case.case_fields import Age, Amount, FreeText, Id
from calculator.ground.faults import Fault
from calculator.ground.money import Fen, format_amount
from calculator.ground.records import AtLeast, Record
from calculator.policy.names import LEVELS, Status

_SHAPE = 1.5
_SPREAD = 0.8
"""How unevenly visits and costs lie around their averages."""
_MOST_PEOPLE = 10_000_000
_TEN_THOUSAND = 10_000

Cells = dict[str, str]


class DrawnGroup(Record):
    """So many people of a status between two ages, with their averages a month and a year; amounts in 分.

    Everyone has the average base and pension; visits and their costs lie around theirs, most below and few far above.
    """

    status: Status
    people: int
    youngest: Age
    oldest: Age
    contribution_base: Amount | None = None
    own_pension: Amount | None = None
    average_pension: Amount | None = None
    visits: int = 0
    cost: Amount = Fen(0)


class Stated(Record):
    """What a text states: a total in 万元, a head-count, and the average in yuan that it says follows."""

    name: FreeText
    people: int
    total_wan: Amount
    per_head: Amount


class Population(Record):
    """A population to be drawn of a region and year; everyone who is drawn stands for so many."""

    format: Literal["gongjisuan-population/1"]
    source: FreeText
    region: Id
    year: int
    seed: int = 0
    stands_for: int = 1
    group: Annotated[tuple[DrawnGroup, ...], AtLeast(1)]
    stated: tuple[Stated, ...] = field(default_factory=tuple)

    def faults(self) -> Iterator[Fault]:
        """What no one can draw."""
        for place, one in enumerate(self.group):
            figures = {"low": 0, "high": _MOST_PEOPLE, "found": one.people}
            if not 0 <= one.people <= _MOST_PEOPLE or one.visits < 0 or one.youngest > one.oldest:
                yield Fault(f"group[{place}]", "out_of_range", figures)
        if self.stands_for < 1 or not 1900 < self.year < 2200:
            yield Fault("year", "out_of_range", {"low": 1900, "high": 2200, "found": self.year})
        for place, average in enumerate(self.stated):
            if average.people < 1:
                yield Fault(f"stated[{place}].people", "out_of_range", {"low": 1, "high": "…"})

    def averages(self) -> list[StatedAverage]:
        """The averages that the text states."""
        return [StatedAverage(one.name, one.people, one.total_wan * _TEN_THOUSAND, one.per_head) for one in self.stated]

    def people(self) -> Iterator[Cells]:
        """The people, as cells by field."""
        for group, number, pick in self._drawn():
            born = date(self.year - pick.randint(group.youngest, group.oldest), pick.randint(1, 12), 1)
            amounts = {
                "contribution_base": group.contribution_base,
                "own_pension": group.own_pension,
                f"average_pension.{self.year}": group.average_pension,
            }
            cells = {name: "" if amount is None else format_amount(amount) for name, amount in amounts.items()}
            yield {"id": number, "region": self.region, "status": group.status, "birth_date": str(born), **cells}

    def visits(self) -> Iterator[Cells]:
        """Their visits, as cells by field."""
        first, days = date(self.year, 1, 1), (date(self.year, 12, 31) - date(self.year, 1, 1)).days
        for group, number, pick in self._drawn():
            pick.random()  # another part of the same person's chances than the birth date
            count = round(pick.gammavariate(_SHAPE, group.visits / _SHAPE)) if group.visits else 0
            for _visit in range(count):
                cost = round(group.cost * pick.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD))
                yield {
                    "person": number,
                    "date": str(first + timedelta(pick.randint(0, days))),
                    "institution": pick.choice(LEVELS),
                    "total": format_amount(min(cost, 1_000_000_00)),
                    "pay_from_account": "yes",
                }

    def _drawn(self) -> Iterator[tuple[DrawnGroup, str, random.Random]]:
        """Everyone with chances of their own, so that the same file always gives the same people."""
        for place, group in enumerate(self.group):
            for number in range(group.people):
                yield group, f"{place}-{number}", random.Random(f"{self.seed} {place} {number}")
