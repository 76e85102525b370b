"""A field of any row of a case is given what was typed into it."""

from collections.abc import Mapping

from calculator.case.account_use_edits import changed_use
from calculator.case.case import Case
from calculator.case.unread_entries import Entry, as_read, with_values
from calculator.case.visit_edits import changed_visit


def entered(case: Case, entry: Entry, fields: Mapping[str, object]) -> Case:
    """The case with the values that a text was read as, amounts in 分; the text that was kept for the entry goes.

    A date lengthens the period as `visit_edits.reaching` does.
    """
    if entry.table == "people":
        return with_values(case, "people", entry.row, fields, entry.field)
    changed = changed_visit if entry.table == "visits" else changed_use
    return changed(as_read(case, entry), entry.row, **fields)
