"""Several tables one below the other in a sheet: where the next one begins, and what its columns mean."""

from collections.abc import Sequence
from dataclasses import replace

from calculator.sheets.cells import Cell, is_empty, text_of
from calculator.sheets.others.column_guess import Layout, described
from calculator.sheets.others.headings import Headings, unit_of


class TablesBelow:
    """Follows the headings and titles of a sheet from row to row; begins with the layout of its first table."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._titles = list[Sequence[Cell]]()
        self._headings = list[list[Cell]]()
        self._between = list[Sequence[Cell]]()
        self._known: Headings | None = None

    def begin(self, cells: Sequence[Cell], place: int) -> None:
        """A row above the first table's values: a title, or one of its headings."""
        if place < self._layout.first:
            self._titles.append(cells)
        else:
            self._headings.append(list(cells))

    def is_heading(self, cells: Sequence[Cell]) -> bool:
        """Whether a row repeats one of the headings, as at the top of each printed page."""
        return bool(self._headings) and list(cells) in self._headings

    def goes_on(self, cells: Sequence[Cell]) -> bool:
        """Whether a row right below the headings names parts of columns that are not read, such as 西药 below 其中."""
        said = [(place, cell) for place, cell in enumerate(cells) if not is_empty(cell)]
        columns, above = self._layout.columns, self._headings[-1] if self._headings else []
        return bool(said) and all(
            isinstance(cell, str)
            and not any(map(str.isdigit, cell))
            and (place >= len(columns) or columns[place] is None)
            and (
                place >= len(above) or is_empty(above[place]) or (place + 1 < len(above) and is_empty(above[place + 1]))
            )
            for place, cell in said
        )

    def between(self, cells: Sequence[Cell]) -> None:
        """A line of text between rows, such as the title of the next table."""
        self._between.append(cells)

    def below(self, cells: Sequence[Cell], place: int) -> Layout | None:
        """The layout of the table whose headings stand in a row, None where they do not.

        What was called so above means the same here; units are those said nearest. A table of items below one of
        bills, or the other way round, is none that can be read with it.
        """
        if not all(isinstance(cell, str) for cell in cells):
            return None
        self._known = self._known or Headings()
        columns = list(self._known.columns([str(cell) for cell in cells]))
        if not {"date", "total"} <= set(columns):
            return None
        for at, key in enumerate(self._meant_above(cells)):
            if key is not None and columns[at] != key:
                columns = [None if other == key else other for other in columns]
                columns[at] = key
        nearer = any(unit_of(text_of(cell)) is not None for row in self._between for cell in row)
        above = [*([] if nearer else self._titles), *self._between]
        found = described(Layout(len(above), tuple(columns)), [*above, cells])
        if found.of_items != self._layout.of_items:
            return None
        self._layout = replace(
            found,
            heading=place,
            dated=self._layout.dated,
            from_1904=self._layout.from_1904,
            stranger=self._layout.stranger,
            self_paid=found.self_paid and self._layout.self_paid,
        )
        self._headings, self._between = [list(cells)], []
        return self._layout

    def _meant_above(self, cells: Sequence[Cell]) -> list[str | None]:
        """What a column of the same name meant in the table above, as its cells said there."""
        called = {
            text_of(cell): key
            for row in self._headings
            for cell, key in zip(row, self._layout.columns, strict=False)
            if not is_empty(cell)
        }
        return [called.get(text_of(cell)) for cell in cells]
