"""What a cell holds, as a spreadsheet or the clipboard hands it over."""

import re
from datetime import date, datetime, time, timedelta

Cell = str | float | bool | date | time | timedelta
"""What a cell holds; an empty one holds an empty text."""

_NOTHING = {
    *(
        "",
        "-",
        "--",
        "—",
        "——",
        "－",
        "/",
        "／",
        "无",
        "null",
        "NULL",
        "Null",
        "\\N",
        "N/A",
        "#N/A",
        "nan",
        "NaN",
        "None",
    )
}
_MARKS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD)))
_INVISIBLE = re.compile(f"[{_MARKS}]")
"""What copies of web pages and chats leave in a text."""
_BEGINS = {text[0] for text in _NOTHING if text}.union(_MARKS)
"""How a text begins that may say that there is nothing; most need no closer look."""


class CellError(ValueError):
    """A cell that cannot be read: the code of the sentence, and its figures."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code, self.figures = code, figures


def is_empty(cell: Cell) -> bool:
    """Whether nothing is in a cell; a dash is how tables write that."""
    if not isinstance(cell, str):
        return False
    said = cell.strip()
    return not said or (said[0] in _BEGINS and seen(said) in _NOTHING)


def seen(text: str) -> str:
    """A text without the marks that nobody sees."""
    return _INVISIBLE.sub("", text).strip()


def text_of(cell: Cell) -> str:
    """A cell as a person reads it; a whole number has no decimals."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | int):
        return str(int(cell)) if cell == cell // 1 and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


NOT_COMPUTED = "=…"
"""Stands in a cell whose formula no program has computed."""


class Continued(str):
    """What a merged cell above says where it goes on: an amount is that of its rows together, and is not said twice."""

    __slots__ = ()
