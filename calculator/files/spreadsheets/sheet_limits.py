"""How much of a spreadsheet is read: the limits that hold for every kind of file, and how far a sheet's cells reach."""

from calculator.ground.faults import Fault, FaultsError

BEGIN = 4096
"""So many bytes are looked at to see what a file is."""
MAX_FILE = 64 << 20
MAX_LOOSE = 16 << 20
"""The most bytes of a web page, XML or JSON, which are read whole."""
MAX_UNPACKED = 512 << 20
MAX_ROWS = 250_000
MAX_COLUMNS = 256
MAX_CELLS = 5_000_000


class Extent:
    """How far the cells of a sheet reach; raises FaultsError as soon as they reach too far."""

    def __init__(self) -> None:
        self.rows = self.columns = 0

    @property
    def cells(self) -> int:
        """What a reader lays out for the sheet."""
        return self.rows * self.columns

    def reach(self, row: int, column: int) -> None:
        """There is something in the cell of this 1-based row and column."""
        if row > self.rows or column > self.columns:
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            check_extent(self.rows, self.columns, self.cells)


def check_extent(rows: int, columns: int, cells: int) -> None:
    """Whether a sheet of this size may be read. Raises FaultsError."""
    for code, found, limit in (
        ("sheet_too_many_rows", rows, MAX_ROWS),
        ("sheet_too_many_columns", columns, MAX_COLUMNS),
        ("sheet_too_many_cells", cells, MAX_CELLS),
    ):
        if found > limit:
            raise FaultsError([Fault("", code, {"limit": f"{limit:,}"})])


def check_size(size: int, limit: int = MAX_FILE) -> None:
    """Whether a file of so many bytes may be read. Raises FaultsError."""
    if size > limit:
        raise FaultsError([Fault("", "too_large", {"limit": f"{limit >> 20} MiB"})])
