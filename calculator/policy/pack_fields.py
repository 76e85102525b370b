"""What a field of a policy pack may hold; `pack_forms` has how each is read from a file.

Amounts are 分, rates ten-thousandths.
"""

from datetime import date
from typing import Annotated, Any, Literal

from calculator.ground.money import Fen, Rate
from calculator.ground.records import Form, Record


def _form(name: str) -> Form:
    def form() -> Any:
        from calculator.policy import pack_forms  # it loads pydantic

        return getattr(pack_forms, name)

    return Form(name, form)


Amount = Annotated[Fen, _form("Amount")]
Share = Annotated[Rate, _form("Share")]
PensionYear = Annotated[int | Literal["previous"], _form("PensionYear")]
Version = Annotated[int, _form("Version")]
Age = Annotated[int, _form("Age")]
"""Completed years."""
Day = Annotated[date, _form("Day")]
Name = Annotated[str, _form("Name")]
Prose = Annotated[str, _form("Prose")]
Identifier = Annotated[str, _form("Identifier")]


class Text(Record):
    """A sentence in both languages."""

    zh: Prose
    en: Prose
