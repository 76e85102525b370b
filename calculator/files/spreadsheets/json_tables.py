"""The records of a JSON file, such as an answer of a settlement interface, as a table: a column a field."""

import json
from collections.abc import Iterator
from typing import Any

from calculator.files.spreadsheets.loose_tables import LooseTable, tables_with_rows
from calculator.files.spreadsheets.web_pages import decoded
from calculator.ground.faults import Fault, FaultsError
from calculator.sheets.cells import Cell

_MOST_FIELDS = 256


def json_tables(content: bytes, name: str) -> list[LooseTable]:
    """A table for each list of records, or for one record alone. Raises FaultsError."""
    try:
        data = json.loads(decoded(content))
    except (ValueError, RecursionError) as error:
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)[:80]})]) from None
    tables = list[LooseTable]()
    for called, records in _records(data, name):
        fields = list(dict.fromkeys(field for record in records for field in record))[:_MOST_FIELDS]
        table = LooseTable(called)
        rows: list[list[Cell]] = [[*fields], *([_cell(record.get(field)) for field in fields] for record in records)]
        for row in rows:
            table.begin_row()
            for cell in row:
                table.put(cell)
        tables.append(table)
    return tables_with_rows(tables)


def _records(data: Any, name: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of records within, each with the name of the field it is in; a record is one of plain values too."""
    if isinstance(data, list):
        records = [one for one in data if isinstance(one, dict)]
        if records and any(_is_plain(value) for record in records for value in record.values()):
            yield name, records
            return
        for one in data:
            yield from _records(one, name)
    elif isinstance(data, dict):
        inner = [(key, value) for key, value in data.items() if isinstance(value, dict | list)]
        if sum(map(_is_plain, data.values())) > 1:
            yield name, [{key: value for key, value in data.items() if _is_plain(value)}]
        for key, value in inner:
            yield from _records(value, str(key))


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, dict | list):
        return ""
    return value if isinstance(value, str | int | float) else str(value)
