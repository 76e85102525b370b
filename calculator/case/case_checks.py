"""What is wrong with a case whose fields are each well formed."""

from collections.abc import Iterator, Mapping
from datetime import date

from calculator.case.case import AccountUse, Case, City, Person, Visit, bears
from calculator.ground.faults import Fault, path_of, quoted
from calculator.ground.money import ONE
from calculator.ground.months import format_month, last_day, month_of
from calculator.policy.packs import Packs

LONGEST_YEARS = 100
"""The most years that a period may have; without an end a few bytes would ask for work without end."""
_MOST_NAMES = 10
_PARTS = ("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")


def faults_in(case: Case, library: Packs, sound: Case | None = None) -> Iterator[Fault]:
    """What is wrong with a case whose fields are each well formed.

    A visit that also stands in `sound`, a case without faults of the same people and months, is sound here.
    """
    if case.through < case.from_:
        figures = {"found": format_month(case.through), "from": format_month(case.from_)}
        yield Fault("through", "through_before_from", figures)
    if case.through - case.from_ >= LONGEST_YEARS * 12:
        figures = {"found": format_month(case.through), "from": format_month(case.from_)}
        yield Fault("through", "period_too_long", {**figures, "years": LONGEST_YEARS})
    yield from _people(case, library)
    yield from _visits(case, sound)
    yield from _uses(case)
    yield from reading_faults(case.readings, library)


def _repeated(path: str, ids: list[str]) -> Iterator[Fault]:
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for position, found in enumerate(ids):
        if found in seen:
            yield Fault(f"{path}[{position}].id", "twice", {"found": quoted(found)})
        seen.add(found)


def _people(case: Case, library: Packs) -> Iterator[Fault]:
    yield from _repeated("people", [person.id for person in case.people])
    end = last_day(case.through)
    for position, person in enumerate(case.people):
        path = f"people[{position}]"
        if person.region not in library:
            known = ", ".join(library.ids())
            yield Fault(f"{path}.region", "unknown_region", {"found": quoted(person.region), "expected": known})
        if person.age is not None and person.birth_date is not None and not bears(person.unread, "age", "birth_date"):
            yield Fault(f"{path}.age", "age_and_birth_date", {"found": person.age})
        if person.birth_date is not None and person.birth_date > end and not bears(person.unread, "birth_date"):
            figures = {"found": person.birth_date, "end": end}
            yield Fault(f"{path}.birth_date", "born_after_through", figures)
        retired = person.status == "retired" and not bears(person.unread, "status", "retirement_date")
        if retired and person.retirement_date is not None:
            yield Fault(f"{path}.retirement_date", "retired_already", {"found": person.retirement_date})
        if person.city is not None:
            yield from city_faults(f"{path}.city", person.city)
        yield from _known(f"{path}.known", person, case)
        yield from _unread(path, person)


def _known(path: str, person: Person, case: Case) -> Iterator[Fault]:
    before = None
    for position, known in enumerate(person.known):
        yield from _dated(f"{path}[{position}].date", known.date, case)
        if before is not None and known.date <= before:
            yield Fault(f"{path}[{position}].date", "not_later", {"found": known.date, "before": before})
        before = known.date


def _unread(path: str, row: Person | Visit | AccountUse) -> Iterator[Fault]:
    """Texts that could not be read and belong to no field of the row."""
    for field in row.unread:
        root = field.split(".", 1)[0]
        if root in ("id", "unread") or root not in row.__dataclass_fields__:
            yield Fault(f"{path}.{path_of(['unread', field])}", "unknown_field", {"found": quoted(field)})


def city_faults(path: str, city: City) -> Iterator[Fault]:
    """Whether the uplift of the retired takes a rate out of 0 to 1."""
    for level in ("level1", "level2", "level3"):
        if not 0 <= getattr(city.rate, level) + city.retired_uplift <= ONE:
            yield Fault(f"{path}.retired_uplift", "uplift_out_of_range", {"level": level})
            return


def _visits(case: Case, sound: Case | None) -> Iterator[Fault]:
    yield from _repeated("visits", [visit.id for visit in case.visits])
    people = {person.id for person in case.people}
    known = _named(people)
    there: set[int] = set()
    if sound is not None and _frame(sound) == _frame(case):
        there = set(map(id, sound.visits))
    for position, visit in enumerate(case.visits):
        if id(visit) in there:
            continue
        path = f"visits[{position}]"
        if "date" not in visit.unread:
            yield from _dated(f"{path}.date", visit.date, case)
        if visit.person not in people:
            yield _unknown_person(f"{path}.person", visit.person, known)
        for place, payer in enumerate(visit.pay_from_account):
            if payer not in people:
                yield _unknown_person(f"{path}.pay_from_account[{place}]", payer, known)
        yield from bill_faults(f"{path}.", visit)
        yield from _unread(path, visit)


def _frame(case: Case) -> tuple[int, int, set[str]]:
    """What a visit's faults go by besides the visit: the months and the people."""
    return case.from_, case.through, {person.id for person in case.people}


def bill_faults(before: str, visit: Visit) -> Iterator[Fault]:
    """What is wrong with a bill by itself; `before` comes before a field's name in a fault's path.

    What could not be read is in no fault: the values beside it are not the person's.
    """
    prescribed = visit.institution != "pharmacy" or visit.prescriber is not None
    if not prescribed and not bears(visit.unread, "institution", "prescriber"):
        yield Fault(f"{before}prescriber", "prescriber_required", {})
    parts = visit.out_of_catalogue + visit.over_price_limit + visit.first_self_pay + visit.paid_elsewhere
    if parts > visit.total and not bears(visit.unread, *_PARTS):
        yield Fault(f"{before}total", "parts_exceed_total", {"found": visit.total, "parts": parts})


def _uses(case: Case) -> Iterator[Fault]:
    yield from _repeated("account_uses", [use.id for use in case.account_uses])
    people = {person.id for person in case.people}
    known = _named(people)
    for position, use in enumerate(case.account_uses):
        path = f"account_uses[{position}]"
        if "date" not in use.unread:
            yield from _dated(f"{path}.date", use.date, case)
        yield from _unread(path, use)
        if use.payer not in people:
            yield _unknown_person(f"{path}.payer", use.payer, known)


def _dated(path: str, day: date, case: Case) -> Iterator[Fault]:
    # Nothing lies in a period that ends before it begins; that is one fault, not one a row.
    if case.from_ <= case.through and not case.from_ <= month_of(day) <= case.through:
        figures = {"found": day, "from": format_month(case.from_), "through": format_month(case.through)}
        yield Fault(path, "outside_period", figures)


def _unknown_person(path: str, found: str, known: str) -> Fault:
    return Fault(path, "unknown_person", {"found": quoted(found), "expected": known})


def _named(people: set[str]) -> str:
    """The people as a fault lists them."""
    shown = [quoted(name) for name in sorted(people)[:_MOST_NAMES]]
    return ", ".join([*shown, "…"] if len(people) > len(shown) else shown)


def reading_faults(chosen: Mapping[str, Mapping[str, str]], library: Packs) -> Iterator[Fault]:
    """What is wrong with readings by region: a region, a question or an answer that is not there."""
    for region, answers in chosen.items():
        if region not in library:
            known = ", ".join(library.ids())
            yield Fault(path_of(["readings", region]), "unknown_region", {"found": quoted(region), "expected": known})
            continue
        values: Mapping[str, list[str]] = {
            reading.id: [value.id for value in reading.values] for reading in library.pack(region).reading
        }
        # A forgiving library keeps what was chosen under a version that is not there; the statement tells of it.
        for name, value in answers.items() if not library.forgiving else ():
            path = path_of(["readings", region, name])
            if name not in values:
                yield Fault(path, "unknown_reading", {"found": quoted(name), "known": ", ".join(values)})
            elif value not in values[name]:
                figures = {"found": quoted(value), "expected": ", ".join(values[name])}
                yield Fault(path, "not_one_of", figures)
