"""A case as JSON text: read with every fault named, and written with every field."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from calculator.case.case import FORMAT, AccountUse, Case, City, JsonNumber, Visit
from calculator.ground.faults import Fault, FaultsError, faults_of, path_of, quoted
from calculator.ground.money import ONE
from calculator.ground.months import format_month, last_day, month_of
from calculator.policy.library import Library

MAX_CASE_BYTES = 64 << 20
_LONGEST_WHOLE_NUMBER = 18
_MOST_NAMES = 10
_OWNER = re.compile(r"visits\[\d+\]\.person")


def read_case(content: bytes, library: Library, where: str = "") -> Case:
    """The case in a JSON text. Raises FaultsError with every fault that was found."""
    data = _parse(content, where)
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        faults = [*_faults_of_form(error), *_faults_in_rest(data, error, library)]
        raise FaultsError(faults, where) from None
    faults = list(faults_in(case, library))
    if faults:
        raise FaultsError(faults, where)
    return case


def _faults_of_form(error: ValidationError) -> list[Fault]:
    faults = faults_of(error)
    if not {"people", "people[0]", "people[0].id"} & {fault.path for fault in faults}:
        return faults
    # Whose a visit is may be left out for the only person; where that one has a fault it is no second one.
    return [fault for fault in faults if not _OWNER.fullmatch(fault.path)]


def _faults_in_rest(data: dict[str, Any], error: ValidationError, library: Library) -> list[Fault]:
    """The faults between fields that a case has besides those of form, so that all are told at once."""
    from calculator.case.faulty_rows import mended  # only a faulty case needs it

    locations = [item["loc"] for item in error.errors(include_url=False, include_context=False, include_input=False)]
    try:
        case = Case.model_validate(mended(data, locations, library.ids()))
    except ValidationError:
        return []  # there is no list of people, or the like: nothing to compare with
    nameless = any(location[0] == "people" and location[2:3] == ("id",) for location in locations)
    return [fault for fault in faults_in(case, library) if not (nameless and fault.code == "unknown_person")]


def write_case(case: Case) -> str:
    """The case as JSON text with every field, ending in a newline."""
    import json

    return json.dumps(case.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"


def write_rows(case: Case) -> str:
    """The case as JSON text with one line a row and without what stands at its default, as it is kept on disk.

    Raises ValueError for text that no file can hold.
    """
    import json

    tables = {"people": case.people, "visits": case.visits, "account_uses": case.account_uses}
    parts = [
        f'"format": "{FORMAT}"',
        f'"from": "{format_month(case.from_)}"',
        f'"through": "{format_month(case.through)}"',
        *(f'"{name}": [{",".join(map(_own_line, rows))}]' for name, rows in tables.items()),
        f'"readings": {json.dumps(case.readings, ensure_ascii=False)}',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _own_line(row: BaseModel) -> str:
    return "\n" + row_text(row)


def row_text(row: BaseModel) -> str:
    """A row of a case as JSON text on one line, without what stands at its default. Raises ValueError."""
    return row.model_dump_json(by_alias=True, exclude_defaults=True, warnings=False)


def _parse(content: bytes, where: str) -> dict[str, Any]:
    import json  # not for the example, which is made ahead

    if len(content) > MAX_CASE_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultsError([Fault("", "not_utf8")], where) from None
    try:
        data = json.loads(
            text,
            parse_float=JsonNumber,
            parse_int=_whole_number,
            parse_constant=JsonNumber,
            object_pairs_hook=_without_repeats,
        )
    except RecursionError:
        raise FaultsError([Fault("", "too_deep")], where) from None
    except json.JSONDecodeError as error:
        figures = {"line": error.lineno, "column": error.colno}
        raise FaultsError([Fault("", "not_json", figures)], where) from None
    except _RepeatedNameError as error:
        name = str(error)
        raise FaultsError([Fault(path_of([name]), "name_twice", {"found": quoted(name)})], where) from None
    if not isinstance(data, dict):
        raise FaultsError([Fault("", "not_table", {"found": quoted(data)})], where)
    found = data.get("format")
    if isinstance(found, str) and found != FORMAT and found.startswith("gongjisuan-case/"):
        raise FaultsError([Fault("format", "newer_format", {"found": quoted(found), "expected": FORMAT})], where)
    return data


def _whole_number(text: str) -> object:
    return int(text) if len(text) <= _LONGEST_WHOLE_NUMBER else JsonNumber(text)


class _RepeatedNameError(Exception):
    pass


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise _RepeatedNameError(name)
            seen.add(name)
    return table


def faults_in(case: Case, library: Library) -> Iterator[Fault]:
    """What is wrong with a case whose fields are each well formed."""
    if case.through < case.from_:
        figures = {"found": format_month(case.through), "from": format_month(case.from_)}
        yield Fault("through", "through_before_from", figures)
    yield from _people(case, library)
    yield from _visits(case)
    yield from _uses(case)
    yield from _readings(case, library)


def _repeated(path: str, ids: list[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, found in enumerate(ids):
        if found in seen:
            yield Fault(f"{path}[{position}].id", "twice", {"found": quoted(found)})
        seen.add(found)


def _people(case: Case, library: Library) -> Iterator[Fault]:
    yield from _repeated("people", [person.id for person in case.people])
    end = last_day(case.through)
    for position, person in enumerate(case.people):
        path = f"people[{position}]"
        if person.region not in library:
            known = ", ".join(library.ids())
            yield Fault(f"{path}.region", "unknown_region", {"found": quoted(person.region), "expected": known})
        if person.age is not None and person.birth_date is not None:
            yield Fault(f"{path}.age", "age_and_birth_date", {"found": person.age})
        if person.birth_date is not None and person.birth_date > end:
            figures = {"found": person.birth_date, "end": end}
            yield Fault(f"{path}.birth_date", "born_after_through", figures)
        if person.status == "retired" and person.retirement_date is not None:
            yield Fault(f"{path}.retirement_date", "retired_already", {"found": person.retirement_date})
        if person.city is not None:
            yield from city_faults(f"{path}.city", person.city)


def city_faults(path: str, city: City) -> Iterator[Fault]:
    """Whether the uplift of the retired takes a rate out of 0 to 1."""
    for level in ("level1", "level2", "level3"):
        if not 0 <= getattr(city.rate, level) + city.retired_uplift <= ONE:
            yield Fault(f"{path}.retired_uplift", "uplift_out_of_range", {"level": level})
            return


def _visits(case: Case) -> Iterator[Fault]:
    yield from _repeated("visits", [visit.id for visit in case.visits])
    people = {person.id for person in case.people}
    known = _named(people)
    for position, visit in enumerate(case.visits):
        path = f"visits[{position}]"
        yield from _dated(f"{path}.date", visit, case)
        if visit.person not in people:
            yield _unknown_person(f"{path}.person", visit.person, known)
        for place, payer in enumerate(visit.pay_from_account):
            if payer not in people:
                yield _unknown_person(f"{path}.pay_from_account[{place}]", payer, known)
        yield from bill_faults(f"{path}.", visit)


def bill_faults(before: str, visit: Visit) -> Iterator[Fault]:
    """What is wrong with a bill by itself; `before` comes before a field's name in a fault's path."""
    if visit.institution == "pharmacy" and visit.prescriber is None:
        yield Fault(f"{before}prescriber", "prescriber_required", {})
    parts = visit.out_of_catalogue + visit.over_price_limit + visit.first_self_pay + visit.paid_elsewhere
    if parts > visit.total:
        yield Fault(f"{before}total", "parts_exceed_total", {"found": visit.total, "parts": parts})


def _uses(case: Case) -> Iterator[Fault]:
    yield from _repeated("account_uses", [use.id for use in case.account_uses])
    people = {person.id for person in case.people}
    known = _named(people)
    for position, use in enumerate(case.account_uses):
        path = f"account_uses[{position}]"
        yield from _dated(f"{path}.date", use, case)
        if use.payer not in people:
            yield _unknown_person(f"{path}.payer", use.payer, known)


def _dated(path: str, row: Visit | AccountUse, case: Case) -> Iterator[Fault]:
    # Nothing lies in a period that ends before it begins; that is one fault, not one a row.
    if case.from_ <= case.through and not case.from_ <= month_of(row.date) <= case.through:
        figures = {"found": row.date, "from": format_month(case.from_), "through": format_month(case.through)}
        yield Fault(path, "outside_period", figures)


def _unknown_person(path: str, found: str, known: str) -> Fault:
    return Fault(path, "unknown_person", {"found": quoted(found), "expected": known})


def _named(people: set[str]) -> str:
    """The people as a fault lists them."""
    shown = [quoted(name) for name in sorted(people)[:_MOST_NAMES]]
    return ", ".join([*shown, "…"] if len(people) > len(shown) else shown)


def _readings(case: Case, library: Library) -> Iterator[Fault]:
    for region, chosen in case.readings.items():
        if region not in library:
            known = ", ".join(library.ids())
            yield Fault(path_of(["readings", region]), "unknown_region", {"found": quoted(region), "expected": known})
            continue
        values: Mapping[str, list[str]] = {
            reading.id: [value.id for value in reading.values] for reading in library.pack(region).reading
        }
        # A forgiving library keeps what was chosen under a version that is not there; the statement tells of it.
        for name, value in chosen.items() if not library.forgiving else ():
            path = path_of(["readings", region, name])
            if name not in values:
                yield Fault(path, "unknown_reading", {"found": quoted(name), "known": ", ".join(values)})
            elif value not in values[name]:
                figures = {"found": quoted(value), "expected": ", ".join(values[name])}
                yield Fault(path, "not_one_of", figures)
