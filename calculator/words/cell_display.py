"""How a table writes what stands in its cells, on a screen and on paper alike."""

from collections.abc import Iterable
from typing import Any

from calculator.case.case import Person, Visit
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.engine.statement import REFUNDED, Totals, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.words.visit_columns import Column
from calculator.words.wording import Wording

YET_TO_COME = N_("{date} (to come)")
"""How the date of what lies after today is written."""

_NOTHING = "—"
_OF_WHAT_IS_PAID = ("in_scope", "deductible", "rate", "over_cap")
_OF_A_SUM = ("personal", "account", "cash")
_SUMMED = ("total", "in_scope", "deductible", "pooled", "personal", "account", "cash")


def cited(source: str | None, clause: str | None) -> str:
    """Document and clause on one line; a word that ends the one and begins the other stands once."""
    if source and clause:
        before, _space, last = source.rpartition(" ")
        if before and clause.startswith(last):
            source = before
    return " ".join(part for part in (source, clause) if part)


def with_clause(sentence: str, source: str | None, clause: str | None, wording: Wording) -> str:
    """A sentence with its document and clause in brackets, as the language writes them; without these itself."""
    where = cited(source, clause)
    return wording.text(N_("{sentence} ({where})")).format(sentence=sentence, where=where) if where else sentence


def named(person: Person) -> str:
    """What a person is called."""
    return person.name or person.id


def percent(rate: int | None) -> str:
    """A rate as a percentage; a dash where there is none."""
    return _NOTHING if rate is None else format_percent(rate)


def institution_word(visit: Visit, wording: Wording) -> str:
    """The institution in words; a pharmacy with the prescriber's level."""
    if visit.institution == "pharmacy" and visit.prescriber:
        return f"{wording.word('pharmacy_short')} · {wording.word(f'{visit.prescriber}_short')}"
    return wording.word(f"{visit.institution}_short")


def value_text(kind: str, value: Any, wording: Wording, year: int) -> str:
    """A column's value in words; a date of `year` without its year."""
    if kind == "amount":
        return wording.yuan(value)
    if kind == "rate":
        return percent(value)
    if kind == "date":
        return f"{value:%m-%d}" if value.year == year else str(value)
    if kind == "text":
        return value or ""
    if kind == "yes_no":
        return wording.text(N_("yes")) if value else ""
    return wording.word(value)


def is_counted(settled: VisitSettlement) -> bool:
    """Whether a visit stands in the sums: not where it could not be computed, nor where it was paid back."""
    return settled.refused is None and not _paid_back(settled)


def not_counted(settled: Iterable[VisitSettlement], wording: Wording) -> str:
    """How many visits stand in no sum, for where the sum stands; empty where all do."""
    count = sum(not is_counted(one) for one in settled)
    return wording.text(N_("{count} not counted")).format(count=count) if count else ""


def _paid_back(settled: VisitSettlement) -> bool:
    return settled.excluded is not None and settled.excluded.code == REFUNDED


def dashed(column: Column, settled: VisitSettlement) -> bool:
    """Whether a column has nothing to say of a visit, as the fund pays nothing of it by rule."""
    nothing = _OF_WHAT_IS_PAID + _OF_A_SUM if _paid_back(settled) else _OF_WHAT_IS_PAID
    return settled.excluded is not None and column.key in nothing


def _of_slip(column: Column, value: Any, wording: Wording) -> str:
    """What a slip says, or how that differs from what was computed; nothing where there is no slip."""
    if column.kind != "stated":
        return wording.entry(value)
    from calculator.words.stated_words import difference_text  # most households have no slips

    return difference_text(value, wording)


def shown_cell(
    column: Column, visit: Visit, settled: VisitSettlement, person: Person, wording: Wording, year: int
) -> str:
    """What a column says of a visit; where the fund pays nothing by rule or for want of one, that in words."""
    if column.kind == "institution":
        return institution_word(visit, wording)
    if column.key == "pooled" and (settled.excluded or settled.refused):
        if settled.refused:
            unread = settled.refused.code == "entry_unread"
            return wording.word("entry_unread") if unread else wording.text(N_("no rule"))
        return wording.text(N_("paid back") if _paid_back(settled) else N_("not paid"))
    if column.kind == "stated" or column.key.startswith(ON_THE_SLIP):
        return _of_slip(column, column.value(visit, settled, person), wording)
    if dashed(column, settled):
        return _NOTHING
    return value_text(column.kind, column.value(visit, settled, person), wording, year)


def shown_sum(column: Column, totals: Totals, visits: int, wording: Wording) -> str:
    """What stands below a column: the sum of the visits that were computed, of `visits` shown ones.

    A dash where none was computed, as a sum of nothing would look like one; nothing where there is no sum.
    """
    if column.key not in _SUMMED:
        return ""
    return _NOTHING if visits and totals.refused_visits == visits else wording.yuan(getattr(totals, column.key))
