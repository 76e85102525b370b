"""Cases of older formats, brought to the present one step at a time.

No format older than the present one was ever released, so the program's own table is empty.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from calculator.case.case import FORMAT
from calculator.case.json_number import JsonNumber

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes of a case in one format the same case in a later one, whose name it puts in `format`. Raises ValueError."""
Steps = Mapping[str, Step]
"""The steps by the format that they begin with."""

STEPS: Steps = {}


def migrated(content: bytes, steps: Steps) -> tuple[str, bytes] | None:
    """The format of an older case, and its text in the present format; None where no step begins with it."""
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=JsonNumber)
        older = data["format"]
        if older not in steps:
            return None
        passed = set[str]()
        while (form := data["format"]) != FORMAT:
            if form in passed:
                return None
            passed.add(form)
            data = steps[form](data)
        return str(older), json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
