"""Does a document conform to a JSON schema? As much of the standard as the program's own schemas use."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_WORDS_ONLY = {"title", "description", "default", "format", "$defs", "discriminator", "examples"}


def violations(document: Any, schema: Mapping[str, Any]) -> list[str]:
    """What in the document breaks the schema. Raises KeyError for a keyword that is not known here."""
    return list(_check(document, schema, schema, "$"))


def _check(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    for keyword, wanted in schema.items():
        if keyword in _WORDS_ONLY:
            continue
        if keyword == "$ref":
            yield from _check(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, path)
        elif keyword in ("anyOf", "oneOf"):
            fitting = [option for option in wanted if not list(_check(value, option, root, path))]
            if not fitting or (keyword == "oneOf" and len(fitting) > 1):
                yield f"{path}: {value!r} fits {len(fitting)} of {keyword}"
        elif keyword in _OF_OBJECTS:
            if isinstance(value, dict):
                yield from _OF_OBJECTS[keyword](value, schema, root, path)
        elif keyword == "items":
            if isinstance(value, list):
                for place, inner in enumerate(value):
                    yield from _check(inner, wanted, root, f"{path}[{place}]")
        elif not _HOLDS[keyword](value, wanted):
            yield f"{path}: {value!r} breaks {keyword} {wanted!r}"


def _is(value: Any, wanted: str | list[str]) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    # A boolean is an int to Python and nothing of the kind to JSON.
    return any(isinstance(value, _TYPES[name]) and (isinstance(value, bool) == (name == "boolean")) for name in names)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "type": _is,
    "enum": lambda value, wanted: value in wanted,
    "const": lambda value, wanted: value == wanted,
    "pattern": lambda value, wanted: not isinstance(value, str) or re.search(wanted, value) is not None,
    "minLength": lambda value, wanted: not isinstance(value, str) or len(value) >= wanted,
    "maxLength": lambda value, wanted: not isinstance(value, str) or len(value) <= wanted,
    "minItems": lambda value, wanted: not isinstance(value, list) or len(value) >= wanted,
    "minimum": lambda value, wanted: not _number(value) or value >= wanted,
    "maximum": lambda value, wanted: not _number(value) or value <= wanted,
}


def _required(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    del root
    yield from (f"{path}: {name} is missing" for name in schema["required"] if name not in value)


def _properties(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    for name, inner in schema["properties"].items():
        if name in value:
            yield from _check(value[name], inner, root, f"{path}.{name}")


def _patterns(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    for pattern, inner in schema["patternProperties"].items():
        for name in value:
            if re.search(pattern, name):
                yield from _check(value[name], inner, root, f"{path}.{name}")


def _additional(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    patterns = schema.get("patternProperties", {})
    for name in value:
        known = name in schema.get("properties", {}) or any(re.search(pattern, name) for pattern in patterns)
        if not known and schema["additionalProperties"] is False:
            yield f"{path}: {name} is not known"
        elif not known and schema["additionalProperties"] is not True:
            yield from _check(value[name], schema["additionalProperties"], root, f"{path}.{name}")


def _names(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    for name in value:
        yield from _check(name, schema["propertyNames"], root, f"{path}.{name}")


_OF_OBJECTS = {
    "propertyNames": _names,
    "required": _required,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _additional,
}
