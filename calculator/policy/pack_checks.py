"""Is a pack whole and without contradiction? Every fault names table, field and cause."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any, get_args

from calculator.ground.faults import Fault
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance, Purpose, Relation
from calculator.policy.pack import Credit, Pack, Rule
from calculator.policy.rulebook import applies, boundaries, in_force

_Row = tuple[str, Rule]


def faults_in(pack: Pack) -> list[Fault]:
    """Every contradiction in a pack whose fields are each well formed."""
    found = [*_sources(pack), *_readings(pack), *_periods(pack), *_framework(pack)]
    if found:
        return found
    return [*_tiling(pack), *_retired_below_employed(pack)]


def _sources(pack: Pack) -> Iterator[Fault]:
    ids = [source.id for source in pack.sources]
    for position, source_id in enumerate(ids):
        if source_id in ids[:position]:
            yield Fault(f"sources[{position}].id", "twice", {"found": source_id})
    cited = {"reading": pack.reading, "bound": pack.bound, "fact": pack.fact, **pack.rule_tables()}
    cited["before_reform"] = pack.before_reform
    cited["adjustment"] = (pack.adjustment,)
    for table, rows in cited.items():
        for position, row in enumerate(rows):
            path = table if table == "adjustment" else f"{table}[{position}]"
            if row.source is not None and row.source not in ids:
                yield Fault(f"{path}.source", "unknown_source", {"found": row.source, "known": ", ".join(ids)})
            if row.clause is not None and not row.clause.strip():
                yield Fault(f"{path}.clause", "empty", {})


def _readings(pack: Pack) -> Iterator[Fault]:
    used = {name for rows in pack.rule_tables().values() for rule in rows for name in rule.when}
    known: dict[str, set[str]] = {}
    for position, reading in enumerate(pack.reading):
        path = f"reading[{position}]"
        values = [value.id for value in reading.values]
        if reading.id in known:
            yield Fault(f"{path}.id", "twice", {"found": reading.id})
        if len(set(values)) < len(values):
            yield Fault(f"{path}.values", "twice", {"found": ", ".join(values)})
        known[reading.id] = set(values)
        mechanism = MECHANISMS.get(reading.id)
        if mechanism is None:
            if reading.id not in used:
                yield Fault(f"{path}.id", "reading_without_effect", {"found": reading.id})
            if reading.question is None or any(value.label is None for value in reading.values):
                yield Fault(f"{path}.question", "reading_without_words", {"found": reading.id})
        elif not set(values) <= set(mechanism):
            yield Fault(f"{path}.values", "not_one_of", {"found": ", ".join(values), "expected": ", ".join(mechanism)})
    for table, rows in {**pack.rule_tables(), "before_reform": pack.before_reform}.items():
        for position, rule in enumerate(rows):
            for name, value in rule.when.items():
                path = f"{table}[{position}].when.{name}"
                if name not in known:
                    yield Fault(path, "unknown_reading", {"found": name, "known": ", ".join(known)})
                elif value not in known[name]:
                    expected = ", ".join(sorted(known[name]))
                    yield Fault(path, "not_one_of", {"found": value, "expected": expected})


def _periods(pack: Pack) -> Iterator[Fault]:
    for table, rows in pack.rule_tables().items():
        for position, rule in enumerate(rows):
            path = f"{table}[{position}]"
            if rule.from_ is None and table != "credit":
                yield Fault(f"{path}.from", "missing", {})
            elif rule.from_ is not None and rule.until is not None and rule.until < rule.from_:
                yield Fault(f"{path}.until", "ends_before_it_begins", {"from": rule.from_, "until": rule.until})


def _framework(pack: Pack) -> Iterator[Fault]:
    for table in ("deductible", "rate", "cap"):
        for position, rule in enumerate(pack.rule_tables()[table]):
            if (rule.set_by == "city") != (pack.standing == "framework"):
                yield Fault(f"{table}[{position}].set_by", "city_only_in_framework", {"standing": pack.standing})
    if pack.standing == "framework" and not pack.bound:
        yield Fault("bound", "missing", {})


def _rows(table: str, rules: Iterable[Rule]) -> list[_Row]:
    return [(f"{table}[{position}]", rule) for position, rule in enumerate(rules)]


def _ways(pack: Pack, rows: Sequence[_Row], *more: Rule) -> Iterator[dict[str, str]]:
    """Every combination of the values of the readings that these rows depend on."""
    names = sorted({name for rule in (*(rule for _, rule in rows), *more) for name in rule.when})
    values = {reading.id: [value.id for value in reading.values] for reading in pack.reading}
    for chosen in product(*(values[name] for name in names)):
        yield dict(zip(names, chosen, strict=True))


def _tiling(pack: Pack) -> Iterator[Fault]:
    """Exactly one rule a day for every key, from the start on; two rules in force on one day is an error."""
    seen: set[tuple[str, str]] = set()
    for fault in _tiling_faults(pack):
        key = (fault.path, fault.code)
        if key not in seen:
            seen.add(key)
            yield fault


def _tiling_faults(pack: Pack) -> Iterator[Fault]:
    yield from _one_a_day(pack, _rows("pooling", pack.pooling), "pooling", starts=())
    for table, wanted, keys_of in _KEYED:
        rows_by_key: dict[tuple[str, ...], list[_Row]] = {key: [] for key in wanted}
        for row in _rows(table, pack.rule_tables()[table]):
            for key in keys_of(row[1]):
                rows_by_key[key].append(row)
        # What a text need not speak of: circumstances, and remote care paid in cash apart from other such care.
        may_be_silent = {("remote_filed_not_direct",)} if table == "setting" else set()
        starts = () if table in ("credit", "account_use") else pack.pooling
        done: set[tuple[str, ...]] = set()
        for key, rows in rows_by_key.items():
            optional = table == "exclusion" or key in may_be_silent
            # Keys with the same rules have the same faults; they are looked at once.
            paths = tuple(path for path, _ in rows)
            if paths not in done and (rows or not optional):
                done.add(paths)
                label = " ".join((table, *key))
                yield from _one_a_day(pack, rows, label, starts=starts, optional=optional)


_Keys = Iterable[tuple[str, ...]]


def _by_status(rule: Any) -> _Keys:
    return ((status,) for status in rule.status)


_EACH_STATUS: list[tuple[str, ...]] = [(status,) for status in STATUSES]
_KEYED: tuple[tuple[str, list[tuple[str, ...]], Callable[[Any], _Keys]], ...] = (
    ("scope", [()], lambda _rule: [()]),
    ("pharmacy", [()], lambda _rule: [()]),
    ("deductible", _EACH_STATUS, _by_status),
    ("rate", _EACH_STATUS, _by_status),
    ("cap", _EACH_STATUS, _by_status),
    ("setting", [(setting,) for setting in SETTINGS if setting != "local"], lambda rule: [(rule.setting,)]),
    (
        "exclusion",
        list(product(get_args(Circumstance), STATUSES)),
        lambda rule: ((rule.circumstance, status) for status in rule.status),
    ),
    (
        "account_use",
        list(product(get_args(Purpose), get_args(Relation))),
        lambda rule: product(rule.purposes, rule.relations),
    ),
    (
        "credit",
        list(product(STATUSES, PLANS)),
        lambda rule: product(rule.status, PLANS if rule.plan is None else (rule.plan,)),
    ),
)
"""The tables in which every key has exactly one rule a day: which keys there are, and which of them a rule is for."""


def _one_a_day(
    pack: Pack, rows: list[_Row], key: str, *, starts: Sequence[Rule], optional: bool = False
) -> Iterator[Fault]:
    table = key.split(" ", 1)[0]
    for way in _ways(pack, rows, *starts):
        chosen = [(path, rule) for path, rule in rows if applies(rule, way)]
        begin = [rule.from_ for rule in starts if applies(rule, way) and rule.from_ is not None]
        first = min(begin, default=None)
        days = boundaries(rule for _, rule in chosen)
        if first is not None:
            days = sorted({*days, first.toordinal()})
        elif any(rule.from_ is None for _, rule in chosen):
            days = [date.min.toordinal(), *days]
        if not chosen and not optional:
            yield Fault(table, "no_rule_for", {"key": key, "when": _said(way)})
        for ordinal in days:
            day = date.fromordinal(ordinal)
            current = [(path, rule) for path, rule in chosen if in_force(rule, day)]
            figures = {"key": key, "day": day, "when": _said(way)}
            if len(current) > 1 and not _age_bands(current):
                figures["other"] = current[0][0]
                yield Fault(current[1][0], "age_gap" if _ages_apart(current) else "overlap", figures)
            elif not current and not optional and chosen and (first is None or day >= first):
                yield Fault(table, "gap", figures)
            elif len(current) == 1 and table == "credit" and _is_band(current[0][1]):
                yield Fault(current[0][0], "age_gap", figures)


def _said(way: dict[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in way.items())


def _is_band(rule: Rule) -> bool:
    return isinstance(rule, Credit) and (rule.age_from is not None or rule.age_below is not None)


def _age_bounds(rows: list[_Row]) -> tuple[list[int], list[int]]:
    rules = [rule for _, rule in rows if isinstance(rule, Credit)]
    below = [rule.age_below for rule in rules if rule.age_below is not None]
    return below, [rule.age_from for rule in rules if rule.age_from is not None]


def _age_bands(rows: list[_Row]) -> bool:
    """Whether two credit rules share a day by age: one below an age, the other from it."""
    below, from_ = _age_bounds(rows)
    return len(rows) == 2 and len(below) == 1 and below == from_


def _ages_apart(rows: list[_Row]) -> bool:
    """Whether one credit rule ends at an age below that from which the other begins."""
    below, from_ = _age_bounds(rows)
    return len(rows) == 2 and len(below) == len(from_) == 1 and below < from_


def _retired_below_employed(pack: Pack) -> Iterator[Fault]:
    for table, fields in (("rate", LEVELS), ("cap", ("amount",))):
        rules = pack.rule_tables()[table]
        for position, retired in enumerate(rules):
            if "retired" not in retired.status or retired.retired_below_employed:
                continue
            for employed in rules:
                if "employed" not in employed.status or not _together(retired, employed):
                    continue
                for field in fields:
                    low, high = getattr(retired, field), getattr(employed, field)
                    if low is not None and high is not None and low < high:
                        yield Fault(f"{table}[{position}].{field}", "retired_below_employed", {})


def _together(one: Rule, other: Rule) -> bool:
    """Whether two rules can hold on one day under one reading."""
    same = all(other.when.get(name, value) == value for name, value in one.when.items())
    begin = max(one.from_ or date.min, other.from_ or date.min)
    return same and begin <= min(one.until or date.max, other.until or date.max)
