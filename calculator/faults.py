"""What is wrong with something a person gave us: where, what was found, and why; put into words later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path of a field, the code of a sentence, and the figures in that sentence."""

    path: str
    code: str
    figures: Mapping[str, object] = field(default_factory=dict)


class FaultsError(ValueError):
    """Input that is refused whole, with every fault that was found; `where` names the file."""

    def __init__(self, faults: Iterable[Fault], where: str = "") -> None:
        self.faults = tuple(faults)
        self.where = where
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in self.faults))


def reject(code: str, **figures: object) -> PydanticCustomError:
    """The error a validator raises for the sentence `code`."""
    return PydanticCustomError(code, code, figures or None)


def path_of(location: Iterable[int | str]) -> str:
    """`("visits", 3, "total")` as `visits[3].total`."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part and not part.startswith("~"):  # ~ marks the branch of a union, which no file names
            path += f".{part}" if path else part
    return path


def quoted(value: object) -> str:
    """How a found value is shown: in quotes, on one line, shortened."""
    text = str(value)
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE] + "…"
    printable = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return f'"{printable}"' if isinstance(value, str) else printable


_TYPE_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_one_of",
    "string_type": "not_text",
    "string_unicode": "not_text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_form",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "bool_type": "not_bool",
    "bool_parsing": "not_bool",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "dict_type": "not_table",
    "model_type": "not_table",
    "model_attributes_type": "not_table",
    "too_short": "empty",
    "too_long": "too_long",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "date_type": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_parsing": "not_a_date",
}


def faults_of(error: ValidationError) -> list[Fault]:
    """The faults that pydantic found, with our codes."""
    found = []
    for item in error.errors(include_url=False):
        kind, context = item["type"], item.get("ctx", {})
        figures: dict[str, Any] = dict(context)
        value = item.get("input")
        code = _TYPE_CODES.get(kind, kind)
        if code == "not_table" or (code == "not_list" and isinstance(value, dict)):
            value = type(value).__name__ if isinstance(value, list | dict) else value
        figures.setdefault("found", quoted(value))
        figures["expected"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        figures["low"], figures["high"] = context.get("ge", ""), context.get("le", "")
        found.append(Fault(path_of(item["loc"]), code, figures))
    # A list all of whose rows are faulty is also reported as too short, which would only confuse.
    return [fault for fault in found if not (fault.code == "empty" and _has_deeper(found, fault.path))]


def _has_deeper(found: list[Fault], path: str) -> bool:
    return any(fault.path.startswith(f"{path}[") for fault in found)
