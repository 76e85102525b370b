"""The kinds of values that a case holds; `case_forms` has how each is read from a file and written to it."""

from datetime import date
from types import ModuleType
from typing import Annotated

from calculator.ground.money import Fen, Rate
from calculator.ground.months import Month
from calculator.ground.records import Form


def _forms() -> ModuleType:
    from calculator.case import case_forms  # it loads pydantic

    return case_forms


Amount = Annotated[Fen, Form("Amount", _forms)]
Share = Annotated[Rate, Form("Share", _forms)]
Uplift = Annotated[Rate, Form("Uplift", _forms)]
Day = Annotated[date, Form("Day", _forms)]
MonthText = Annotated[Month, Form("MonthText", _forms)]
Year = Annotated[int, Form("Year", _forms)]
Age = Annotated[int, Form("Age", _forms)]
"""Completed years."""
Id = Annotated[str, Form("Id", _forms)]
FreeText = Annotated[str, Form("FreeText", _forms)]
LineText = Annotated[str, Form("LineText", _forms)]
Time = Annotated[str, Form("Time", _forms)]
Unread = dict[Id, FreeText]
"""By field, a part of one told as `account.opening_balance`, the text that could not be read; empty where it is still
to be entered. The field's own value counts for nothing."""
Series = Annotated[Fen | dict[Month, Fen], Form("Series", _forms)]
"""Yuan a month: one amount, or by the month from which each holds."""
