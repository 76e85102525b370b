"""Widgets side by side, wrapped into rows; even rows leave none alone."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from calculator.widgets.flow import FlowLayout

SPACING = 8


def placed(qtbot: QtBot, width: int, *needs: int, even: bool = True) -> list[list[tuple[int, int]]]:
    """Where each widget of each row begins, and how wide it is, in a window of a width."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = FlowLayout(window, spacing=SPACING, stretch=True, even=even)
    parts = [QLabel() for _need in needs]
    for part, need in zip(parts, needs, strict=True):
        part.setMinimumSize(need, 20)
        layout.addWidget(part)
    window.resize(width, 200)
    window.show()
    QApplication.processEvents()
    tops = sorted({part.y() for part in parts})
    return [[(part.x(), part.width()) for part in parts if part.y() == top] for top in tops]


def test_even_parts_of_a_row_are_equally_wide(qtbot: QtBot) -> None:
    assert placed(qtbot, 424, 100, 90, 60, 60) == [[(0, 100), (108, 100), (216, 100), (324, 100)]]


def test_no_part_of_even_rows_is_left_alone(qtbot: QtBot) -> None:
    below = [(0, 150), (158, 150)]
    assert placed(qtbot, 308, 90, 90, 90, 90) == [below, below]
    assert [len(row) for row in placed(qtbot, 308, 90, 90, 90, 90, even=False)] == [3, 1]


@pytest.mark.parametrize("even", [True, False])
def test_a_wide_part_has_its_room(even: bool, qtbot: QtBot) -> None:
    rows = placed(qtbot, 308, 200, 90, 90, 90, even=even)
    assert [len(row) for row in rows] == [2, 2]
    assert rows[0][0][1] >= 200
    assert all(x + width <= 308 for row in rows for x, width in row)
