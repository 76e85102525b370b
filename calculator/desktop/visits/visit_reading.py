"""What a person types into the cells of a visit."""

from collections.abc import Mapping

from calculator.case.case import Case
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.case.visit_edits import hospitals
from calculator.desktop.visits.typed_rows import Cell, Read
from calculator.ground.typed_values import typed_amount, typed_date, typed_time
from calculator.policy.names import LEVELS
from calculator.sheets.cell_values import institution_in, institution_of_name

_SHORT = 3
"""Letters and digits that are no name of a hospital, but a slip on the way to a level."""


_LETTERS = dict(zip("yes", LEVELS, strict=True))
"""The first letters of 一级, 二级 and 三级; no other institution is meant by one letter."""

LONGEST = 200
"""Letters of a name, a note or a number that a visit holds."""


def read_cell(cell: Cell, text: str, year: int, case: Case) -> Read:
    """What a text says in a cell; `year` where a date names none. Raises ValueError where it cannot be read."""
    field = cell.fields[0]
    match cell.kind:
        case "institution":
            read = Read(*read_institution(text, case))
        case "amount" if field.startswith(ON_THE_SLIP):
            read = Read({field: typed_amount(text) if text else None})
        case "amount":
            read = Read({field: typed_amount(text or "0")}) if text or field != "total" else Read({}, ("total",))
        case "date":
            read = read_day(field, text, year)
        case "time":
            read = Read({field: typed_time(text) if text else None})
        case "yes_no":
            read = Read({field: text == "yes"})
        case _:
            if len(text) > LONGEST:
                raise ValueError(text)
            read = Read({field: text})
    return read


def read_day(field: str, text: str, year: int) -> Read:
    """The date of a text, and the level that may follow it at once: 3-5e, 3月5日二级. Raises ValueError."""
    for end in range(len(text), 0, -1):
        level = text[end:].strip()
        if level and not level[0].isalpha():
            continue
        try:
            values = {field: typed_date(text[:end], year)}
            return Read(values) if not level else Read(*_with_prescriber(values, *_level_of(level)))
        except ValueError:
            pass
    raise ValueError(text)


def _level_of(text: str) -> tuple[str, str | None]:
    return (_LETTERS[text.lower()], None) if text.lower() in _LETTERS else institution_in(text)


def read_institution(text: str, case: Case) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The fields of a text, and those that it leaves to be entered; one without a level is a hospital's name.

    A hospital named before has the level that it had then. Raises ValueError where it can be neither.
    """
    institution, _colon, prescriber = text.partition(":")
    if institution in LEVELS or (institution == "pharmacy" and prescriber in LEVELS):
        return {"institution": institution, "prescriber": prescriber or None}, ()
    known = hospitals(case).get(text)
    if known is not None:
        return {"institution_name": text, "institution": known.institution, "prescriber": known.prescriber}, ()
    try:
        return _with_prescriber({}, *institution_in(text))
    except ValueError:
        pass
    if text.isascii() and len(text) <= _SHORT:
        raise ValueError(text)
    name = {"institution_name": text}
    kind = institution_of_name(text)
    return (name, ("institution",)) if kind is None else _with_prescriber(name, kind, None)


def _with_prescriber(
    fields: Mapping[str, object], institution: str, prescriber: str | None
) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """A pharmacy without the level of the prescriber waits for that."""
    missing = ("prescriber",) if institution == "pharmacy" and prescriber is None else ()
    return {**fields, "institution": institution, "prescriber": prescriber}, missing
