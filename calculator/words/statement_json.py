"""A statement as JSON, in the form of the contract, with its sentences in the reader's language."""

import json
from collections.abc import Callable
from dataclasses import Field, fields
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple, TypeAlias, get_args

from calculator.engine.alternative_statement import StatementWithAlternatives
from calculator.engine.statement import Readings, Statement
from calculator.engine.statement_values import NotWritten, Written
from calculator.ground.money import format_amount, format_rate
from calculator.ground.months import Month, format_month
from calculator.ground.plain_text import steady
from calculator.words.wording import Wording

_Text: TypeAlias = Callable[[Any], str]
"""A value as JSON."""
_Put: TypeAlias = Callable[[Any, Callable[[str], object]], None]
"""Gives a value out piece by piece: of a whole statement, texts within texts would be copied again and again."""

_INDENT = "  "


def json_schema() -> dict[str, Any]:
    """The JSON schema of a statement with alternatives."""
    from pydantic import TypeAdapter  # only this needs it

    return TypeAdapter(StatementWithAlternatives).json_schema(mode="serialization")


def to_json(statement: Statement | StatementWithAlternatives, wording: Wording) -> str:
    """The statement as steady JSON text in the wording's language, ending in a newline."""
    pieces: list[str] = []
    _Writer(wording).putting(type(statement), 0)(statement, pieces.append)
    pieces.append("\n")
    return "".join(pieces)


def _quoted(text: str) -> str:
    """A text as JSON: as it is but for quotation marks, backslashes, and signs that would be obeyed."""
    return steady(json.encoder.encode_basestring(text))


class _Writer:
    """Writes rows straight as text; for each kind of row at each depth, what stands between its values is made once.

    How a field is written, its annotation says.
    """

    def __init__(self, wording: Wording) -> None:
        # The same amounts, rates and names stand in many rows; a sentence seldom comes twice.
        self._texts: dict[str, _Text] = {
            "money": cache(_or_null(lambda fen: f'"{format_amount(fen)}"')),
            "rate": cache(_or_null(lambda rate: f'"{format_rate(rate)}"')),
            "month": cache(_or_null(lambda month: f'"{format_month(Month(month))}"')),
            "sentence": _or_null(lambda phrase: _quoted(wording.say(phrase))),
            "readings": cache(_or_null(_readings)),
        }
        self._said = cache(_or_null(_quoted))
        self._rows: dict[tuple[type, int], _Text] = {}

    def row(self, kind: type, depth: int) -> _Text:
        """What writes a kind of row whose braces stand at a depth."""
        text = self._rows.get((kind, depth))
        if text is None:
            text = self._rows[kind, depth] = self._row(kind, depth)
        return text

    def _row(self, kind: type, depth: int) -> _Text:
        values, columns = self._columns(kind, depth)
        end = "\n" + _INDENT * depth + "}"
        texts = [column.text for column in columns]
        pieces = [piece for column in columns for piece in (column.before, "")] + [end]

        def text(value: Any) -> str:
            made = pieces.copy()
            made[1:-1:2] = [write(found) for write, found in zip(texts, values(value), strict=True)]
            return "".join(made)

        def loose(value: Any) -> str:
            told = text(value)
            return "{" + told[1:] if told != end else "{}"

        if not columns[0].before:  # it may be left out, with the comma that would follow it
            return _or_null(loose)
        pieces[0] = "{" + pieces[0][1:]
        return _or_null(text)

    def putting(self, kind: type, depth: int) -> _Put:
        """What gives a kind of row out in pieces: a row that has no rows with rows of their own is one."""
        values, columns = self._columns(kind, depth)
        items = [item for item in fields(kind) if not _is_left_out(item.type)]
        long = [self._putting_list(item, depth + 1) if _is_long(item.type) else None for item in items]
        befores = ["{" + columns[0].before[1:], *(column.before for column in columns[1:])]
        end = "\n" + _INDENT * depth + "}"

        def put(value: Any, out: Callable[[str], object]) -> None:
            for before, column, inside, found in zip(befores, columns, long, values(value), strict=True):
                out(before)
                if inside is not None and found:
                    inside(found, out)
                else:
                    out(column.text(found))
            out(end)

        return put

    def _putting_list(self, item: Field[Any], depth: int) -> _Put:
        """What gives a list that is not empty out."""
        (kind,) = get_args(item.type)
        begin, end = "\n" + _INDENT * (depth + 1), "\n" + _INDENT * depth + "]"
        first = "[" + begin
        if any(_is_long(field.type) for field in fields(kind)):
            inside = self.putting(kind, depth + 1)
        else:
            text = self.row(kind, depth + 1)

            def inside(value: Any, out: Callable[[str], object]) -> None:
                out(text(value))

        def put(values: list[Any], out: Callable[[str], object]) -> None:
            between = first
            for value in values:
                out(between)
                inside(value, out)
                between = "," + begin
            out(end)

        return put

    def _columns(self, kind: type, depth: int) -> tuple[Callable[[Any], tuple[Any, ...]], list["_Column"]]:
        """What gives the values of a row, and what stands before each of them and writes it."""
        begin, columns = "\n" + _INDENT * (depth + 1), list[_Column]()
        items = [item for item in fields(kind) if not _is_left_out(item.type)]
        for item in items:
            text, before = self._value(item.type, depth + 1), f",{begin}{_quoted(item.name)}: "
            if _is_where_set(item):
                columns.append(_Column("", _where_set(before, text)))
            else:
                columns.append(_Column(before, text))
        return attrgetter(*(item.name for item in items)), columns

    def _value(self, annotation: Any, depth: int) -> _Text:
        """How the values of a field are written."""
        for part in (annotation, *getattr(annotation, "__args__", ())):
            for note in getattr(part, "__metadata__", ()):
                if isinstance(note, Written):
                    return self._texts[note.kind]
            if getattr(part, "__origin__", None) is dict:
                return self._table(part.__args__[1], depth)
            if getattr(part, "__origin__", None) is list:
                return self._list(part.__args__[0], depth)
            if hasattr(part, "__dataclass_fields__"):
                return self.row(part, depth)
        return self._said if _is_text(annotation) else cache(_or_null(_plain))

    def _list(self, kind: type, depth: int) -> _Text:
        begin, end = "\n" + _INDENT * (depth + 1), "\n" + _INDENT * depth + "]"
        row, between = self.row(kind, depth + 1), "," + begin

        def text(values: list[Any]) -> str:
            return "[" + begin + between.join(map(row, values)) + end if values else "[]"

        return text

    def _table(self, kind: Any, depth: int) -> _Text:
        begin, end = "\n" + _INDENT * (depth + 1), "\n" + _INDENT * depth + "}"
        inside = self._value(kind, depth + 1)

        def text(values: dict[str, Any]) -> str:
            told = [f"{begin}{_quoted(key)}: {inside(value)}" for key, value in values.items()]
            return "{" + ",".join(told) + end if told else "{}"

        return _or_null(text)


class _Column(NamedTuple):
    """What stands before a value, a comma and its field's name, and how it is written; or the latter writes all."""

    before: str
    text: _Text


def _or_null(write: _Text) -> _Text:
    """How a value is written, or that there is none."""

    def text(value: Any) -> str:
        return "null" if value is None else write(value)

    return text


def _where_set(before: str, write: _Text) -> _Text:
    """How a value is written with its field's name; nothing at all where there is none."""

    def text(value: Any) -> str:
        return "" if value is None else before + write(value)

    return text


def _is_where_set(item: Field[Any]) -> bool:
    """Whether a field is left out where it says nothing."""
    return "where_set" in item.metadata


def _is_long(annotation: Any) -> bool:
    """Whether a field is a list of rows that have lists of rows themselves, which may be long."""
    return getattr(annotation, "__origin__", None) is list and _has_rows(annotation.__args__[0])


def _has_rows(kind: type) -> bool:
    """Whether a kind of row has a list of rows."""
    return any(getattr(item.type, "__origin__", None) is list for item in fields(kind) if not _is_left_out(item.type))


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


def _is_left_out(annotation: Any) -> bool:
    return any(isinstance(note, NotWritten) for note in getattr(annotation, "__metadata__", ()))
