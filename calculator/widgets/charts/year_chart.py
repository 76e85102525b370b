"""A person's year as a chart: pooled against its cap, and the account."""

from collections.abc import Callable

from calculator.engine.year_moments import Moment, YearSeries
from calculator.ground.language import N_
from calculator.ground.months import Month, first_day, month_of
from calculator.widgets.charts.step_drawing import ChartData, Line, Stop
from calculator.words.wording import Wording

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def axis_amount(wording: Wording, fen: int) -> str:
    """An amount beside an axis, in whole yuan where it is whole."""
    return wording.yuan(fen).removesuffix(".00")


def year_chart(series: YearSeries, wording: Wording, sentence: Callable[[int], str]) -> ChartData:
    """The chart of a year; `sentence` says what happened at a moment."""
    tr, moments = wording.text, series.moments
    caps = [(moments[0].day.toordinal(), moments[0].cap)]
    caps += [(moment.day.toordinal(), moment.cap) for moment in moments if moment.kind == "cap"]
    months = range(month_of(series.first), month_of(series.last) + 1)
    lines: tuple[Line, ...] = (
        Line(tr(N_("Paid by the pooled fund")), "pooled", "disc"),
        Line(tr(N_("Account balance")), "account", "square"),
    )
    if series.cap_on_expense:  # what runs up to the limit has a line of its own
        lines = (*lines, Line(tr(N_("In-scope cost so far")), "deductible", "diamond"))
    return ChartData(
        first=series.first.toordinal(),
        last=series.last.toordinal(),
        lines=lines,
        stops=tuple(Stop(moment.day.toordinal(), _values(moment)) for moment in moments),
        sentence=sentence,
        limit=tuple(caps),
        limit_name=tr(N_("Yearly cap (counts in-scope cost)")) if series.cap_on_expense else tr(N_("Yearly cap")),
        marks=tuple((first_day(Month(month)).toordinal(), tr(_MONTHS[month % 12])) for month in months),
        limit_meaning="deductible" if series.cap_on_expense else "pooled",
    )


def _values(moment: Moment) -> tuple[int, ...]:
    """Where the lines stand after a moment."""
    lines = (moment.pooled, moment.balance)
    return lines if moment.expense is None else (*lines, moment.expense)
