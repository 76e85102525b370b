"""The table of visits as comma-separated text: UTF-8 that spreadsheets recognise, and nothing like a formula."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calculator.case.case import Case
from calculator.engine.statement import Statement
from calculator.files.spreadsheets.guarded_text import into_csv
from calculator.files.whole_file import give_out
from calculator.ground.money import format_amount, format_percent
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import Kind, Value
from calculator.words.wording import Wording

_TICK = 512


def write_csv(
    path: Path,
    case: Case,
    statement: Statement,
    library: Packs,
    wording: Wording,
    *,
    person: str | None = None,
    work: Work | None = None,
) -> None:
    """Write the visits of a household, or of one person, in the place of a file; the statement is that of the case.

    Raises StoppedError, and FaultsError where the file cannot be written; the old file then stays.
    """
    give_out(path, visits_csv(Tables(case, statement, library, wording, person), work or Work()))


def visits_csv(tables: Tables, work: Work) -> bytes:
    """The content of the file: headings and one line a visit, without sums."""
    table, text = tables.visits(), io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(" ".join(tables.wording.text(column.heading).split("\n")) for column in table.columns)
    kinds = [column.kind for column in table.columns]
    for number, row in enumerate(table.rows()):
        if number % _TICK == 0:
            work.reach(number, table.count)
        writer.writerow(_written(kind, value) for kind, value in zip(kinds, row, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _written(kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Value):
        kind, value = value
    return _WRITTEN.get(kind, into_csv)(value)


_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    "amount": format_amount,
    "rate": format_percent,
    "date": str,
    "whole": str,
}
