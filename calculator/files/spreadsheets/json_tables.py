"""The records of a JSON file, such as an answer of a settlement interface, as a table: a column a field."""

import json
from typing import Any

from calculator.files.spreadsheets.loose_tables import LooseTable, one_record, table_of, tables_with_rows
from calculator.files.spreadsheets.web_pages import decoded
from calculator.ground.faults import Fault, FaultsError
from calculator.sheets.cells import Cell

_MOST_FIELDS = 256


def json_tables(content: bytes, name: str) -> list[LooseTable]:
    """A table for each list of records, and one for all that stands once. Raises FaultsError."""
    try:
        data = json.loads(decoded(content))
    except (ValueError, RecursionError) as error:
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)[:80]})]) from None
    parts, lists = list[dict[str, Cell]](), list[tuple[str, list[dict[str, Cell]]]]()
    _gather(data, name, parts, lists)
    alone = one_record(parts)
    tables = [table_of(name, [alone])] if alone else []
    return tables_with_rows([*tables, *(table_of(called, records) for called, records in lists)])


def _gather(data: Any, name: str, parts: list[dict[str, Cell]], lists: list[tuple[str, list[dict[str, Cell]]]]) -> None:
    """Put lists of records where they belong, each with the name of its field, and what stands once beside them."""
    if isinstance(data, list):
        records = [fields for one in data if isinstance(one, dict) and (fields := _fields(one))]
        if records:
            lists.append((name, records))
            return
        for one in data:
            _gather(one, name, parts, lists)
    elif isinstance(data, dict):
        if fields := _fields(data):
            parts.append(fields)
        for key, value in data.items():
            if isinstance(value, dict | list):
                _gather(value, str(key), parts, lists)


def _fields(record: dict[str, Any]) -> dict[str, Cell]:
    plain = {str(key): _cell(value) for key, value in record.items() if _is_plain(value)}
    return dict(list(plain.items())[:_MOST_FIELDS])


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, dict | list):
        return ""
    return value if isinstance(value, str | int | float) else str(value)
