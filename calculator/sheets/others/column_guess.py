"""Which column of a sheet means what, seen from its first rows: headings, and what stands below them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from calculator.case.case import Person
from calculator.sheets.cell_days import time_in
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import Kind, readers
from calculator.sheets.cells import Cell, CellError, is_empty, text_of
from calculator.sheets.others.heading_names import BY_MEANING, KIND_OF_CARE, REQUIRED
from calculator.sheets.others.headings import Headings, is_of_items, is_row_of_units, is_self_paid, unit_of
from calculator.sheets.others.skipped_rows import Others

HEAD_ROWS = 30
"""So many rows are looked at to find the headings and to see what their columns hold."""
_FEWEST_HEADINGS = 2
_MOST_HEADING_ROWS = 4
_DOUBTFUL = {"institution", "person"}
_ASKED = ("total", "out_of_catalogue")
_CODED, _NAMED = "hosplv", "hosplvname"
_VALUES: tuple[Kind, ...] = ("date", "amount", "institution")
_NEVER_ABOVE: tuple[Kind, ...] = ("date", "amount")
"""Values that do not stand in upper rows of headings either; a level may, as a group's name."""
_LESS_DOUBTFUL = {"prescriber", "setting", "emergency", "circumstances", "pay_from_account"}
"""What is taken from a column only where at least one of its cells can be read: other columns have such names too.

Of the less doubtful this holds only where the heading is not one of ours.
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column means what: the 0-based row of the headings, None without them, and a key or None a column.

    Headings may stand in several `rows`, of which `heading` is the lowest. `units` are the yuan that one of each column
    is, where it is not one. `coded` says that institutions are codes of the national platform, `dated` that days are
    written as such, so that a bare number among them is none, `from_1904` that such a number counts from that year;
    `of_items` that amounts may be those of a bill's items, `inpatient` that a title speaks of stays in hospital, and
    `self_paid` that what is called 自费 may be all that a person paid. `stranger` is the one name that the column of
    people was seen to hold where it is nobody's here: its rows are taken for the owner's. `twice` is what two columns
    are called that may be the total, `beside` that the days' heading stands there twice too: two tables.
    """

    heading: int | None
    columns: tuple[str | None, ...]
    rows: int = 1
    stranger: str | None = None
    units: Mapping[int, Fraction] = field(default_factory=dict)
    coded: bool = False
    dated: bool = False
    from_1904: bool = False
    of_items: bool = False
    self_paid: bool = False
    inpatient: bool = False
    twice: str = ""
    beside: bool = False

    @property
    def first(self) -> int:
        """The 0-based row in which the headings begin."""
        return 0 if self.heading is None else self.heading - self.rows + 1

    def heading_of(self, head: Sequence[Sequence[Cell]], place: int) -> Cell:
        """What stands above a column, of several rows the lowest one; empty for none."""
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
        return replace(
            self,
            columns=tuple(columns),
            stranger=self.stranger if same else None,
            of_items=self.of_items and same_place(self.columns, columns, "total"),
            self_paid=self.self_paid and same_place(self.columns, columns, "out_of_catalogue"),
            twice="",  # whoever chooses columns has seen them
        )

    @property
    def meant(self) -> frozenset[str]:
        """What its columns mean, in whatever order."""
        return frozenset(key for key in self.columns if key is not None)

    def missing(self) -> list[str]:
        """What every visit needs and no column holds; an institution may be given for all of them."""
        return [key for key in REQUIRED if key not in self.columns and key != "institution"]


def headed(head: Sequence[Sequence[Cell]], place: int | None) -> Layout:
    """The layout whose headings stand in a row, whether or not they are understood."""
    if place is None:
        return Layout(None, (None,) * max(map(len, head), default=0))
    return described(Layout(place, Headings().columns(_headings(head[place]))), head)


def same_place(before: Sequence[str | None], after: Sequence[str | None], key: str) -> bool:
    """Whether the column of a meaning is the one that it was."""
    return key in before and key in after and before.index(key) == after.index(key)


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
        # Where headings stand in several rows, what the lowest says is never left to the upper ones alone.
        for count in range(2, min(_MOST_HEADING_ROWS, place + 1) + 1):
            above = rows[place - count + 1 : place]
            if best.heading is None or best.heading < place - count + 1 or _holds_values(row, read):
                continue
            if any(_holds_values(one, read, _NEVER_ABOVE) for one in above):
                continue  # a slip's form, which stands above its items
            both = known.folded([_headings(one) for one in rows[place - count + 1 : place + 1]])
            if both is not None and _meant(both) >= max(_FEWEST_HEADINGS, _meant(best.columns)):
                best = Layout(place, both, count)
    if best.heading is None:
        return Layout(None, (None,) * max(map(len, rows), default=0))
    doubtful = _DOUBTFUL | {
        key
        for place, key in enumerate(best.columns)
        if key in _LESS_DOUBTFUL and not known.is_own(str(best.heading_of(rows, place)))
    }
    return described(_believed(best, doubtful, rows, people, year), rows)


def described(layout: Layout, rows: Sequence[Sequence[Cell]]) -> Layout:
    """The layout with what headings and titles say of the columns besides what they mean."""
    assert layout.heading is not None
    titles = " ".join(cell for row in rows[: layout.first] for cell in row if isinstance(cell, str))
    headings = [str(layout.heading_of(rows, place)) for place in range(len(layout.columns))]
    units, below = dict[int, Fraction](), rows[layout.heading + 1 : layout.heading + 2]
    for place in range(len(layout.columns)):
        named = [*rows[layout.first : layout.heading + 1], *filter(is_row_of_units, below)]
        above = [str(row[place]) for row in named if place < len(row)]
        said = [unit for text in (*reversed(above), titles) if (unit := unit_of(text)) is not None]
        if said and said[0] != 1:
            units[place] = said[0]
    total, self_paid = (headings[layout.columns.index(key)] if key in layout.columns else "" for key in _ASKED)
    days = _places(layout, "date")
    place_of_level = layout.columns.index("institution") if "institution" in layout.columns else None
    coded = place_of_level is not None and _CODED in headings[place_of_level].casefold().replace("_", "")
    return replace(
        layout,
        units=units,
        coded=coded and _NAMED not in headings[place_of_level or 0].casefold().replace("_", ""),
        dated=any(isinstance(row[place], date) for place in days for row in rows if place < len(row)),
        of_items="item" in layout.columns and is_of_items(total),
        inpatient="med_type" not in layout.columns and speaks_of_stays(titles),
        twice=total if total and _stands_twice(total, rows, layout) else "",
        beside=any(_stands_twice(headings[place], rows, layout) for place in days),
        self_paid=is_self_paid(self_paid) and "stated.pooled" in layout.columns,
    )


def _stands_twice(heading: str, rows: Sequence[Sequence[Cell]], layout: Layout) -> bool:
    """Whether two columns are called so in all rows of headings."""
    named = [
        [text_of(row[at]) if at < len(row) else "" for row in rows[layout.first : (layout.heading or 0) + 1]]
        for at in range(max(map(len, rows[layout.first : (layout.heading or 0) + 1])))
    ]
    same = [one for one in named if one[-1] == heading]
    return len(same) > 1 and same.count(same[0]) > 1


def speaks_of_stays(titles: str) -> bool:
    """Whether titles speak of stays in hospital, and of no care as an outpatient."""
    return "住院" in titles and not any(word in titles for word in ("门诊", "门急诊", "急诊", "药店", "门特", "门慢"))


def _places(layout: Layout, key: str) -> list[int]:
    return [place for place, one in enumerate(layout.columns) if one == key]


def _headings(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) and not is_empty(cell) else "" for cell in row]


def _holds_values(
    row: Sequence[Cell], read: Mapping[Kind, Callable[[Cell], Any]], kinds: tuple[Kind, ...] = _VALUES
) -> bool:
    """Whether cells hold what stands below headings."""
    cells = [cell for cell in row if not is_empty(cell)]
    return any(not isinstance(cell, str) or any(_readable(read[kind], cell) for kind in kinds) for cell in cells)


def _meant(columns: Iterable[str | None]) -> int:
    return sum(key is not None for key in columns)


def _believed(
    layout: Layout, doubtful: set[str], head: Sequence[Sequence[Cell]], people: Sequence[Person], year: int
) -> Layout:
    """The layout without the columns whose cells hold something else than their heading seems to say."""
    assert layout.heading is not None
    read, others = readers(people, year), Others(layout.columns)
    rows = head[layout.heading + 1 :]
    layout = _with_days(layout, head, read)
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
        elif key == "institution" and "institution_name" not in layout.columns:
            layout = layout.with_column(place, "institution_name")
        else:
            layout = layout.with_column(place, None)
    return layout


def _with_days(layout: Layout, head: Sequence[Sequence[Cell]], read: Mapping[Kind, Callable[[Cell], Any]]) -> Layout:
    """The layout whose column of days holds days: one of times of day is that, and another one may hold the days."""
    known, tried = Headings(), set[int]()
    assert layout.heading is not None
    rows = head[layout.heading + 1 :]
    while (places := _places(layout, "date")) and places[0] not in tried:
        (place,) = places
        tried.add(place)
        cells = [row[place] for row in rows if place < len(row) and not is_empty(row[place])]
        if not cells or any(_readable(read["date"], cell) for cell in cells):
            break
        if not all(_readable(read["time"], cell) for cell in cells):
            break
        layout = layout.with_column(place, "time")
        named = [
            (meaning[1], other)
            for other in range(max(map(len, head)))
            if other not in tried and (meaning := known.meaning(str(layout.heading_of(head, other)))) is not None
            if meaning[0] == "date"
        ]
        if named:
            layout = layout.with_column(min(named)[1], "date")
    for place in range(max(map(len, head))):
        meaning = known.meaning(str(layout.heading_of(head, place)))
        if "time" in layout.columns or meaning is None or meaning[0] != "date" or _places(layout, "date") == [place]:
            continue
        cells = [row[place] for row in rows if place < len(row) and not is_empty(row[place])]
        if cells and not any(_readable(read["date"], cell) for cell in cells) and all(_is_time(cell) for cell in cells):
            layout = layout.with_column(place, "time")
    return layout


def _is_time(cell: Cell) -> bool:
    return time_in(cell) is not None


def _readable(read: Callable[[Cell], Any], cell: Cell) -> bool:
    try:
        read(cell)
    except CellError:
        return False
    return True
