"""An estimate from what two runs gave out, and as a workbook with a chart."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

from calculator.batch.drawn_population import Cells, Population
from calculator.batch.estimate import Estimate, VisitFigures, YearFigures, estimated
from calculator.batch.outcomes import VISIT_COLUMNS, YEAR_COLUMNS
from calculator.ground.faults import Fault, FaultsError, faults_of
from calculator.ground.language import N_
from calculator.ground.money import ONE, parse_amount
from calculator.policy.names import LEVELS, STATUSES
from calculator.sheets.table_columns import YES, Table
from calculator.words.wording import Wording

_YEAR = {column.key: place for place, column in enumerate(YEAR_COLUMNS)}
_VISIT = {column.key: place for place, column in enumerate(VISIT_COLUMNS)}
MOST_BYTES = 1 << 20
"""How long a text may be that describes a population."""


def estimate_of(before: tuple[Path, Path], after: tuple[Path, Path], wording: Wording) -> Estimate:
    """The estimate of two runs over the same tables, each with the files of its years and visits."""
    names = {wording.word(name): name for name in (*STATUSES, *LEVELS)}
    yes = wording.text(YES)

    def year(row: Sequence[str]) -> YearFigures:
        def amount(key: str) -> int:
            return parse_amount(row[_YEAR[key]])

        age, left = row[_YEAR["age"]], row[_YEAR["cap_remaining"]]
        return YearFigures(
            status=names[row[_YEAR["status"]]],
            age=int(age) if age else None,
            visits=int(row[_YEAR["visits"]]),
            total=amount("total"),
            pooled=amount("pooled"),
            capped=bool(left) and not parse_amount(left),
            credited=amount("credited"),
            complete=row[_YEAR["complete"]] == yes,
            refused=int(row[_YEAR["refused_visits"]]),
        )

    def visit(row: Sequence[str]) -> VisitFigures:
        pooled = row[_VISIT["pooled"]]
        level = names[row[_VISIT["level"]]]
        return VisitFigures(level, parse_amount(row[_VISIT["total"]]), parse_amount(pooled) if pooled else 0)

    def years() -> Iterator[tuple[YearFigures, YearFigures]]:
        return ((year(one), year(other)) for one, other in _side_by_side(before[0], after[0]))

    bills = ((visit(one), visit(other)) for one, other in _side_by_side(before[1], after[1]))
    return estimated((years(), years()), bills)


def _side_by_side(before: Path, after: Path) -> Iterator[tuple[list[str], list[str]]]:
    with ExitStack() as files:
        rows = [
            csv.reader(files.enter_context(path.open(encoding="utf-8-sig", newline=""))) for path in (before, after)
        ]
        for place, pair in enumerate(zip(*rows, strict=True)):
            if place:
                yield pair


# ---- a population that is drawn


def read_population(content: bytes, where: str) -> Population:
    """The population that a TOML text asks for. Raises FaultsError."""
    from pydantic import ValidationError

    from calculator.policy.pack_reader import parse_toml

    try:
        population = Population.model_validate(parse_toml(content, where))
    except ValidationError as error:
        raise FaultsError(faults_of(error), where) from None
    faults: list[Fault] = list(population.faults())
    if faults:
        raise FaultsError(faults, where)
    return population


def write_drawn(population: Population, people: Path, visits: Path) -> None:
    """Write the tables of a population."""
    _write_cells(people, population.people())
    _write_cells(visits, population.visits(), ("person", "date", "institution", "total", "pay_from_account"))


def _write_cells(path: Path, rows: Iterator[Cells], fields: Sequence[str] = ()) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        if fields:
            writer = csv.DictWriter(file, fields)
            writer.writeheader()
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow(row)


# ---- as a workbook


def estimate_workbook(tables: Sequence[Table], notes: Sequence[str], wording: Wording) -> bytes:
    """The workbook: what it rests on, a sheet a table, and a chart of the cost by yearly cost."""
    from xlsxwriter import Workbook

    content = BytesIO()
    book = Workbook(content, {"in_memory": True})
    looks = {
        "heading": book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E6F2F0", "bottom": 1}),
        "amount": book.add_format({"num_format": "#,##0.00"}),
        "rate": book.add_format({"num_format": "0.00%"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet = book.add_worksheet(wording.text(N_("Estimate")))
    sheet.set_column(0, 0, 100)
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, note)
    for table in tables:
        sheet = book.add_worksheet(table.title)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, len(table.columns) - 1, 16)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, wording.text(column.heading), looks["heading"])
        for number, row in enumerate(table.rows(), start=1):
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                _write_cell(sheet, number, place, column.kind, value, looks)
        if table.key == "decile" and table.count:
            _add_chart(book, sheet, table, wording)
    book.close()
    return content.getvalue()


def _write_cell(sheet: Any, number: int, place: int, kind: str, value: Any, looks: dict[str, Any]) -> None:
    if kind == "text":
        sheet.write_string(number, place, value, looks["text"])
    else:
        parts = {"amount": 100, "rate": ONE}.get(kind)
        sheet.write_number(number, place, value / parts if parts else value, looks[kind])


def _add_chart(book: Any, sheet: Any, table: Table, wording: Wording) -> None:
    place = [column.key for column in table.columns].index("cost")
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": wording.text(table.columns[place].heading),
            "categories": [table.title, 1, 0, table.count, 0],
            "values": [table.title, 1, place, table.count, place],
        }
    )
    chart.set_legend({"none": True})
    chart.set_title({"name": wording.text(table.columns[place].heading)})
    sheet.insert_chart(table.count + 2, 1, chart)
