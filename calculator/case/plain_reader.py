"""Rows of a case read as they are written when nothing is wrong with them, without what finds and names faults.

Whatever is in any way out of the ordinary is not read here at all: pydantic then reads it, from the same annotations,
or says what is wrong with it. Loading that takes a third of a start, which a household without faults
need not wait for.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from calculator.ground.money import ONE, parse_amount, parse_rate
from calculator.ground.months import parse_month
from calculator.ground.records import AtLeast, Form, Record, blank, in_file

_Read: TypeAlias = Callable[[Any], Any]
Kind = TypeVar("Kind", bound=Record)


class _OtherwiseError(ValueError):
    """Something that is not as it is written when nothing is wrong."""


def read_plainly(kind: type[Kind], data: object) -> Kind | None:
    """The row that a table of a JSON text tells; None where anything in it is out of the ordinary."""
    try:
        made: Kind = _reader(kind)(data)  # type: ignore[arg-type]
    except (ValueError, KeyError, RecursionError):
        return None
    return made


@cache
def _reader(annotation: Any) -> _Read:
    """What reads the values that an annotation speaks of. Raises ValueError or KeyError, and so does what it gives."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _noted(annotation.__metadata__[0], inner[0])
    if origin in (Union, UnionType):
        return _or_none(*inner)
    if origin is tuple:
        return _row_of(_reader(inner[0]))
    if origin is dict:
        return _table(_reader(inner[0]), _reader(inner[1]))
    if origin is Literal:
        words = {word: word for word in inner}
        return lambda value: words[_text(value)]
    return _text if annotation is str else _record(annotation)


def _noted(note: object, annotation: Any) -> _Read:
    if isinstance(note, Form):
        return _FORMS[note.name]
    assert isinstance(note, AtLeast)
    read, least = _reader(annotation), note.count

    def enough(value: Any) -> Any:
        made = read(value)
        if len(made) < least:
            raise _OtherwiseError
        return made

    return enough


def _or_none(*annotations: Any) -> _Read:
    (annotation,) = [one for one in annotations if one is not NoneType]
    read = _reader(annotation)
    return lambda value: None if value is None else read(value)


def _row_of(read: _Read) -> _Read:
    def row(value: Any) -> Any:
        if type(value) is not list:
            raise _OtherwiseError
        return tuple([read(item) for item in value])

    return row


def _table(key: _Read, item: _Read) -> _Read:
    def table(value: Any) -> Any:
        if type(value) is not dict:
            raise _OtherwiseError
        return {key(name): item(inner) for name, inner in value.items()}

    return table


def _record(kind: Any) -> _Read:
    fields = kind.__dataclass_fields__
    blank_row = blank(kind)
    readers = {}
    for name, field in fields.items():
        read = _reader(field.type)
        readers[in_file(name)] = name, read, _usual(read, blank_row[name]) if name in blank_row else _NOTHING
    required = {in_file(name) for name in fields if name not in blank_row}

    def record(value: Any) -> Any:
        if type(value) is not dict or not required <= value.keys():
            raise _OtherwiseError
        found = {}
        for key, item in value.items():
            name, read, usual = readers[key]
            # Most fields of most rows stand at their default, which need not be read again and again.
            if item != usual or type(item) is not type(usual):
                found[name] = read(item)
        return kind.model_construct(**found)

    return record


_NOTHING = object()
_OFTEN: tuple[Any, ...] = (None, False, "", "0.00", [], {})
"""What a file has where a field stands at its default."""


def _usual(read: _Read, default: Any) -> Any:
    """What a file has for a default, if it is one of those that are seen often."""
    for item in _OFTEN:
        with suppress(ValueError, KeyError):
            made = read(item)
            if made == default and type(made) is type(default):
                return item
    return _NOTHING


# ---- the kinds of values, each as `case_forms` reads it


def _text(value: Any) -> Any:
    if type(value) is not str:  # a number that is kept as it was written is a kind of str
        raise _OtherwiseError
    if not value.isascii():
        value.encode()  # half a character; UnicodeEncodeError is a ValueError
    return value


def _text_of(least: int, most: int) -> _Read:
    def text(value: Any) -> Any:
        if not least <= len(_text(value)) <= most:
            raise _OtherwiseError
        return value

    return text


def _amount(value: Any) -> Any:
    if type(value) is str:
        return parse_amount(value)
    if type(value) is int:
        return parse_amount(str(value))
    raise _OtherwiseError


def _uplift(value: Any) -> Any:
    rate = parse_rate(_text(value))
    if not -ONE <= rate <= ONE:
        raise _OtherwiseError
    return rate


def _share(value: Any) -> Any:
    rate = _uplift(value)
    if rate < 0:
        raise _OtherwiseError
    return rate


def _day(value: Any) -> Any:
    return _date(_text(value))


@lru_cache(4096)
def _date(text: str) -> date:
    """A household has many visits on few days."""
    if len(text) != len("2023-01-31") or text[4] != "-" or text[7] != "-":
        raise _OtherwiseError
    return date(_whole(text[:4]), _whole(text[5:7]), _whole(text[8:]))


def _year(value: Any) -> Any:
    if len(_text(value)) != len("2023"):
        raise _OtherwiseError
    return _whole(value)


def _whole(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit()):
        raise _OtherwiseError
    return int(digits)


def _time(value: Any) -> Any:
    if len(_text(value)) != len("09:30") or value[2] != ":":
        raise _OtherwiseError
    if _whole(value[:2]) > 23 or _whole(value[3:]) > 59:
        raise _OtherwiseError
    return value


def _month(value: Any) -> Any:
    return parse_month(_text(value))


def _age(value: Any) -> Any:
    if type(value) is not int or not 0 <= value <= 150:
        raise _OtherwiseError
    return value


def _flag(value: Any) -> Any:
    if type(value) is not bool:
        raise _OtherwiseError
    return value


_by_month = _table(_month, _amount)

_FORMS: Mapping[str, _Read] = {
    "Amount": _amount,
    "Share": _share,
    "Uplift": _uplift,
    "Day": _day,
    "MonthText": _month,
    "Year": _year,
    "Age": _age,
    "Id": _text_of(1, 200),
    "FreeText": _text_of(0, 1000),
    "LineText": _text_of(0, 200),
    "Time": _time,
    "Series": lambda value: _by_month(value) if type(value) is dict else _amount(value),
    "StrictBool": _flag,
}
