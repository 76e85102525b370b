"""A statement as JSON, in the form of the contract, with its sentences in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, partial
from typing import Any, TypeAlias

import pydantic_core

from calculator.engine.alternative_statement import StatementWithAlternatives
from calculator.engine.statement import Readings, Statement
from calculator.engine.statement_values import Written
from calculator.ground.money import format_amount, format_rate
from calculator.ground.months import Month, format_month
from calculator.words.wording import Wording

_Writer: TypeAlias = Callable[[Any, Wording], Any]


def _readings(said: Readings) -> str | None:
    return "; ".join(f"{reading}: {value}" for reading, value in said) or None


_WRITE: Mapping[str, _Writer] = {
    "money": lambda fen, _words: format_amount(fen),
    "rate": lambda rate, _words: format_rate(rate),
    "month": lambda month, _words: format_month(Month(month)),
    "sentence": lambda phrase, words: words.say(phrase),
    "readings": lambda said, _words: _readings(said),
}


def json_schema() -> dict[str, Any]:
    """The JSON schema of a statement with alternatives."""
    from pydantic import TypeAdapter  # only this needs it

    return TypeAdapter(StatementWithAlternatives).json_schema(mode="serialization")


def to_json(statement: Statement | StatementWithAlternatives, wording: Wording) -> str:
    """The statement as JSON text in the wording's language, ending in a newline."""
    return pydantic_core.to_json(_plain(statement, wording), indent=2).decode() + "\n"


def _plain(value: Any, wording: Wording) -> Any:
    """A part of a statement as plain JSON values; which fields are money and so on, their annotations say."""
    if not hasattr(value, "__dataclass_fields__"):
        if isinstance(value, list):
            return [_plain(item, wording) for item in value]
        return value.isoformat() if isinstance(value, date) else value
    return {
        name: write(found, wording)
        for name, write, always in _writers(type(value))  # type: ignore[arg-type]
        if (found := getattr(value, name)) is not None or always
    }


@cache
def _writers(kind: type) -> tuple[tuple[str, _Writer, bool], ...]:
    """The fields that are written, how, and whether also where they say nothing."""
    written = (item for item in fields(kind) if not _is_left_out(item.type))
    return tuple((item.name, _writer(item.type), "where_set" not in item.metadata) for item in written)


def _is_left_out(annotation: Any) -> bool:
    return any(getattr(note, "exclude", False) for note in getattr(annotation, "__metadata__", ()))


def _writer(annotation: Any) -> _Writer:
    """How a field is written: as its annotation says, None staying None."""
    arguments = getattr(annotation, "__args__", ())
    for part in (annotation, *arguments):
        for note in getattr(part, "__metadata__", ()):
            if isinstance(note, Written):
                return partial(_write, _WRITE[note.kind])
        if getattr(part, "__origin__", None) is dict:
            return partial(_write_each, _writer(part.__args__[1]))
    return _plain


def _write(write: _Writer, value: Any, wording: Wording) -> Any:
    return None if value is None else write(value, wording)


def _write_each(write: _Writer, value: dict[str, Any] | None, wording: Wording) -> Any:
    return None if value is None else {key: write(item, wording) for key, item in value.items()}
