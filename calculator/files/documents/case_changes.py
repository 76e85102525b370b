"""What makes one case of another, as JSON text: small where the edit was small, whatever the size of the case.

A table is told as runs of its old rows, `[first, count]`, and its new rows in full.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from operator import is_
from typing import Any

from calculator.case.case import AccountUse, Case, Person, Visit
from calculator.case.case_json import row_text
from calculator.case.plain_reader import read_plainly
from calculator.ground.faults import Fault, FaultsError, faults_of
from calculator.ground.months import format_month, parse_month

_Row = Person | Visit | AccountUse
_TABLES: dict[str, type[_Row]] = {"people": Person, "visits": Visit, "account_uses": AccountUse}
_MONTHS = {"from": "from_", "through": "through"}
_MOST_ROWS = 2_000_000


def change_of(old: Case | None, new: Case) -> str:
    """The change from one case to another, or from any case where `old` is None; `{}` where they are the same.

    Raises FaultsError where a new row is such that it could not be read back.
    """
    parts = []
    for name, field in _MONTHS.items():
        if old is None or getattr(old, field) != getattr(new, field):
            parts.append(f'"{name}":"{format_month(getattr(new, field))}"')
    for name in _TABLES:
        before, after = () if old is None else getattr(old, name), getattr(new, name)
        if old is None or before != after:
            parts.append(f'"{name}":[{",".join(_table_change(name, before, after))}]')
    if old is None or old.readings != new.readings:
        parts.append(f'"readings":{json.dumps(new.readings, separators=(",", ":"))}')
    return f"{{{','.join(parts)}}}"


def changed(case: Case, change: object) -> Case:
    """The case that a change, parsed, makes of another. Raises ValueError where it is no change of this case."""
    if not isinstance(change, dict):
        raise ValueError("not a change")
    update: dict[str, object] = {}
    for name, value in change.items():
        if name in _MONTHS and isinstance(value, str):
            update[_MONTHS[name]] = parse_month(value)
        elif name in _TABLES and isinstance(value, list):
            update[name] = _changed_table(getattr(case, name), value, _TABLES[name])
        elif name == "readings":
            update[name] = _readings(value)
        else:
            raise ValueError(f"not a change: {name}")
    return case.model_copy(update=update)


def _table_change(name: str, before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[str]:
    run = (0, 0)
    for position, place in enumerate(_places(before, after)):
        first, count = run
        if place == first + count and count:
            run = (first, count + 1)
            continue
        if count:
            yield f"[{first},{count}]"
        if place is None:
            yield _new_row(f"{name}[{position}]", after[position])
        run = (0, 0) if place is None else (place, 1)
    if run[1]:
        yield f"[{run[0]},{run[1]}]"


def _places(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[int | None]:
    """Where each row stood before, None for a new one. Rows that no edit touched are the very same objects."""
    shorter = min(len(before), len(after))
    head = sum(1 for _same in takewhile(bool, map(is_, before, after)))
    tail = sum(1 for _same in takewhile(bool, map(is_, reversed(before), reversed(after))))
    tail = min(tail, shorter - head)
    rest = range(head, len(before) - tail)
    by_identity = {id(before[place]): place for place in rest}
    by_name = {before[place].id: place for place in rest}
    yield from range(head)
    for row in after[head : len(after) - tail]:
        place = by_identity.get(id(row))
        if place is None:
            named = by_name.get(row.id)
            place = named if named is not None and before[named] == row else None
        yield place
    yield from range(len(before) - tail, len(before))


def _new_row(path: str, row: _Row) -> str:
    from pydantic import ValidationError  # not before the first edit

    try:
        text = row_text(row)
        again = type(row).model_validate_json(text)
        if again == row or row_text(again) == text:
            return text
    except ValidationError as error:
        faults = [Fault(f"{path}.{fault.path}", fault.code, fault.figures) for fault in faults_of(error)]
        raise FaultsError(faults) from None
    except ValueError:
        pass  # text that no file can hold
    raise FaultsError([Fault(path, "not_text", {"found": "…"})])


def _changed_table(before: tuple[_Row, ...], items: list[Any], model: type[_Row]) -> tuple[_Row, ...]:
    rows: list[_Row] = []
    for item in items:
        if isinstance(item, dict):
            rows.append(read_plainly(model, item) or model.model_validate(item))
            continue
        if not (isinstance(item, list) and len(item) == 2 and all(type(number) is int for number in item)):
            raise ValueError("not a run of rows")
        first, count = item
        if not 0 <= first < first + count <= len(before):
            raise ValueError("not a run of rows")
        rows += before[first : first + count]
        if len(rows) > _MOST_ROWS:
            raise ValueError("too many rows")
    return tuple(rows)


def _readings(value: object) -> dict[str, dict[str, str]]:
    if not isinstance(value, Mapping):
        raise ValueError("not readings")
    for chosen in value.values():
        if not isinstance(chosen, Mapping) or not all(isinstance(one, str) for one in chosen.values()):
            raise ValueError("not readings")
    return dict(value)
