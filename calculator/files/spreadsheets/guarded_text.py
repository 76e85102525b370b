"""Texts as they stand in files that spreadsheets open: none is changed on its way, and none becomes a formula."""

import json
import re

_CHANGED = re.compile("_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]|^<r>")
"""What the `.xlsx` format keeps for itself, or cannot hold."""
_STARTS_A_FORMULA = tuple("=+-@\t\r'")
_MAY_START_ONE = tuple("\n＝＋－＠")
"""What only some programs take for the start of a formula."""


def into_cell(text: str) -> str:
    """A text for a cell: as it is, or as a JSON text where it would not come back as it is."""
    return _as_json(text) if _CHANGED.search(text) or _is_json(text) else text


def from_cell(cell: str) -> str:
    """The inverse of `into_cell`."""
    return str(json.loads(cell)) if _is_json(cell) else cell


def into_csv(text: str) -> str:
    """A text for a comma-separated file, where spreadsheets take what begins like a formula for one.

    An apostrophe keeps them from it; readers take it away again.
    """
    if text.startswith(_MAY_START_ONE):
        return _as_json(text)
    text = into_cell(text)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def into_clipboard(text: str) -> str:
    """A text for one cell among copied ones: in one line, and no formula for whom it is pasted to."""
    text = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    return f"'{text}" if text.startswith((*_STARTS_A_FORMULA, *_MAY_START_ONE)) else text


def from_clipboard(cell: str) -> str:
    """The inverse of `into_clipboard`, as far as a cell can hold the text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_STARTS_A_FORMULA, *_MAY_START_ONE)) else cell


def _as_json(text: str) -> str:
    return json.dumps(text).replace("_x", r"\u005fx")


def _is_json(text: str) -> bool:
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return False
    try:
        return isinstance(json.loads(text), str)
    except ValueError:
        return False
