"""An estimate in parts that a screen has room for: the columns of one question, and its bars before and after."""

from collections.abc import Callable
from typing import NamedTuple

from calculator.ground.language import N_
from calculator.ground.money import format_grouped, format_percent
from calculator.sheets.table_columns import Table
from calculator.words.wording import Wording

PARTS: dict[str, str] = {
    "cost": N_("What it costs"),
    "pooled": N_("Pooled fund"),
    "credited": N_("Accounts"),
    "shares": N_("Deductible and cap"),
}
"""The questions that a table of groups answers."""
_COLUMNS: dict[str, tuple[str, ...]] = {
    "cost": ("name", "people", "visitors", "cost", "a head"),
    "pooled": ("name", "total", "pooled before", "pooled after"),
    "credited": ("name", "credited before", "credited after", "unknown"),
    "shares": ("name", "reached before", "reached after", "capped before", "capped after"),
}
_BARS: dict[str, tuple[tuple[str, ...], ...]] = {
    # What the fund pays is what it pays for visits and what goes into accounts.
    "cost": (("pooled before", "credited before"), ("pooled after", "credited after")),
    "pooled": (("pooled before",), ("pooled after",)),
    "credited": (("credited before",), ("credited after",)),
    "shares": (("reached before",), ("reached after",), ("capped before",), ("capped after",)),
}
_PAID_BEFORE, _PAID_AFTER = N_("paid by the fund, before"), N_("paid by the fund, after")
WRITTEN: dict[str, Callable[..., str]] = {
    "amount": format_grouped,
    "rate": format_percent,
    "whole": "{:,}".format,
    "text": str,
}
"""How a cell of each kind is written for people."""


class Bar(NamedTuple):
    """A figure of a group: its name, its size, how it is written, and whether it is one after the change."""

    name: str
    size: int
    text: str
    after: bool


def has_parts(table: Table) -> bool:
    """Whether a table is one of groups of people, which answers every question."""
    return table.key not in ("level", "stated")


def texts_of(table: Table, part: str, wording: Wording) -> list[tuple[str, ...]]:
    """The headings and the rows of a part, as people read them; of a table without parts all."""
    wanted = _COLUMNS[part] if has_parts(table) else tuple(column.key for column in table.columns)
    places = [[column.key for column in table.columns].index(key) for key in wanted]
    rows = [tuple(wording.text(table.columns[place].heading) for place in places)]
    return rows + [tuple(WRITTEN[table.columns[place].kind](row[place]) for place in places) for row in table.rows()]


def bars_of(table: Table, part: str, wording: Wording) -> list[tuple[str, list[Bar]]]:
    """Each row's name and its bars; none of a table of stated averages."""
    if table.key == "stated":
        return []
    places = {column.key: place for place, column in enumerate(table.columns)}
    shown = part if has_parts(table) else "pooled"
    groups = []
    for row in table.rows():
        bars = []
        for keys in _BARS[shown]:
            size, after = sum(row[places[key]] for key in keys), keys[0].endswith("after")
            column = table.columns[places[keys[0]]]
            name = column.heading if len(keys) == 1 else _PAID_AFTER if after else _PAID_BEFORE
            bars.append(Bar(wording.text(name), size, WRITTEN[column.kind](size), after))
        groups.append((row[places["name"]], bars))
    return groups
