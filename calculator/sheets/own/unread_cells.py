"""The cell of a row that holds what could not be read, so that it comes back as it was.

By field it holds what was typed, and the field's own value, which counts for nothing and stands nowhere else.
"""

import json
from collections.abc import Mapping
from typing import Any

from calculator.case.case import AccountUse, Visit
from calculator.ground.faults import quoted
from calculator.sheets.cells import CellError


def unread_cell(row: Visit | AccountUse) -> str | None:
    """What the cell holds; None where everything could be read."""
    if not row.unread:
        return None
    dumped = row.model_dump(mode="json")
    return json.dumps({name: [text, _value(dumped, name)] for name, text in row.unread.items()}, ensure_ascii=False)


def _value(dumped: Mapping[str, Any], name: str) -> Any:
    value: Any = dumped
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def read_unread(cell: object) -> dict[str, tuple[str, Any]]:
    """The inverse of `unread_cell`: text and value by field. Raises CellError."""
    if cell is None or cell == "":
        return {}
    try:
        data = json.loads(str(cell))
        return {str(name): (str(text), value) for name, (text, value) in data.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise CellError("not_list", found=quoted(str(cell))) from None


def put_unread(fields: dict[str, Any], unread: Mapping[str, tuple[str, Any]]) -> None:
    """Put what could not be read, and the values beside it, into the fields of a row as a case file has them."""
    for name, (_text, value) in unread.items():
        *groups, last = name.split(".")
        place: Any = fields
        for group in groups:
            place = place.get(group) if value is None else place.setdefault(group, {})
            if not isinstance(place, dict):
                break
        else:
            if value is None:
                place.pop(last, None)
            else:
                place[last] = value
    if unread:
        fields["unread"] = {name: text for name, (text, _value) in unread.items()}
