"""What a sheet leaves open that one answer settles for all of its rows: asked once, never guessed."""

from collections.abc import Mapping
from typing import Literal

Question = Literal["care", "dates", "levels", "empty_person", "inpatient", "self_paid", "refunds"]

CHOICES: Mapping[Question, tuple[str, str]] = {
    "care": ("take", "leave"),
    "dates": ("month-first", "day-first"),
    "levels": ("one-lowest", "one-highest"),
    "empty_person": ("above", "owner"),
    "inpatient": ("leave", "take"),
    "self_paid": ("personal", "catalogue"),
    "refunds": ("reversals", "marked"),
}
"""The answers to each: whether rows of an unknown kind of care are visits; which part of 3/5/2023 is the month; what
level a 1 is; whose a row is that names nobody below one that names somebody; whether what a title calls stays in
hospital is a list of visits all the same; whether 自费 is all that a person paid or what lies outside the catalogue;
whether a row marked as a refund pays back the bill beside it of the same amount, or was paid back itself."""
ASKED_BY: Mapping[str, Question] = {
    "unknown_care_code": "care",
    "not_a_kind_of_care": "care",
    "ambiguous_date": "dates",
    "ambiguous_level": "levels",
    "whose_is_it": "empty_person",
    "says_inpatient": "inpatient",
    "self_paid_unclear": "self_paid",
    "refund_or_bill": "refunds",
    "may_be_paid_back": "refunds",
}
"""The question behind the fault of a cell."""
