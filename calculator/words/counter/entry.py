"""What stands at a counter for every person, and what a line and the parts beside it ask, together."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from calculator.case.case import City, Institution
from calculator.case.one_visit import OneVisit
from calculator.ground.money import Fen
from calculator.policy.names import Status
from calculator.policy.packs import Packs
from calculator.words.counter.line import CounterLine


class Standing(NamedTuple):
    """What holds for whoever comes, until a line says otherwise; `cities` are the figures below frameworks, by region.

    A `status` of None is employed, as most are; a level that nobody named is not guessed.
    """

    day: date
    region: str | None = None
    status: Status | None = None
    institution: Institution | None = None
    cities: Mapping[str, City] = {}


class Asked(NamedTuple):
    """The visit that is asked, and the names of what is still missing; without a city's figures it has both."""

    visit: OneVisit | None
    missing: tuple[str, ...] = ()


def asked(line: CounterLine, parts: Mapping[str, Fen], standing: Standing, packs: Packs) -> Asked:
    """The visit that a line and the parts of the bill beside it ask; what the parts say goes before."""
    region = line.region or standing.region
    institution = line.institution or standing.institution
    amounts: dict[str, Any] = {**line.amounts, **parts}
    wanted = {"region": region, "level": institution, "total": amounts.get("total")}
    missing = tuple(name for name, value in wanted.items() if value is None)
    if region is None or institution is None or missing:
        return Asked(None, missing)
    city = standing.cities.get(region)
    wanting = ("city",) if packs.pack(region).standing == "framework" and city is None else ()
    status = line.status or standing.status or "employed"
    visit = OneVisit(region, status, institution, standing.day, amounts.pop("total"), city=city)
    return Asked(visit._replace(**amounts), wanting)


def day_of(year: int | None, today: date) -> date:
    """The day that visits are settled on: today, or where another year is set, its last."""
    return today if year in (None, today.year) else date(year or today.year, 12, 31)
