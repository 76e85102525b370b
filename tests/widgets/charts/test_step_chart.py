"""The step chart: keys and mouse go from step to step, each is read out, and no line goes by its colour alone."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QCursor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from calculator.widgets.charts.step_chart import StepChart
from calculator.widgets.charts.step_drawing import ChartData, Line, Stop, ticks
from calculator.widgets.theme import Theme, dress

LINES = (Line("first line", "pooled", "disc"), Line("second line", "account", "square"))
STOPS = (
    Stop(0, (0, 500_00)),
    Stop(40, (300_00, 500_00)),
    Stop(40, (300_00, 100_00)),
    Stop(90, (700_00, 100_00)),
)
SENTENCES = ("the beginning", "the first rises", "the second falls", "the first rises again")
SAY = SENTENCES.__getitem__
DATA = ChartData(0, 100, LINES, STOPS, SAY, ((0, 1000_00),), "limit", ((0, "one"), (50, "two")))
KEY = Qt.Key


@pytest.fixture
def chart(qtbot: QtBot, qapp: object) -> StepChart:
    theme = Theme()
    dress(qapp, theme)  # type: ignore[arg-type]
    made = StepChart(theme, name="a chart", hint="how to read it", amount=lambda fen: f"{fen // 100}")
    made.show_data(DATA, "what it shows.")
    made.resize(500, 300)
    qtbot.addWidget(made)
    QCursor.setPos(700, 500)  # outside: where another test left the mouse it would read out a step
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.plot.clearFocus()  # as the only control of its window it has been given the focus
    return made


@pytest.mark.parametrize("top", [0, 1, 99, 100, 101, 2000_00, 2500_00, 123_456_78, 10_000_000_00])
@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_ticks_reach_the_top_in_few_round_steps(top: int, most: int) -> None:
    found = ticks(top, most)
    steps = {later - earlier for earlier, later in pairwise(found)}
    assert found[0] == 0
    assert found[-1] >= max(top, 1)
    assert 2 <= len(found) <= most + 1
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in ("1", "2", "5")


def test_nothing_is_read_out_at_first(chart: StepChart) -> None:
    assert chart.readout.text() == "how to read it"
    assert chart.plot.accessibleName() == "a chart"
    assert chart.plot.accessibleDescription() == "what it shows. how to read it"


def test_keys_go_from_step_to_step(qtbot: QtBot, chart: StepChart) -> None:
    assert chart.plot.current == -1
    chart.plot.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.readout.text() == "the first rises again"
    read = []
    for key in (KEY.Key_Left, KEY.Key_Left, KEY.Key_Home, KEY.Key_Left, KEY.Key_Right, KEY.Key_End, KEY.Key_Right):
        qtbot.keyClick(chart.plot, key)
        read.append(chart.plot.current)
        assert chart.readout.text() == SENTENCES[chart.plot.current]
        assert chart.plot.accessibleDescription() == chart.readout.text()
    assert read == [2, 1, 0, 0, 1, 3, 3]


def test_leaving_the_chart_ends_the_reading(chart: StepChart) -> None:
    chart.plot.setFocus(Qt.FocusReason.TabFocusReason)
    chart.plot.clearFocus()
    assert chart.plot.current == -1
    assert chart.readout.text() == "how to read it"


def test_enter_opens_the_step_that_is_read(qtbot: QtBot, chart: StepChart) -> None:
    chart.plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chart.plot, KEY.Key_Home)
    with qtbot.waitSignal(chart.activated) as opened:
        qtbot.keyClick(chart.plot, KEY.Key_Return)
    assert opened.args == [0]


def test_the_mouse_reads_the_nearest_step(qtbot: QtBot, chart: StepChart) -> None:
    plot = chart.plot
    qtbot.mouseMove(plot, QPoint(plot.width() - 2, plot.height() // 2))
    qtbot.waitUntil(lambda: chart.readout.text() == "the first rises again")
    qtbot.mouseMove(plot, QPoint(2, plot.height() // 2))
    qtbot.waitUntil(lambda: chart.readout.text() == "the beginning")


def test_of_two_steps_at_one_place_both_can_be_pointed_at(qtbot: QtBot, chart: StepChart) -> None:
    plot = chart.plot
    seen = set()
    for y in range(0, plot.height(), 8):
        qtbot.mouseMove(plot, QPoint(plot.width() * 45 // 100, y))
        seen.add(plot.current)
    # At the first of the two the second line has not fallen yet: where it was, the first step is nearer.
    assert seen == {1, 2}


def test_a_click_opens_a_step(qtbot: QtBot, chart: StepChart) -> None:
    with qtbot.waitSignal(chart.activated) as opened:
        qtbot.mouseClick(chart.plot, Qt.MouseButton.LeftButton, pos=QPoint(chart.plot.width() - 2, 20))
    assert opened.args == [3]


def test_other_data_keep_the_reading_as_far_as_they_go(qtbot: QtBot, chart: StepChart) -> None:
    chart.plot.setFocus(Qt.FocusReason.TabFocusReason)
    shorter = ChartData(0, 100, LINES, STOPS[:2], SAY, ((0, None), (50, 200_00)), "limit", ())
    chart.show_data(shorter, "less")
    assert chart.readout.text() == "the first rises"
    chart.show_data(ChartData(0, 0, LINES, (), SAY, (), "limit", ()), "nothing")
    assert chart.readout.text() == "how to read it"
    qtbot.keyClick(chart.plot, KEY.Key_Left)
    assert chart.plot.current == -1


def names(chart: StepChart) -> list[str]:
    return [label.text() for label in chart.findChildren(QLabel) if label is not chart.readout and label.isVisible()]


def test_the_legend_names_every_line_and_the_limit_with_its_amount(qtbot: QtBot, chart: StepChart) -> None:
    assert names(chart) == ["first line", "second line", "limit 1000"]
    changing = ChartData(0, 100, LINES, STOPS, SAY, ((0, 800_00), (20, None), (50, 1000_00)), "limit", ())
    chart.show_data(changing, "")
    qtbot.waitUntil(lambda: names(chart) == ["first line", "second line", "limit 800 → 1000"])
    chart.show_data(ChartData(0, 100, LINES, STOPS, SAY, ((0, None),), "limit", ()), "")
    qtbot.waitUntil(lambda: names(chart) == ["first line", "second line"])


def painted(widget: QWidget, colour: QColor) -> int:
    """How many pixels have a colour."""
    image = widget.grab().toImage()
    return sum(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def test_every_line_is_drawn_and_the_limit_only_where_there_is_one(chart: StepChart) -> None:
    pooled, account = QColor(Theme().colours.pooled), QColor(Theme().colours.account)
    flat = tuple(Stop(stop.x, (0, stop.values[1])) for stop in STOPS)

    def show(limit: int | None) -> int:
        chart.show_data(ChartData(0, 100, LINES, flat, SAY, ((0, limit),), "limit", ()), "")
        return painted(chart.plot, pooled)

    assert painted(chart.plot, account) > 100
    # The lowest line lies on the axis either way; the dashes come on top of it.
    assert show(1000_00) > show(None) + 100


def test_it_can_be_very_small(chart: StepChart, qtbot: QtBot) -> None:
    chart.resize(1, 1)
    chart.plot.resize(10, 10)
    qtbot.mouseMove(chart.plot, QPoint(5, 5))
    assert not chart.plot.grab().isNull()
