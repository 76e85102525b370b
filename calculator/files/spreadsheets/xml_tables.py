"""XML under the name of a spreadsheet: workbooks as written in 2003, and the fields of an electronic invoice."""

from collections.abc import Mapping
from datetime import datetime
from xml.parsers import expat

from calculator.files.spreadsheets.loose_tables import LooseTable, one_record, table_of, tables_with_rows
from calculator.files.spreadsheets.sheet_limits import MAX_COLUMNS
from calculator.ground.faults import Fault, FaultsError
from calculator.sheets.cells import Cell

_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_DEEPEST = 200
_FEWEST_ATTRIBUTES = 3
_MOST_FIELDS, _MOST_CELLS = 256, 2_000_000


def xml_tables(content: bytes, name: str) -> list[LooseTable]:
    """The sheets of a workbook in XML; else its lists of records, and all that stands once. Raises FaultsError."""
    reader = _Reader(name)
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last for an encoding that there is not
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None
    tables = reader.tables
    if not tables:
        several = {called: records for called, records in reader.records.items() if len(records) > 1}
        alone = one_record([records[0] for records in reader.records.values() if len(records) == 1])
        tables = [table_of(name, [alone])] if alone else []
        tables += [table_of(called, records) for called, records in several.items()]
    return tables_with_rows(tables)


class _Reader:
    def __init__(self, name: str) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.tables: list[LooseTable] = []
        self.records: dict[str, list[dict[str, Cell]]] = {}
        self._open: list[tuple[dict[str, Cell], set[str]]] = []
        """The fields of each element that is not closed yet, and those that it says twice."""
        self._count = 0
        self._name, self._depth = name, 0
        self._said: list[str] = []
        self._kind = self._cell_text = ""
        self._place: int | None = None
        self._across = self._down = 1
        self._columns = 0
        self._in_cell = self._leaf = False

    def _doctype(self, *_declared: object) -> None:
        # No such program writes one, and what it declares may grow without end.
        raise ValueError("document type")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("nested too deep")
        space, _blank, local = tag.rpartition(" ")
        self._leaf, self._said = True, []
        said = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        # Of few attributes none is a field; they say what else stands in the element.
        are_fields = len(said) >= _FEWEST_ATTRIBUTES and space != _WORKBOOK
        self._open.append(({name: value.strip() for name, value in said.items()} if are_fields else {}, set()))
        if space != _WORKBOOK:
            return
        if local == "Worksheet":
            self.tables.append(LooseTable(said.get("Name", self._name)))
            self._columns = 0
        elif local == "Column" and self.tables:
            begin = (_number(said.get("Index")) or self._columns + 1) - 1
            self._columns = min(begin + 1 + (_number(said.get("Span")) or 0), MAX_COLUMNS)
            if said.get("Hidden") == "1":
                self.tables[-1].hidden_columns.update(range(begin, self._columns))
        elif local == "Row" and self.tables:
            self.tables[-1].begin_row(_number(said.get("Index")), hidden=said.get("Hidden") == "1")
        elif local == "Cell" and self.tables:
            index = _number(said.get("Index"))
            self._place = None if index is None else index - 1
            self._across, self._down = (1 + (_number(said.get(name)) or 0) for name in ("MergeAcross", "MergeDown"))
            self._kind, self._in_cell, self._cell_text = "", True, ""
        elif local == "Data":
            self._kind = said.get("Type", "String")

    def _text(self, text: str) -> None:
        self._said.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        space, _blank, local = tag.rpartition(" ")
        text = "".join(self._said).strip()
        if space == _WORKBOOK:
            if local == "Data":
                self._cell_text = text
            elif local == "Cell" and self.tables and self._in_cell:
                cell = _cell(self._kind, self._cell_text)
                self.tables[-1].put(cell, place=self._place, across=self._across, down=self._down)
                self._in_cell = False
        elif local == "Visible" and text.startswith("Sheet") and self.tables:  # SheetHidden, SheetVeryHidden
            self.tables[-1].shown = False
        self._close(local, text)
        self._leaf, self._said = False, []

    def _close(self, name: str, text: str) -> None:
        """Put an element without others in it into the fields of the one around it; one with fields is a record."""
        fields, twice = self._open.pop()
        if self._leaf and text and self._open:
            around, again = self._open[-1]
            if around.setdefault(name, text) != text:
                again.add(name)
        record = {field: said for field, said in fields.items() if said and field not in twice}
        if record and not self.tables:
            self._count += len(record)
            if self._count > _MOST_CELLS:
                raise FaultsError([Fault("", "sheet_unpacks_too_large", {"limit": f"{_MOST_CELLS:,}"})])
            self.records.setdefault(name, []).append(dict(list(record.items())[:_MOST_FIELDS]))


def _number(said: str | None) -> int | None:
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) < 8 else None


def _cell(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
