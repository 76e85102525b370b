"""Which column of a sheet means what, seen from its first rows: headings, and what stands below them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from calculator.case.case import Person
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import Cell, CellError, Kind, is_empty, readers, text_of
from calculator.sheets.others.heading_names import BY_MEANING, KIND_OF_CARE, REQUIRED, Headings
from calculator.sheets.others.skipped_rows import Others

HEAD_ROWS = 30
"""So many rows are looked at to find the headings and to see what their columns hold."""
_FEWEST_HEADINGS = 2
_DOUBTFUL = {"institution", "person"}
_LESS_DOUBTFUL = {"prescriber", "setting", "emergency", "circumstances", "pay_from_account"}
"""What is taken from a column only where at least one of its cells can be read: other columns have such names too.

Of the less doubtful this holds only where the heading is not one of ours.
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column means what: the 0-based row of the headings, None without them, and a key or None a column.

    Headings may stand in two `rows`, of which `heading` is the second. `stranger` is the one name that the column of
    people was seen to hold where it is nobody's here: its rows are taken for the owner's.
    """

    heading: int | None
    columns: tuple[str | None, ...]
    rows: int = 1
    stranger: str | None = None

    @property
    def first(self) -> int:
        """The 0-based row in which the headings begin."""
        return 0 if self.heading is None else self.heading - self.rows + 1

    def heading_of(self, head: Sequence[Sequence[Cell]], place: int) -> Cell:
        """What stands above a column, of two rows the lower one; empty for none."""
        if self.heading is None:
            return ""
        rows = reversed(head[self.first : self.heading + 1])
        return next((row[place] for row in rows if place < len(row) and not is_empty(row[place])), "")

    def with_column(self, place: int, key: str | None) -> "Layout":
        """The layout in which a column means something else; another one that meant it no longer does."""
        columns = [None if key is not None and old == key else old for old in self.columns]
        columns += [None] * (place + 1 - len(columns))
        columns[place] = key
        place_of_people = self.columns.index("person") if "person" in self.columns else None
        same = place_of_people is not None and columns[place_of_people] == "person"
        return replace(self, columns=tuple(columns), stranger=self.stranger if same else None)

    def missing(self) -> list[str]:
        """What every visit needs and no column holds; an institution may be given for all of them."""
        return [key for key in REQUIRED if key not in self.columns and key != "institution"]


def head_of(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """The first rows, enough to find the headings and to show what stands below them."""
    return [list(row) for row in islice(rows, HEAD_ROWS)]


def guessed(rows: Sequence[Sequence[Cell]], people: Sequence[Person], year: int) -> Layout:
    """The layout that the first rows of a sheet speak for; without headings no column means anything."""
    known, best = Headings(), Layout(None, ())
    read = readers(people, year)
    for place, row in enumerate(rows[:HEAD_ROWS]):
        columns = known.columns(_headings(row))
        if _meant(columns) > max(_meant(best.columns), _FEWEST_HEADINGS - 1):
            best = Layout(place, columns)
        # Where headings stand in two rows, what the lower one says is never left to the upper one alone.
        if place and best.rows == 1 and best.heading in (place - 1, place):
            both = None if _holds_values(row, read) else known.folded(_headings(rows[place - 1]), _headings(row))
            if both is not None and _meant(both) >= _FEWEST_HEADINGS:
                best = Layout(place, both, 2)
    if best.heading is None:
        return Layout(None, (None,) * max(map(len, rows), default=0))
    doubtful = _DOUBTFUL | {
        key
        for place, key in enumerate(best.columns)
        if key in _LESS_DOUBTFUL and not known.is_own(str(best.heading_of(rows, place)))
    }
    return _believed(best, doubtful, rows[best.heading + 1 :], people, year)


def _headings(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) and not is_empty(cell) else "" for cell in row]


def _holds_values(row: Sequence[Cell], read: Mapping[Kind, Callable[[Cell], Any]]) -> bool:
    """Whether cells hold what stands below headings."""
    kinds: tuple[Kind, ...] = ("date", "amount", "institution")
    cells = [cell for cell in row if not is_empty(cell)]
    return any(not isinstance(cell, str) or any(_readable(read[kind], cell) for kind in kinds) for cell in cells)


def _meant(columns: Iterable[str | None]) -> int:
    return sum(key is not None for key in columns)


def _believed(
    layout: Layout, doubtful: set[str], rows: Sequence[Sequence[Cell]], people: Sequence[Person], year: int
) -> Layout:
    """The layout without the columns whose cells hold something else than their heading seems to say."""
    read, others = readers(people, year), Others(layout.columns)
    rows = [row for row in rows if others.left_out(row) is None]
    for place, key in enumerate(layout.columns):
        cells = [row[place] for row in rows if place < len(row) and not is_empty(row[place])]
        if key not in doubtful or not cells or any(_readable(read[BY_MEANING[key].kind], cell) for cell in cells):
            continue
        if key == "person":
            # Several people of whom none is known are not all the owner: they are kept, and faulty.
            names = {plain(text_of(cell)) for cell in cells}
            layout = replace(layout, stranger=text_of(cells[0]).strip() if len(names) == 1 else None)
        elif key == "setting" and any(_readable(read["care"], cell) for cell in cells):
            layout = layout.with_column(place, None if KIND_OF_CARE.key in layout.columns else KIND_OF_CARE.key)
        else:
            layout = layout.with_column(place, None)
    return layout


def _readable(read: Callable[[Cell], Any], cell: Cell) -> bool:
    try:
        read(cell)
    except CellError:
        return False
    return True
