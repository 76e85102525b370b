"""Dated blocks of rules as plain data: put in from a day on, so that the past stays as it is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from calculator.policy.authoring.pack_writer import Data
from calculator.policy.names import STATUSES

POOLING_TABLES = ("scope", "deductible", "rate", "cap", "setting", "pharmacy", "exclusion")
"""The tables that hold from the day on which pooling begins."""


def statuses_of(row: Data) -> Sequence[str]:
    """The statuses that a row is for; all where it names none."""
    statuses: Sequence[str] = row.get("status", STATUSES)
    return statuses


def replaced_from(rows: Iterable[Data], first: date, statuses: Sequence[str], new: Iterable[Data]) -> list[Data]:
    """The rows with others in their place for some statuses, from the day `first` on.

    What held before stays and ends on the day before; what only began later goes.
    """
    kept: list[Data] = []
    for row in rows:
        if _over(row, first):
            kept.append(row)
            continue
        touched = [status for status in statuses_of(row) if status in statuses]
        others = [status for status in statuses_of(row) if status not in statuses]
        if not touched:
            kept.append(row)
            continue
        if _begins_before(row, first):
            kept.append({**_for(row, touched), "until": first - timedelta(days=1)})
        if others:
            kept.append(_for(row, others))
    return [*kept, *new]


def moved(tables: Iterable[Iterable[Data]], day: date, to: date) -> None:
    """Have the rows that begin on a day begin on another one, and those that end before it end before that one."""
    for rows in tables:
        for row in rows:
            if row.get("from") == day:
                row["from"] = to
            if row.get("until") == day - timedelta(days=1):
                row["until"] = to - timedelta(days=1)


def beginning_with(rows: Iterable[Data], first: date) -> list[Data]:
    """The rows as they hold from a day on, without the time before."""
    return [{**row, "from": first} if _begins_before(row, first) else row for row in rows if not _over(row, first)]


def beginnings(rows: Iterable[Data], status: str | None = None) -> list[date]:
    """The days on which one of the rows begins, in order; of those for a status, where one is asked for."""
    return sorted({row["from"] for row in rows if "from" in row and (status is None or status in statuses_of(row))})


def without_idle_readings(data: Data, mechanisms: Iterable[str]) -> Data:
    """The data without the questions that nothing in it depends on any more."""
    rows = [row for table in data.values() if isinstance(table, list) for row in table]
    used = {name for row in rows for name in row.get("when", {})} | set(mechanisms)
    return {**data, "reading": [row for row in data.get("reading", []) if row["id"] in used]}


def without_idle_sources(data: Data) -> Data:
    """The data without the documents that nothing in it cites any more."""
    cited: set[Any] = {data["adjustment"]["source"]}
    for name, table in data.items():
        if isinstance(table, list) and name != "sources":
            cited |= {row.get("source") for row in table}
    return {**data, "sources": [row for row in data["sources"] if row["id"] in cited]}


def _for(row: Data, statuses: Sequence[str]) -> Data:
    """A row for some of its statuses."""
    return dict(row) if len(statuses) == len(statuses_of(row)) else {**row, "status": statuses}


def _over(row: Data, day: date) -> bool:
    return "until" in row and row["until"] < day


def _begins_before(row: Data, day: date) -> bool:
    return "from" not in row or row["from"] < day
