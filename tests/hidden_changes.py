"""Households that an office settled with something otherwise than was entered: what was entered, and what is hidden."""

from dataclasses import dataclass
from random import Random
from typing import Any

from statements import LIBRARY, REGIONS, Json, case_of

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.stated_figures import differs
from calculator.engine.statement import STATED_FIGURES
from calculator.ground.faults import FaultsError
from calculator.ground.money import format_amount
from calculator.whatif.slip_causes import settlement_of

KINDS = (
    *("deductible_used", "pooled_used", "missing_visit", "level", "out_of_catalogue", "first_self_pay"),
    *("circumstance", "setting", "status", "retirement_date", "reading", "order", "prescriber"),
)
_LEVELS = ("level1", "level2", "level3")
_CITY: Json = {
    "name": "某市",
    "deductible": {"level1": "200", "level2": "250", "level3": "300"},
    "rate": {"level1": "0.65", "level2": "0.6", "level3": "0.55"},
    "retired_uplift": "0.05",
    "cap": "2500",
}


@dataclass(frozen=True)
class Hidden:
    """A household as it was entered, the visit whose slip differs, and the kinds and values that the office had."""

    case: Case
    visit: str
    changes: tuple[tuple[str, str], ...]
    """Kind and, where it has one, the value (a level, a reading with its value …)."""


def households(seed: int, count: int) -> list[Hidden]:
    """So many households, always the same for a seed; each has a figure that differs, and each hidden part matters."""
    found, number = list[Hidden](), 0
    while len(found) < count:
        number += 1
        try:
            hidden = _household(Random(seed * 1_000_003 + number))
        except FaultsError:  # two hidden things that no household has at once
            continue
        if hidden is not None:
            found.append(hidden)
    return found


def _household(random: Random) -> Hidden | None:
    entered = _entered(random)
    target = random.choice(entered["visits"])["id"]
    office: Json = _copied(entered)
    kinds = random.sample(KINDS, 1 if random.random() < 0.6 else 2)
    changes, offices = list[tuple[str, str]](), list[Json]()
    for kind in kinds:
        value = _hide(kind, office, target, random)
        if value is None:
            return None
        changes.append((kind, value))
        alone = _copied(entered)
        _hide(kind, alone, target, random, value)
        offices.append(alone)
    slip = _slip(office, target, random, capped="pooled_used" in kinds)
    if slip is None or (len(kinds) > 1 and any(_slip_of(alone, target, tuple(slip)) == slip for alone in offices)):
        return None
    for visit in entered["visits"]:
        if visit["id"] == target:
            visit["stated"] = slip
    case = case_of(entered)
    if not differs(settlement_of(compute(case, LIBRARY), target)):
        return None
    return Hidden(case, target, tuple(changes))


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _entered(random: Random) -> Json:
    region = random.choice(REGIONS)
    person: Json = {
        "id": "me",
        "region": region,
        "status": random.choice(("employed", "employed", "flexible", "retired")),
        "account": {"opening_balance": _yuan(random, 0, 900), "monthly_credit": _yuan(random, 0, 300)},
    }
    if region == "gansu":
        person["city"] = _CITY
    visits = []
    days = sorted(f"2023-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}" for _ in range(random.randint(1, 6)))
    if len(days) > 1 and random.random() < 0.4:
        days[-1] = days[-2]
    for number, day in enumerate(days, start=1):
        pharmacy = random.random() < 0.12 and region not in ("rizhao", "xian")
        visit: Json = {
            "id": f"v{number}",
            "person": "me",
            "date": day,
            "institution": "pharmacy" if pharmacy else random.choice(_LEVELS),
            "total": _yuan(random, 30, random.choice((400, 1500, 4000))),
            "pay_from_account": random.choice(([], ["me"])),
        }
        if pharmacy:
            visit["prescriber"] = random.choice(_LEVELS)
        if random.random() < 0.3:
            visit["out_of_catalogue"] = _part(random, visit["total"])
        visits.append(visit)
    return {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [person],
        "visits": visits,
    }


def _yuan(random: Random, low: int, high: int) -> str:
    amount = random.randint(low * 100, high * 100)
    return format_amount(amount if random.random() < 0.4 else amount // 1000 * 1000)


def _part(random: Random, total: str) -> str:
    return format_amount(int(float(total) * 100) * random.randint(5, 60) // 100)


def _hide(kind: str, office: Json, target: str, random: Random, value: str | None = None) -> str | None:
    """Change the office's household; gives the value that it has, None where the kind does not fit this household."""
    (person,), visits = office["people"], office["visits"]
    place = next(place for place, visit in enumerate(visits) if visit["id"] == target)
    visit = visits[place]
    if kind in ("deductible_used", "pooled_used"):
        opening = person.setdefault("opening", {})
        value = value or _yuan(random, 50, 1000 if kind == "deductible_used" else 2000)
        opening["deductible_used" if kind == "deductible_used" else "pooled"] = value
        if kind == "pooled_used":
            opening.setdefault("deductible_used", None)
        return value
    if kind == "missing_visit":
        total, level, pays = (
            value or f"{_yuan(random, 30, 1800)} {random.choice(_LEVELS)} {random.choice('ym')}"
        ).split()
        missing = {"id": "hidden", "person": "me", "date": visit["date"], "institution": level, "total": total}
        missing["pay_from_account"] = visit["pay_from_account"] if pays == "m" else []
        visits.insert(place, missing)
        return value
    if kind == "level":
        others = [level for level in _LEVELS if level != visit["institution"]]
        if visit["institution"] == "pharmacy":
            return None
        visit["institution"] = value or random.choice(others)
        return str(visit["institution"])
    if kind == "prescriber":
        if visit["institution"] != "pharmacy":
            return None
        visit["prescriber"] = value or random.choice([level for level in _LEVELS if level != visit["prescriber"]])
        return str(visit["prescriber"])
    if kind in ("out_of_catalogue", "first_self_pay"):
        most = float(visit["total"]) - float(visit.get("out_of_catalogue", "0"))
        value = value or _part(random, f"{most:.2f}")
        visit[kind] = value
        return value
    return _hide_other(kind, office, target, random, value)


def _hide_other(kind: str, office: Json, target: str, random: Random, value: str | None) -> str | None:
    (person,), visits = office["people"], office["visits"]
    visit = next(visit for visit in visits if visit["id"] == target)
    if kind == "circumstance":
        value = value or random.choice(("arrears", "hospitalised", "chronic_scheme", "special_drug", "day_surgery"))
        visit["circumstances"] = [value]
    elif kind == "setting":
        value = value or random.choice(("remote_unfiled", "non_designated", "not_settled_directly"))
        visit["setting"] = value
    elif kind == "status":
        value = value or random.choice([name for name in ("employed", "retired") if name != person["status"]])
        person["status"] = value
    elif kind == "retirement_date":
        if person["status"] == "retired":
            return None
        value = value or f"2023-{random.randint(1, 12):02d}-01"
        person["retirement_date"] = value
    elif kind == "reading":
        reading = random.choice(LIBRARY.pack(person["region"]).reading)
        other = random.choice([choice.id for choice in reading.values][1:])
        value = value or f"{reading.id}: {other}"
        name, chosen = value.split(": ")
        office.setdefault("readings", {}).setdefault(person["region"], {})[name] = chosen
    else:
        same = [place for place, one in enumerate(visits) if one["date"] == visit["date"]]
        if len(same) < 2:
            return None
        order = [visits[place] for place in reversed(same)]
        for place, one in zip(same, order, strict=True):
            visits[place] = one
        value = "reversed"
    return value


def _slip(office: Json, target: str, random: Random, *, capped: bool) -> Json | None:
    names = [name for name in STATED_FIGURES if name != "family_account"]
    figures = tuple(
        name for name in names if name in ("pooled", "deductible", "in_scope", "cash") or random.random() < 0.4
    )
    if random.random() < 0.25:
        figures = tuple(name for name in figures if name != "in_scope")
    return _slip_of(office, target, figures, capped=capped)


def _slip_of(office: Json, target: str, figures: tuple[str, ...], *, capped: bool = False) -> Json | None:
    """The slip that the office prints; None where it cannot settle the visit, or where `capped` asks for a cap met."""
    asked = dict.fromkeys(figures, "0")
    for visit in office["visits"]:
        visit["stated"] = asked if visit["id"] == target else None
    case = case_of(office)
    settled = settlement_of(compute(case, LIBRARY), target)
    if settled.refused is not None or (capped and not settled.over_cap):
        return None
    return {name: format_amount(amount or 0) for name, amount in (settled.stated_difference or {}).items()}
