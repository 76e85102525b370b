"""A comparison as bars, and the curve of a year's personal share as a chart."""

from calculator.ground.language import N_
from calculator.whatif.comparison_notes import is_known
from calculator.whatif.comparison_words import BARS, ComparisonWords
from calculator.whatif.share_curve import Corner as Turn
from calculator.whatif.share_curve import Point
from calculator.whatif.share_curve_words import TURNS, CurveWords
from calculator.widgets.charts.bar_groups import Bar, Group
from calculator.widgets.charts.curve_drawing import Corner, CurveData
from calculator.widgets.charts.step_drawing import Line, Sign, Stop
from calculator.widgets.charts.year_chart import axis_amount

_SIGNS: tuple[Sign, ...] = ("disc", "square", "limit")


def comparison_bars(told: ComparisonWords) -> tuple[Group, ...]:
    """A group a side: what the fund, the accounts and the person paid, and what the accounts hold."""
    rows = {row.key: row.name for row in told.rows()}
    groups = []
    for side in told.comparison.sides:
        sums = side.sums
        bars = tuple(
            Bar(rows[key], getattr(sums, key) if is_known(key, sums) else None, told.figure(key, sums), meaning)
            for key, meaning in BARS
        )
        groups.append(Group(told.name(side), bars))
    return tuple(groups)


def curve_chart(told: CurveWords) -> CurveData:
    """The lines of the levels at which pooling pays; the sentence of a stop says what each leaves to the person."""
    curve, words = told.curve, told.wording
    levels = [level for level in curve.levels if level.points]
    costs = [point.cost for point in levels[0].points] if levels else []
    return CurveData(
        first=0,
        last=curve.last,
        lines=tuple(Line(words.word(level.level), "cash", _SIGNS[number]) for number, level in enumerate(levels)),
        stops=tuple(
            Stop(cost, tuple(level.points[place].personal for level in levels)) for place, cost in enumerate(costs)
        ),
        sentence=told.sentence,
        limit=(),
        limit_name="",
        marks=tuple((step, axis_amount(words, step)) for step in curve.steps),
        corners=tuple(
            Corner(number, point.cost, point.personal, _corner_name(told, point, turn))
            for number, level in enumerate(levels)
            for point in level.points
            for turn in point.corners
        ),
    )


def _corner_name(told: CurveWords, point: Point, turn: Turn) -> str:
    """What happens at a corner, with the levels whose lines turn there; all of them need no name."""
    words = told.wording
    levels = [level for level in told.curve.levels if level.points]
    here = [
        words.word(f"{level.level}_short")
        for level in levels
        if any((one.cost, one.personal) == (point.cost, point.personal) and turn in one.corners for one in level.points)
    ]
    name = words.text(TURNS[turn])
    if len(here) < len(levels):
        name = words.text(N_("{level}: {corner}")).format(level=words.text(N_(", ")).join(here), corner=name)
    return f"{name} {axis_amount(words, point.cost)}"
