"""What a field of a policy pack may hold; `pack_forms` has how each is read from a file.

Amounts are 分, rates ten-thousandths.
"""

from datetime import date
from types import ModuleType
from typing import Annotated, Literal

from calculator.ground.money import Fen, Rate
from calculator.ground.records import Form, Record


def _forms() -> ModuleType:
    from calculator.policy import pack_forms  # it loads pydantic

    return pack_forms


Amount = Annotated[Fen, Form("Amount", _forms)]
Share = Annotated[Rate, Form("Share", _forms)]
PensionYear = Annotated[int | Literal["previous"], Form("PensionYear", _forms)]
Version = Annotated[int, Form("Version", _forms)]
Age = Annotated[int, Form("Age", _forms)]
"""Completed years."""
Day = Annotated[date, Form("Day", _forms)]
Name = Annotated[str, Form("Name", _forms)]
Prose = Annotated[str, Form("Prose", _forms)]
Identifier = Annotated[str, Form("Identifier", _forms)]


class Text(Record):
    """A sentence in both languages."""

    zh: Prose
    en: Prose
