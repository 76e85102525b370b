"""What is wrong with something a person gave us: where, what was found, and why; put into words later."""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import PydanticCustomError

_LONGEST_QUOTE = 60
_LONGEST_WHOLE_NUMBER_BITS = 200
UNION_TAGS = ("~amount", "~by-month")
"""Marks that pydantic puts in a location for the branch of a union; no file names them."""

_JSON_NAMES: dict[object, str] = {None: "null", True: "true", False: "false"}


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


def unreadable(error: OSError) -> Fault:
    """Why a file could not be read, in our words where we have them."""
    kinds: tuple[tuple[type[OSError], str], ...] = (
        (FileNotFoundError, "no_such_file"),
        (IsADirectoryError, "is_a_folder"),
        (PermissionError, "not_permitted"),
    )
    code = next((code for kind, code in kinds if isinstance(error, kind)), "cannot_read")
    if error.errno == errno.ELOOP:
        code = "is_a_link"
    elif error.errno == errno.ENXIO:  # a pipe, a device, a socket
        code = "not_a_file"
    return Fault("", code, {"detail": error.strerror or type(error).__name__})


def reject(code: str, **figures: object) -> "PydanticCustomError":
    """The error a validator raises for the sentence `code`."""
    # Imported late: the command line knows faults before it has decided to load the models.
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(code, code, figures or None)


def path_of(location: Iterable[int | str]) -> str:
    """`("visits", 3, "total")` as `visits[3].total`, on one line whatever names the file holds."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part not in UNION_TAGS and not (part == "[key]" and path):  # pydantic's mark for a name, not a value
            name = _on_one_line(part) or '""'
            path += f".{name}" if path else name
    return path


def quoted(value: object) -> str:
    """How a found value is shown: text in quotes, all on one line, shortened; of groups and lists only the kind."""
    if type(value) is str:  # a kind of str of its own stands for a number as it was written
        return f'"{_on_one_line(value)}"'
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, list | tuple):
        return "[…]" if value else "[]"
    if value is None or isinstance(value, bool):
        return _JSON_NAMES[value]
    if isinstance(value, int) and value.bit_length() > _LONGEST_WHOLE_NUMBER_BITS:
        return "…"  # Python refuses to write numbers of some thousand digits
    return _on_one_line(str(value))


def _on_one_line(text: str) -> str:
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE] + "…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


_TYPE_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "unexpected_keyword_argument": "unknown_field",
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
    "dataclass_type": "not_table",
    "dataclass_exact_type": "not_table",
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


def faults_of(error: "ValidationError") -> list[Fault]:
    """The faults that pydantic found, with our codes."""
    found = []
    for item in error.errors(include_url=False):
        kind, context = item["type"], item.get("ctx", {})
        figures: dict[str, Any] = dict(context)
        code = _TYPE_CODES.get(kind, kind)
        figures.setdefault("found", quoted(item.get("input")))
        figures["expected"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        figures.setdefault("low", context.get("ge", "…"))
        figures.setdefault("high", context.get("le", "…"))
        found.append(Fault(path_of(item["loc"]), code, figures))
    # A list all of whose rows are faulty is also reported as too short, which would only confuse.
    lists = {fault.path[:place] for fault in found for place, char in enumerate(fault.path) if char == "["}
    return [fault for fault in found if not (fault.code == "empty" and fault.path in lists)]
