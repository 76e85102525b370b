"""Tables: Enter moves on, the last cell asks for a row, columns are as wide as they need to be."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from calculator.widgets.tables.entry_table import EntryTable
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.theme import Theme, dress


def model_of(rows: int, *, columns: str = "ere") -> QStandardItemModel:
    """Cells that can be edited (e) or only read (r)."""
    model = QStandardItemModel(rows, len(columns))
    model.setHorizontalHeaderLabels([f"column {place}" for place in range(len(columns))])
    for row in range(rows):
        for place, kind in enumerate(columns):
            item = QStandardItem(f"{row}.{place}")
            item.setEditable(kind == "e")
            model.setItem(row, place, item)
    return model


@pytest.fixture
def table(qtbot: QtBot, qapp: object) -> EntryTable:
    dress(qapp, Theme())  # type: ignore[arg-type]
    made = EntryTable(Theme(), "things")
    made.setModel(model_of(2))
    made.resize(600, 300)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def place_of(table: EntryTable) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def arrive(qtbot: QtBot, table: EntryTable, place: tuple[int, int]) -> None:
    qtbot.waitUntil(lambda: place_of(table) == place)


def test_enter_goes_through_the_cells_of_a_row_and_then_asks_for_another(qtbot: QtBot, table: EntryTable) -> None:
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    arrive(qtbot, table, (0, 2))
    # Not the row below, which is there already and holds something.
    with qtbot.waitSignal(table.beyond_end):
        qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert place_of(table) == (0, 2)


def test_enter_goes_nowhere_from_a_row_that_is_gone(qtbot: QtBot, table: EntryTable) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 2))
    table.reset()
    with qtbot.assertNotEmitted(table.beyond_end):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert not table.currentIndex().isValid()
    assert table.cursor_column == 2


def test_hidden_columns_are_passed_over(qtbot: QtBot, table: EntryTable) -> None:
    table.setModel(model_of(2, columns="eee"))
    table.setColumnHidden(1, True)
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    arrive(qtbot, table, (0, 2))


def test_delete_is_passed_on(qtbot: QtBot, table: EntryTable) -> None:
    with qtbot.waitSignal(table.delete_wanted):
        qtbot.keyClick(table, Qt.Key.Key_Delete)


def test_one_column_takes_the_width_to_spare(qtbot: QtBot, table: EntryTable) -> None:
    table.fit()
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.columnWidth(0) > table.columnWidth(1)
    table.resize(120, 300)
    qtbot.waitUntil(lambda: table.horizontalHeader().length() > table.viewport().width())
    for column in range(3):
        assert table.columnWidth(column) >= table.horizontalHeader().sectionSizeHint(column)


def test_a_table_is_as_high_as_its_rows_up_to_a_limit(qtbot: QtBot, qapp: object) -> None:
    dress(qapp, Theme())  # type: ignore[arg-type]
    heights = []
    for rows in (1, 3, 8, 30):
        made = PlainTable(Theme(), "things")
        qtbot.addWidget(made)
        made.setModel(model_of(rows))
        heights.append(made.sizeHint().height())
        assert made.minimumSizeHint().height() <= made.sizeHint().height()
    assert heights[0] < heights[1] < heights[2] == heights[3]
