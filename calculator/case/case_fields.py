"""The kinds of values that a case holds; `case_forms` has how each is read from a file and written to it."""

from datetime import date
from typing import Annotated, Any

from calculator.ground.money import Fen, Rate
from calculator.ground.months import Month
from calculator.ground.records import Form


def _form(name: str) -> Form:
    def form() -> Any:
        from calculator.case import case_forms  # it loads pydantic

        return getattr(case_forms, name)

    return Form(name, form)


Amount = Annotated[Fen, _form("Amount")]
Share = Annotated[Rate, _form("Share")]
Uplift = Annotated[Rate, _form("Uplift")]
Day = Annotated[date, _form("Day")]
MonthText = Annotated[Month, _form("MonthText")]
Year = Annotated[int, _form("Year")]
Age = Annotated[int, _form("Age")]
"""Completed years."""
Id = Annotated[str, _form("Id")]
FreeText = Annotated[str, _form("FreeText")]
LineText = Annotated[str, _form("LineText")]
Time = Annotated[str, _form("Time")]
Unread = dict[Id, FreeText]
"""By field, a part of one told as `account.opening_balance`, the text that could not be read; empty where it is still
to be entered. The field's own value counts for nothing."""
Series = Annotated[Fen | dict[Month, Fen], _form("Series")]
"""Yuan a month: one amount, or by the month from which each holds."""
