"""The table of visits of a window, by the keys of its columns."""

from calculator.desktop.shell.household_window import MainWindow


def place(window: MainWindow, key: str) -> int:
    """Where a column stands."""
    return [column.key for column in window.visits.model.columns].index(key)


def go_to(window: MainWindow, row: int, key: str) -> None:
    """Stand in a cell."""
    window.visits.table.setFocus()
    window.visits.table.setCurrentIndex(window.visits.model.index(row, place(window, key)))


def shown(window: MainWindow, row: int, key: str) -> str:
    """What a cell shows."""
    return str(window.visits.model.index(row, place(window, key)).data())
