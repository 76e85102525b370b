"""What was made of the program's own files when it was built, so that it is not made again at every start.

A policy pack and the example household are read, validated and checked; a catalogue is taken apart. For files that
come with the program this gives the same objects each time, so `packaging/generated/prepare.py` does it once and keeps
them in `resources/prepared`, each under the digest of the file it was made of. Where a file is another by now, it is
read anew. Nothing that a person brings along is ever looked for there.

What is kept is JSON: plain values, and models by their names and fields. It can hold nothing that runs, and no model
but those of the module that the asked one stands in; so whoever can write there can say wrong things, and do none.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping, Set
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from calculator.ground.resources import resource

if TYPE_CHECKING:
    from pydantic import BaseModel

Made = TypeVar("Made")
_DIGEST = hashlib.sha256
_SUFFIX = ".json"
_MODEL, _DAY, _TABLE, _TEXTS = "model", "day", "table", "texts"
"""What the only key of an object says that it is; lists are tuples."""


def place_of(name: str) -> Path:
    """Where what was made of the program's own file `name` is kept."""
    return resource("prepared", name + _SUFFIX)


def prepared(name: str, content: bytes, kind: type[Made]) -> Made | None:
    """What was made of the program's own file `name`; None where its content is not the one it was made of."""
    try:
        kept = place_of(name).read_bytes()
    except OSError:
        return None
    digest, _line, text = kept.partition(b"\n")
    if digest != _digest(content):
        return None
    from pydantic_core import from_json

    try:
        made = _Reader(kind).value(from_json(text))
    except Exception:  # made by code that has changed since, in whatever way: as good as not there
        return None
    return made if isinstance(made, kind) else None


def kept_form(content: bytes, made: object) -> bytes:
    """What `prepared` reads: the digest of the file's content, and what was made of it. Raises TypeError."""
    import json

    return _digest(content) + b"\n" + json.dumps(_plain(made), ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> bytes:
    return _DIGEST(content).hexdigest().encode()


def _plain(value: Any) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return {_DAY: value.isoformat()}
        case tuple():
            return [_plain(item) for item in value]
        case dict() if all(isinstance(text, str) for pair in value.items() for text in pair):
            return {_TEXTS: value}
        case dict():
            return {_TABLE: [[_plain(key), _plain(item)] for key, item in value.items()]}
    if not hasattr(type(value), "model_fields"):
        raise TypeError(f"{type(value)} cannot be kept")
    kept = {
        name: _plain(value.__dict__[name])
        for name, field in type(value).model_fields.items()
        if field.default_factory is not None or value.__dict__[name] != field.default
    }
    given = value.model_fields_set
    return {_MODEL: [type(value).__name__, kept, None if given == kept.keys() else sorted(given)]}


class _Form(NamedTuple):
    """A model, its fields in their order with their defaults, and those that are always kept."""

    model: "type[BaseModel]"
    blank: dict[str, Any]
    required: Set[str]


class _Reader:
    """Makes values of plain ones; the models are those of the module that `kind` stands in."""

    def __init__(self, kind: type) -> None:
        self._names: Mapping[str, Any] = vars(sys.modules[kind.__module__])
        self._forms: dict[str, _Form] = {}
        self._made: Mapping[str, Callable[[Any], object]] = {
            _MODEL: self._model,
            _DAY: date.fromisoformat,
            _TEXTS: lambda texts: texts,
            _TABLE: lambda pairs: {self.value(key): self.value(item) for key, item in pairs},
        }

    def value(self, kept: Any) -> Any:
        if isinstance(kept, dict):
            ((kind, inner),) = kept.items()
            return self._made[kind](inner)
        return tuple([self.value(item) for item in kept]) if isinstance(kept, list) else kept

    def _model(self, kept: Any) -> object:
        name, fields, given = kept
        form = self._forms.get(name) or self._form(name)
        if not form.required <= fields.keys() <= form.blank.keys():  # it has other fields by now
            raise TypeError(name)
        values = form.blank.copy()
        for field, item in fields.items():
            values[field] = self.value(item)
        made = form.model.__new__(form.model)
        # As pickle and copy do: what was checked when it was kept is not checked again.
        made.__setstate__(
            {
                "__dict__": values,
                "__pydantic_fields_set__": set(fields if given is None else given),
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return made

    def _form(self, name: str) -> "_Form":
        from pydantic import BaseModel

        model = self._names[name]
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise TypeError(name)
        fields = model.model_fields
        required = {name for name, field in fields.items() if field.is_required() or field.default_factory is not None}
        return self._forms.setdefault(
            name, _Form(model, {name: field.default for name, field in fields.items()}, required)
        )
