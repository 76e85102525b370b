"""The kinds of values that a statement holds, how each is written in JSON, and what all its rows have in common."""

from dataclasses import Field
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from calculator.ground.records import InJson


class Written(NamedTuple):
    """How a value is written in JSON; the schema beside it says what comes out."""

    kind: Literal["money", "rate", "month", "sentence", "readings"]


class NotWritten:
    """Marks a field that stands neither in the JSON nor in its schema."""

    def __get_pydantic_json_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticOmit

        raise PydanticOmit


def _text(pattern: str) -> InJson:
    return InJson({"type": "string", "pattern": pattern})


Money = Annotated[int, Written("money"), _text(r"^-?\d+\.\d{2}$")]
Ratio = Annotated[int, Written("rate"), _text(r"^\d+(\.\d{1,4})?$")]
MonthText = Annotated[int, Written("month"), _text(r"^\d{4}-\d{2}$")]


class Row:
    """Compares and shows the fields of a row, once for all kinds of them.

    A dataclass writes these for each kind and compiles them at every start, which for a statement is a fiftieth of it.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__name__}({said})"
