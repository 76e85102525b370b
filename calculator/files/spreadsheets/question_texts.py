"""What is asked once for all rows of a sheet or of copied rows, and its answers, in words."""

from collections.abc import Mapping

from calculator.ground.language import N_
from calculator.sheets.others.questions import Question

TITLES: Mapping[Question, str] = {
    "care": N_("Rows of a kind of care that is not known"),
    "dates": N_("Days such as 3/5/2023"),
    "levels": N_("Levels given as a digit"),
    "empty_person": N_("Rows that name nobody"),
    "inpatient": N_("Sheets whose title speaks of stays in hospital"),
    "self_paid": N_("What is called 自费"),
    "refunds": N_("Rows marked as refunds beside a bill of the same amount"),
}
ANSWERS: Mapping[Question, tuple[str, str]] = {
    "care": (N_("are visits"), N_("are left out")),
    "dates": (N_("begin with the month"), N_("begin with the day")),
    "levels": (N_("1 is the first level"), N_("1 is the third level")),
    "empty_person": (N_("are of whoever is named above"), N_("are of the person chosen here")),
    "inpatient": (N_("are left out"), N_("are visits")),
    "self_paid": (N_("is all that the person paid"), N_("lies outside the catalogue")),
    "refunds": (N_("pay that bill back"), N_("were paid back themselves")),
}
"""In the order of `CHOICES`."""
