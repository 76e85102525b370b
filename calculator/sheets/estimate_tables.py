"""An estimate as tables: sums of everyone, by status, age, cost and level, and averages that are stated."""

from collections.abc import Callable, Sequence
from typing import Any

from calculator.batch.estimate import Estimate, Group, LevelGroup, Side, StatedAverage
from calculator.ground.language import N_
from calculator.ground.money import ONE
from calculator.sheets.table_columns import NO, YES, Table, TableColumn
from calculator.words.wording import Wording

TITLES = {
    "all": N_("Everyone"),
    "status": N_("By status"),
    "age": N_("By age"),
    "decile": N_("By yearly cost"),
    "level": N_("By level of hospital"),
    "stated": N_("Averages that the text states"),
}
_EVERYONE = N_("everyone")
_DECILE, _NO_COST, _AGE_UNKNOWN = N_("tenth {number} by cost"), N_("without cost"), N_("age not known")

_NAME = TableColumn("name", N_("group"))
_GROUP_COLUMNS = (
    _NAME,
    TableColumn("people", N_("people"), "whole"),
    TableColumn("visitors", N_("with visits"), "whole"),
    TableColumn("total", N_("total"), "amount"),
    TableColumn("pooled before", N_("pooled fund, before"), "amount"),
    TableColumn("pooled after", N_("pooled fund, after"), "amount"),
    TableColumn("credited before", N_("credited, before"), "amount"),
    TableColumn("credited after", N_("credited, after"), "amount"),
    TableColumn("cost", N_("costs the fund more"), "amount"),
    TableColumn("a head", N_("a head"), "amount"),
    TableColumn("reached before", N_("past the deductible, before"), "rate"),
    TableColumn("reached after", N_("past the deductible, after"), "rate"),
    TableColumn("capped before", N_("at the cap, before"), "rate"),
    TableColumn("capped after", N_("at the cap, after"), "rate"),
    TableColumn("unknown", N_("with a credit that is not known"), "whole"),
)
_LEVEL_COLUMNS = (
    _NAME,
    TableColumn("visits", N_("visits"), "whole"),
    TableColumn("total", N_("total"), "amount"),
    TableColumn("pooled before", N_("pooled fund, before"), "amount"),
    TableColumn("pooled after", N_("pooled fund, after"), "amount"),
    TableColumn("cost", N_("costs the fund more"), "amount"),
)
_STATED_COLUMNS = (
    _NAME,
    TableColumn("people", N_("people"), "whole"),
    TableColumn("total", N_("total"), "amount"),
    TableColumn("stated", N_("a head, as stated"), "amount"),
    TableColumn("follows", N_("a head, as total and people give it"), "amount"),
    TableColumn("difference", N_("difference"), "amount"),
    TableColumn("says", N_("agrees"), "text"),
)


def estimate_tables(
    estimate: Estimate, averages: Sequence[StatedAverage], wording: Wording, stands_for: int = 1
) -> list[Table]:
    """The tables; everyone who was counted stands for so many people."""
    tables = [
        _table(kind, _GROUP_COLUMNS, [_group(one, kind, wording, stands_for) for one in groups], wording)
        for kind, groups in estimate.groups.items()
    ]
    if estimate.levels:
        levels = [_level(one, wording, stands_for) for one in estimate.levels]
        tables.append(_table("level", _LEVEL_COLUMNS, levels, wording))
    if averages:
        tables.append(_table("stated", _STATED_COLUMNS, [_stated(one, wording) for one in averages], wording))
    return tables


def _table(key: str, columns: tuple[TableColumn, ...], rows: list[list[Any]], wording: Wording) -> Table:
    return Table(key, wording.text(TITLES[key]), columns, len(rows), lambda: rows)


def _group(group: Group, kind: str, wording: Wording, times: int) -> list[Any]:
    people, before, after = group.people, group.before, group.after

    def share(count: Callable[[Side], int], side: Side) -> int:
        return (2 * count(side) * ONE + people) // (2 * people) if people else 0

    cost = group.cost
    a_head = (2 * abs(cost) + people) // (2 * people) if people else 0
    shares = [
        share(count, side)
        for count in (lambda side: side.reached, lambda side: side.capped)
        for side in (before, after)
    ]
    sums = (people, group.visitors, group.total, before.pooled, after.pooled, before.credited, after.credited, cost)
    unknown = max(before.unknown_credits, after.unknown_credits)
    return [
        _named(group.name, kind, wording),
        *(amount * times for amount in sums),
        a_head if cost >= 0 else -a_head,
        *shares,
        unknown * times,
    ]


def _named(name: str, kind: str, wording: Wording) -> str:
    if kind == "all":
        return wording.text(_EVERYONE)
    if kind == "age":
        return name or wording.text(_AGE_UNKNOWN)
    if kind == "decile":
        return wording.text(_DECILE).format(number=name) if name else wording.text(_NO_COST)
    return wording.word(name)


def _level(group: LevelGroup, wording: Wording, times: int) -> list[Any]:
    sums = (group.visits, group.total, group.before, group.after, group.after - group.before)
    return [wording.word(group.name), *(amount * times for amount in sums)]


def _stated(average: StatedAverage, wording: Wording) -> list[Any]:
    difference = average.per_head - average.follows
    agrees = wording.text(NO if difference else YES)
    return [average.name, average.people, average.total, average.per_head, average.follows, difference, agrees]
