"""What the slips of imported visits state, held against what was computed: visit by visit, and together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calculator.case.case import Visit
from calculator.engine.stated_figures import agrees, differs
from calculator.engine.statement import VisitSettlement
from calculator.files.spreadsheets.visit_import import Taken
from calculator.ground.language import N_
from calculator.words.stated_words import difference_parts, difference_text
from calculator.words.wording import Wording

HEADINGS = (N_("date"), N_("institution"), N_("total"), N_("pooled fund"), N_("on the slip"), N_("difference"))
"""The columns of `compared_rows`."""
MOST_COMPARED = 500
"""So many visits are listed, those that differ first."""


def states_figures(visits: Sequence[Visit]) -> bool:
    """Whether the slip of any visit states a figure."""
    return any(visit.stated is not None for visit in visits)


class ComparedRow(NamedTuple):
    """A visit whose slip states figures: what stands in its row, all that differs, and whether anything does."""

    cells: tuple[str, ...]
    all_differences: str
    differs: bool


def compared_rows(taken: Taken, wording: Wording) -> list[ComparedRow]:
    """A row for each new visit whose slip states figures; those that differ come first."""
    rows = [_row(visit, settled, wording) for visit, settled in _with_slips(taken)]
    return sorted(rows, key=lambda row: not row.differs)


def compared_said(taken: Taken, wording: Wording) -> list[str]:
    """How many slips agree with what was computed, and how many visits are not listed."""
    settled = [one for _visit, one in _with_slips(taken)]
    text = wording.text(N_("Slips: {visits} visits carry figures, {agreeing} agree, {differing} differ"))
    agreeing, differing = sum(map(agrees, settled)), sum(map(differs, settled))
    lines = [text.format(visits=f"{len(settled):,}", agreeing=f"{agreeing:,}", differing=f"{differing:,}")]
    if len(settled) - agreeing - differing:
        count = f"{len(settled) - agreeing - differing:,}"
        lines.append(wording.text(N_("Slips that cannot be compared: {count}")).format(count=count))
    if len(settled) > MOST_COMPARED:
        count = f"{len(settled) - MOST_COMPARED:,}"
        lines.append(wording.text(N_("Further visits, which are not listed: {count}")).format(count=count))
    return lines


def _with_slips(taken: Taken) -> Iterator[tuple[Visit, VisitSettlement]]:
    new = {visit.id: visit for visit in taken.case.visits[len(taken.base.visits) :] if visit.stated is not None}
    for person in taken.statement.people:
        for year in person.years:
            for settled in year.visits:
                if settled.id in new:
                    yield new[settled.id], settled


def _row(visit: Visit, settled: VisitSettlement, wording: Wording) -> ComparedRow:
    stated = None if visit.stated is None else visit.stated.pooled
    said = difference_text(settled.stated_difference, wording)
    cells = (
        visit.date.isoformat(),
        visit.institution_name or wording.word(visit.institution),
        wording.amount(visit.total),
        wording.yuan(settled.pooled),
        wording.yuan(stated),
        said,
    )
    parts = difference_parts(settled.stated_difference or {}, wording)
    return ComparedRow(cells, wording.text(N_("; ")).join(parts) or said, differs(settled))
