"""A statement as JSON, in the form of the contract, with its sentences in the reader's language."""

import json
from collections.abc import Callable
from dataclasses import Field, fields
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, TypeAlias

from calculator.engine.alternative_statement import StatementWithAlternatives
from calculator.engine.statement import Readings, Statement
from calculator.engine.statement_values import NotWritten, Written
from calculator.ground.money import format_amount, format_rate
from calculator.ground.months import Month, format_month
from calculator.words.wording import Wording

Pieces: TypeAlias = Callable[[str], object]
"""Takes the text piece by piece."""
_Text: TypeAlias = Callable[[Any], str]
"""A value that is no row, as JSON."""
_Put: TypeAlias = Callable[[Any, Pieces], None]
"""Writes a value that is not None."""

_INDENT = "  "
_quoted = json.encoder.encode_basestring  # as it is, but for quotation marks, backslashes and control characters


def json_schema() -> dict[str, Any]:
    """The JSON schema of a statement with alternatives."""
    from pydantic import TypeAdapter  # only this needs it

    return TypeAdapter(StatementWithAlternatives).json_schema(mode="serialization")


def to_json(statement: Statement | StatementWithAlternatives, wording: Wording) -> str:
    """The statement as JSON text in the wording's language, ending in a newline."""
    pieces: list[str] = []
    _Writer(wording).row(type(statement), 0)(statement, pieces.append)
    pieces.append("\n")
    return "".join(pieces)


class _Writer:
    """Writes rows straight as text; for each kind of row at each depth, what stands between its values is made once.

    How a field is written, its annotation says.
    """

    def __init__(self, wording: Wording) -> None:
        self._texts: dict[str, _Text] = {
            "money": cache(lambda fen: f'"{format_amount(fen)}"'),
            "rate": cache(lambda rate: f'"{format_rate(rate)}"'),
            "month": cache(lambda month: f'"{format_month(Month(month))}"'),
            "sentence": lambda phrase: _quoted(wording.say(phrase)),
            "readings": cache(_readings),
        }
        self._rows: dict[tuple[type, int], _Put] = {}

    def row(self, kind: type, depth: int) -> _Put:
        """What writes a kind of row whose braces stand at a depth."""
        put = self._rows.get((kind, depth))
        if put is None:
            put = self._rows[kind, depth] = self._row(kind, depth)
        return put

    def _row(self, kind: type, depth: int) -> _Put:
        begin = "\n" + _INDENT * (depth + 1)
        columns = [item for item in fields(kind) if not _is_left_out(item.type)]
        values = attrgetter(*(item.name for item in columns))
        written = [
            (f"{begin}{_quoted(item.name)}: ", *self._value(item.type, depth + 1), _is_always(item)) for item in columns
        ]
        end = "\n" + _INDENT * depth + "}"

        def put(value: Any, out: Pieces) -> None:
            between = "{"
            for (key, text, inside, always), found in zip(written, values(value), strict=True):
                if found is None:
                    if not always:
                        continue
                    out(f"{between}{key}null")
                elif text is not None:
                    out(f"{between}{key}{text(found)}")
                else:
                    out(between + key)
                    inside(found, out)
                between = ","
            out(end if between == "," else "{}")

        return put

    def _value(self, annotation: Any, depth: int) -> tuple[_Text | None, _Put]:
        """How the values of a field are written: as one text, else piece by piece."""
        for part in (annotation, *getattr(annotation, "__args__", ())):
            for note in getattr(part, "__metadata__", ()):
                if isinstance(note, Written):
                    return self._texts[note.kind], _nothing
            if getattr(part, "__origin__", None) is dict:
                return None, self._table(part.__args__[1], depth)
            if getattr(part, "__origin__", None) is list:
                return None, self._list(part.__args__[0], depth)
            if hasattr(part, "__dataclass_fields__"):
                return None, self.row(part, depth)
        return (_quoted if _is_text(annotation) else cache(_plain)), _nothing

    def _list(self, kind: type, depth: int) -> _Put:
        begin, end = "\n" + _INDENT * (depth + 1), "\n" + _INDENT * depth + "]"
        row = self.row(kind, depth + 1)

        def put(values: list[Any], out: Pieces) -> None:
            between = "["
            for value in values:
                out(between + begin)
                row(value, out)
                between = ","
            out(end if values else "[]")

        return put

    def _table(self, kind: Any, depth: int) -> _Put:
        begin, end = "\n" + _INDENT * (depth + 1), "\n" + _INDENT * depth + "}"
        text, inside = self._value(kind, depth + 1)

        def put(values: dict[str, Any], out: Pieces) -> None:
            between = "{"
            for key, value in values.items():
                out(f"{between}{begin}{_quoted(key)}: ")
                if value is None or text is not None:
                    out("null" if value is None or text is None else text(value))
                else:
                    inside(value, out)
                between = ","
            out(end if values else "{}")

        return put


def _nothing(_value: Any, _out: Pieces) -> None:
    """Stands beside a text that says all."""


def _readings(said: Readings) -> str:
    return _quoted("; ".join(f"{reading}: {value}" for reading, value in said)) if said else "null"


def _is_text(annotation: Any) -> bool:
    """Whether every value of a field is a text, where it says anything."""
    parts = getattr(annotation, "__args__", ())
    return all(isinstance(part, str) or _is_text(part) for part in parts) if parts else annotation in (str, NoneType)


def _plain(value: Any) -> str:
    """A day, a number or a truth as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _quoted(value.isoformat())


def _is_always(item: Field[Any]) -> bool:
    """Whether a field is written also where it says nothing."""
    return "where_set" not in item.metadata


def _is_left_out(annotation: Any) -> bool:
    return any(isinstance(note, NotWritten) for note in getattr(annotation, "__metadata__", ()))
