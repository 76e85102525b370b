"""Bars and curves as they are painted: every figure has its bar, every corner its place."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from statements import LIBRARY, WORDINGS, case_data, case_of

from calculator.ground.language import LANGUAGES, Language
from calculator.whatif.comparison import Question, compare
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.share_curve import curve
from calculator.whatif.share_curve_words import CurveWords
from calculator.widgets.charts.bar_groups import Bar, BarsDrawing, Group
from calculator.widgets.charts.comparison_charts import comparison_bars, curve_chart
from calculator.widgets.charts.curve_drawing import CurveData, CurveDrawing
from calculator.widgets.theme import Scheme, Theme

PERSON = {"id": "me", "region": "rizhao", "status": "employed", "contribution_base": "6000.00", "age": 40}


def curve_told(region: str = "rizhao", language: Language = "zh") -> CurveWords:
    case = case_of(case_data(people=[{**PERSON, "region": region}]))
    found = curve(case, LIBRARY, "me", date(2023, 12, 31))
    return CurveWords(found, case.people[0], LIBRARY.pack(region), WORDINGS[language])


def painted_curve(theme: Theme, data: CurveData, size: tuple[int, int]) -> QImage:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours.card))
    painter = QPainter(image)
    CurveDrawing(theme, data, str, QSizeF(*size)).paint(painter)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def painted(theme: Theme, groups: tuple[Group, ...], width: int) -> QImage:
    drawing = BarsDrawing(theme, groups)
    image = QImage(width, round(drawing.height), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours.card))
    painter = QPainter(image)
    drawing.paint(painter, width)
    painter.end()
    return image


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_each_meaning_has_its_colour(scheme: Scheme, qtbot: QtBot) -> None:
    del qtbot
    theme = Theme(scheme)
    names = ("pooled", "account", "cash")
    groups = (Group("side", tuple(Bar(name, 100_00, "100.00", name) for name in names)),)
    found = colours(painted(theme, groups, 400))
    assert {theme.colour(name).name() for name in names} <= found


def test_what_is_not_computed_has_no_bar_but_words(qtbot: QtBot) -> None:
    del qtbot
    case = case_of(case_data({}, people=[PERSON]))
    comparison = compare(case, LIBRARY, Question("regions", 2023, "me", ("rizhao", "gansu")))
    groups = comparison_bars(ComparisonWords(comparison, LIBRARY, WORDINGS["zh"]))
    assert [bar.amount for bar in groups[0].bars] == [756_00, 0, 724_00, 1980_00]
    assert {(bar.amount, bar.text) for bar in groups[1].bars} == {(None, "未能计算")}
    drawing = BarsDrawing(Theme(), groups)
    rows = [row for row, _group, _bar in drawing.rows(400)]
    assert len(rows) == 8
    assert not [one for one in rows for other in rows if one is not other and one.intersects(other)]
    assert rows[-1].bottom() <= drawing.height
    assert [top for top, _height in drawing.parts()] == [0.0, drawing.height / 2]


def test_bars_of_nothing_are_painted_too(qtbot: QtBot) -> None:
    del qtbot
    groups = (Group("side", (Bar("nothing", 0, "0.00", "pooled"),)),)
    assert not painted(Theme(percent=200), groups, 60).isNull()


def test_the_lines_turn_where_the_engine_says() -> None:
    told = curve_told()
    data = curve_chart(told)
    assert [line.sign for line in data.lines] == ["disc", "square", "limit"], "told apart without a colour"
    places = {stop.x: stop.values for stop in data.stops}
    for corner in data.corners:
        assert places[corner.x][corner.line] == corner.value
    assert [corner.name for corner in data.corners] == [
        "一级起付线 300",
        "一级封顶 2800",
        "二级起付线 400",
        "二级封顶 3257.14",
        "三级起付线 500",
        "三级封顶 3833.33",
    ]


def test_a_corner_that_levels_share_names_them_and_one_of_all_needs_no_name() -> None:
    names = [corner.name for corner in curve_chart(curve_told("xian")).corners]
    assert names[0] == "起付线 200"
    assert len({name for name in names if "起付线" in name}) == 1
    shared = [corner.name for corner in curve_chart(curve_told("erenhot")).corners]
    assert "一级、二级封顶 6714.28" in shared


def test_no_line_goes_through_the_name_of_a_corner(qtbot: QtBot) -> None:
    del qtbot
    theme, size = Theme(), (900, 240)
    data = curve_chart(curve_told())
    bare = painted_curve(theme, replace(data, corners=()), size)
    named = painted_curve(theme, data, size)
    crossed = [
        (x, y)
        for x in range(size[0])
        for y in range(size[1])
        if bare.pixelColor(x, y) == theme.colour("cash") and named.pixelColor(x, y) == theme.colour("card")
    ]
    assert crossed, "the ground of a name lies on the lines"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_corners_lie_neither_on_one_another_nor_on_the_way_to_a_corner(
    language: Language, percent: int, qtbot: QtBot
) -> None:
    del qtbot
    data = curve_chart(curve_told(language=language))
    names = CurveDrawing(Theme(percent=percent), data, str, QSizeF(1220, 240 * percent / 100)).names()
    assert {name.text for name in names} == {corner.name for corner in data.corners}, "each has found a place"
    for one in names:
        others = [name for name in names if name is not one]
        assert not [name.text for name in others if name.room.intersects(one.room)]
        assert not [name.text for name in others if one.stem is not None and name.room.intersects(one.stem)]


@pytest.mark.parametrize("size", [(1200, 240), (300, 110), (60, 40)])
def test_a_curve_of_any_size_is_painted(size: tuple[int, int], qtbot: QtBot) -> None:
    del qtbot
    theme = Theme()
    assert theme.colour("cash").name() in colours(painted_curve(theme, curve_chart(curve_told()), size))
