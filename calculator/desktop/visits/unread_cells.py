"""What was typed into a cell and could not be taken: why, in a sentence."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from calculator.ground.faults import Fault, quoted
from calculator.ground.language import N_
from calculator.ground.plain_text import begun
from calculator.session.session import Session

if TYPE_CHECKING:
    from calculator.case.unread_entries import Entry

_EXPECTED = {
    "amount": N_("{found} is not an amount; yuan with at most two decimals are expected, such as 1,200.50"),
    "date": N_("{found} is not a date; expected is for example 3-5, 3月5日 or 2023/3/5"),
    "time": N_("{found} is not a time of day; expected is for example 9:30"),
    "institution": N_("{found} is not an institution; expected is for example 三级, 药店 or the hospital's name"),
}
_NOT_IN_LIST = N_("{found} is not in the list")
_OPEN = {
    "total": N_("the amount is still to be entered"),
    "amount": N_("the amount is still to be entered"),
    "date": N_("the date is still to be entered"),
    "institution": N_("the level of the hospital is still to be chosen"),
    "prescriber": N_("the level of the prescribing institution is still to be chosen"),
}
_MISSING = N_("is still to be entered")


def why_unread(session: Session, entry: "Entry", text: str, kind: str, read: Callable[[], Mapping[str, object]]) -> str:
    """Why the text kept for a field of a row could not be taken; `kind` is its column's, `read` reads it again."""
    words = session.wording
    if not text:
        return words.text(_OPEN.get(entry.field, _MISSING))
    try:
        values = read()
    except ValueError:
        fault = _too_large(text) if kind == "amount" else None
        if fault is not None:
            return words.at_field(fault)
        return words.text(_EXPECTED.get(kind, _NOT_IN_LIST)).format(found=quoted(begun(text)))
    faults = session.faults_against(entry, values)
    return words.at_field(faults[0]) if faults else words.text(_MISSING)


def _too_large(text: str) -> Fault | None:
    # Imported late: only an amount that cannot be read needs it.
    from calculator.sheets.cell_amounts import amount_in
    from calculator.sheets.cells import CellError

    try:
        amount_in(text.replace(",", "").replace("，", ""))
    except CellError as error:
        fault = Fault("", error.code, {**error.figures, "found": quoted(begun(text))})
        return fault if error.code == "amount_too_large" else None
    return None
