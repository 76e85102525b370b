"""A case as JSON text: read with every fault named, and written with every field."""

import re
from typing import TYPE_CHECKING, Any

from calculator.case.case import FORMAT, Case, filled_in
from calculator.case.case_checks import faults_in
from calculator.case.json_number import JsonNumber
from calculator.case.plain_reader import read_plainly
from calculator.ground.faults import Fault, FaultsError, faults_of, path_of, quoted
from calculator.ground.months import format_month
from calculator.ground.records import Record
from calculator.policy.packs import Packs

if TYPE_CHECKING:
    from pydantic import ValidationError

MAX_CASE_BYTES = 64 << 20
_LONGEST_WHOLE_NUMBER = 18
_OWNER = re.compile(r"visits\[\d+\]\.person")


def read_case(content: bytes, library: Packs, where: str = "") -> Case:
    """The case in a JSON text. Raises FaultsError with every fault that was found."""
    data = _parse(content, where)
    case = read_plainly(Case, filled_in(data)) or _read_with_faults(data, library, where)
    faults = list(faults_in(case, library))
    if faults:
        raise FaultsError(faults, where)
    return case


def _read_with_faults(data: dict[str, Any], library: Packs, where: str) -> Case:
    from pydantic import ValidationError  # not for a case without faults

    try:
        return Case.model_validate(data)
    except ValidationError as error:
        faults = [*_faults_of_form(error), *_faults_in_rest(data, error, library)]
        raise FaultsError(faults, where) from None


def _faults_of_form(error: "ValidationError") -> list[Fault]:
    faults = faults_of(error)
    if not {"people", "people[0]", "people[0].id"} & {fault.path for fault in faults}:
        return faults
    # Whose a visit is may be left out for the only person; where that one has a fault it is no second one.
    return [fault for fault in faults if not _OWNER.fullmatch(fault.path)]


def _faults_in_rest(data: dict[str, Any], error: "ValidationError", library: Packs) -> list[Fault]:
    """The faults between fields that a case has besides those of form, so that all are told at once."""
    from pydantic import ValidationError

    from calculator.case.faulty_rows import mended  # only a faulty case needs it

    locations = [item["loc"] for item in error.errors(include_url=False, include_context=False, include_input=False)]
    try:
        case = Case.model_validate(mended(data, locations, library.ids()))
    except ValidationError:
        return []  # there is no list of people, or the like: nothing to compare with
    nameless = any(location[0] == "people" and location[2:3] == ("id",) for location in locations)
    endless = any(location[0] in ("from", "through") for location in locations if location)
    follows = {"unknown_person": nameless, "period_too_long": endless}
    return [fault for fault in faults_in(case, library) if not follows.get(fault.code)]


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


def _own_line(row: Record) -> str:
    return "\n" + row_text(row)


def row_text(row: Record) -> str:
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
        first: dict[str, int] = {}
        places = [first.setdefault(name, place) for place, (name, _value) in enumerate(pairs)]
        raise _RepeatedNameError(next(pairs[place][0] for place, before in enumerate(places) if before < place))
    return table
