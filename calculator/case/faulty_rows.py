"""A case with faults of form, mended so far that the faults between its fields can be found as well."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from calculator.case.case import FORMAT, filled_in

_PARTS = {"out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"}
_WHOLE_ROW = "*"

_Row = dict[str, Any]


def mended(data: Mapping[str, Any], locations: Iterable[Sequence[int | str]], regions: Sequence[str]) -> _Row:
    """The case with the fields at `locations` left out, or replaced where they are required.

    What stands in for a field gives rise to no fault of its own. A case without people stays without.
    """
    faulty: dict[tuple[str, int], set[str]] = {}
    case: _Row = {**filled_in(dict(data))}
    for location in locations:
        table, *rest = location or ("",)
        if rest and isinstance(rest[0], int):
            faulty.setdefault((str(table), rest[0]), set()).add(str(rest[1]) if len(rest) > 1 else _WHOLE_ROW)
        else:
            case.pop(str(table), None)
    for name, value in (("format", FORMAT), ("from", "0001-01"), ("through", "9999-12")):
        case.setdefault(name, value)
    for table in ("people", "visits", "account_uses"):
        rows = list(case.get(table, ()))
        for position, row in enumerate(rows):
            names = faulty.get((table, position))
            if names:
                rows[position] = _mended_row(row, names, _stand_ins(table, position, case, regions))
        case[table] = rows
    return case


def _mended_row(row: object, names: set[str], stand_ins: _Row) -> _Row:
    if _WHOLE_ROW in names or not isinstance(row, dict):
        return stand_ins
    # Without its total a bill's parts have nothing to exceed.
    gone = names | _PARTS if "total" in names else names
    kept = {name: value for name, value in row.items() if name not in gone}
    return {**kept, **{name: value for name, value in stand_ins.items() if name in names}}


def _stand_ins(table: str, position: int, case: _Row, regions: Sequence[str]) -> _Row:
    no_name = f"\0{position}"  # nobody's and nothing's name
    if table == "people":
        return {"id": no_name, "region": regions[0], "status": "employed"}
    anyone = case["people"][0]["id"] if case["people"] else no_name
    row = {"id": no_name, "date": f"{case['from']}-01"}
    if table == "visits":
        return {**row, "person": anyone, "institution": "level1", "prescriber": "level1", "total": "0"}
    return {**row, "payer": anyone, "relation": "self", "purpose": "fitness", "amount": "0"}
