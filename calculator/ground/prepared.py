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
from dataclasses import MISSING
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from calculator.ground.records import Record
from calculator.ground.resources import resource

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
    import json

    try:
        made = _Reader(kind).value(json.loads(text))
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
    if not isinstance(value, Record):
        raise TypeError(f"{type(value)} cannot be kept")
    kept = {
        name: _plain(getattr(value, name))
        for name, field in value.__dataclass_fields__.items()
        if getattr(value, name) != field.default
    }
    return {_MODEL: [type(value).__name__, kept]}


class _Form(NamedTuple):
    """A model, its fields, and those that are always kept."""

    model: type[Record]
    names: Set[str]
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
        name, fields = kept
        form = self._forms.get(name) or self._form(name)
        if not form.required <= fields.keys() <= form.names:  # it has other fields by now
            raise TypeError(name)
        # What was checked when it was kept is not checked again.
        return form.model.model_construct(**{field: self.value(item) for field, item in fields.items()})

    def _form(self, name: str) -> "_Form":
        model = self._names[name]
        if not (isinstance(model, type) and issubclass(model, Record)):
            raise TypeError(name)
        fields = model.__dataclass_fields__
        required = {name for name, field in fields.items() if field.default is MISSING}
        return self._forms.setdefault(name, _Form(model, fields.keys(), required))
