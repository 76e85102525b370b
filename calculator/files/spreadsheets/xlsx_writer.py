"""A household and what it comes to as an `.xlsx` workbook: numbers as numbers, sums as formulas, text as text."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.case.case import Case
from calculator.engine.statement import Statement
from calculator.files.spreadsheets.guarded_text import into_cell
from calculator.files.spreadsheets.sheet_limits import MAX_CELLS, MAX_ROWS
from calculator.files.whole_file import give_out
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.ground.money import ONE, format_grouped, format_percent
from calculator.ground.months import Month, first_day, format_month
from calculator.ground.progress import Work
from calculator.ground.text_width import display_width
from calculator.policy.packs import Packs
from calculator.sheets.own.all_tables import all_tables
from calculator.sheets.own.exact_cells import cell_name
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import COMPUTED_SUM, SUM, Kind, Table, Value
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 8, 46
_LINE = 15
"""The height of a line, in points."""
_COLUMNS = 14
"""How many columns a landscape page holds at a size that can still be read."""
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets count days from 1900 and believe in its 29 February; an earlier day is written as text."""
_TICK = 512
_A4 = 9
_PERCENT = ("0%", "0.0%", "0.00%")
_LOOKS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "text_wrap": True, "bg_color": "#E6F2F0", "bottom": 1},
    "figures": {"bold": True, "text_wrap": True, "bg_color": "#E6F2F0", "bottom": 1, "align": "right"},
    "wrapped": {"text_wrap": True},
    "text": {"num_format": "@"},
    "amount": {"num_format": "#,##0.00_ "},
    "amount among others": {"num_format": "#,##0.00", "align": "left"},
    "whole": {"align": "left"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "month": {"num_format": "yyyy-mm", "align": "left"},
}
_TITLE = N_("共济算: what outpatient pooling pays")


def write_workbook(
    path: Path,
    case: Case,
    statement: Statement,
    library: Packs,
    wording: Wording,
    *,
    exported_on: date,
    person: str | None = None,
    work: Work | None = None,
) -> None:
    """Write the sheets of a household, or of one person, in the place of a file; the statement is that of the case.

    Raises StoppedError, and FaultsError where the file cannot be written or no cell can hold a text; the old file then
    stays.
    """
    tables = Tables(case, statement, library, wording, person)
    give_out(path, workbook_bytes(tables, exported_on, work or Work()))


def workbook_bytes(tables: Tables, exported_on: date, work: Work, most_rows: int = MAX_ROWS) -> bytes:
    """The workbook's content; the same tables always give the same. A longer sheet goes on on a second one."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    # What does not fit into memory passes through files of its own; they go with the folder whatever happens.
    with tempfile.TemporaryDirectory(prefix="gongjisuan-") as folder:
        book = Workbook(content, {"constant_memory": True, "tmpdir": folder})
        try:
            _Writer(book, tables, work, most_rows).write(exported_on)
            book.close()
        finally:
            for sheet in book.worksheets():  # open ones would keep the folder from going on some systems
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()
    return content.getvalue()


class _Writer:
    """The sheets of one workbook; `looks` are the formats that are in it already."""

    def __init__(self, book: "Workbook", tables: Tables, work: Work, most_rows: int) -> None:
        self._book, self._tables, self._most_rows, self._work = book, tables, most_rows, work
        self.wording = tables.wording
        self._looks: dict[str, Format] = {}
        self._done, self._of = 0, 1

    def write(self, on: date) -> None:
        """All of it."""
        people = ", ".join(self._tables.label(person.id) for person, _computed in self._tables.people())
        made = datetime(on.year, on.month, on.day)  # noqa: DTZ001 — a day, without hours or zone
        self._book.set_properties({"title": self.wording.text(_TITLE), "subject": people[:255], "created": made})
        self._book.set_custom_property("Language", "zh-CN" if self.wording.language == "zh" else "en")
        tables = all_tables(self._tables, on)
        self._of = sum(table.count for table in tables)
        for table in tables:
            self._table(table)

    def _table(self, table: Table) -> None:
        """One sheet, or as many as its rows need; below each stand the sums of its own rows."""
        rows, number, left = iter(table.rows()), 1, table.count
        # No more than we would read again; two rows are the headings and the sums.
        room = min(self._most_rows, MAX_CELLS // len(table.columns)) - 2
        while left or number == 1:
            count = min(room, left)
            name = table.title if number == 1 else f"{table.title} ({number})"
            _Sheet(self, self._book.add_worksheet(name), table).write(islice(rows, count), count)
            number, left = number + 1, left - count

    def row_done(self) -> None:
        """Tell now and then how far it has come. Raises StoppedError."""
        self._done += 1
        if self._done % _TICK == 0:
            self._work.reach(self._done, self._of)

    def look(self, name: str) -> "Format":
        """A format: a kind of value, `heading`, `wrapped`, a rate such as `0.0%`; with `sum ` before it in a sum."""
        if name not in self._looks:
            look: dict[str, Any] = {"valign": "vcenter"} | _LOOKS.get(name.removeprefix("sum "), {})
            if name.endswith("%"):
                look["num_format"] = name
            if name.startswith("sum "):
                look |= {"bold": True, "top": 1}
            self._looks[name] = self._book.add_format(look)
        return self._looks[name]


class _Sheet:
    """One sheet of a table; widths grow with what is written."""

    def __init__(self, writer: _Writer, sheet: "Worksheet", table: Table) -> None:
        self._writer, self._sheet, self._table = writer, sheet, table
        self._headings = [writer.wording.text(column.heading) for column in table.columns]
        # Beside the heading stands the mark of the filter.
        self._widths = [max(map(display_width, heading.split("\n"))) + 3 for heading in self._headings]
        keys = [column.key for column in table.columns]
        self._counted = None if table.counted is None else keys.index(table.counted)
        self._sums = [0 if column.summed else None for column in table.columns]

    def write(self, rows: Iterable[Sequence[Any]], count: int) -> None:
        """Headings, rows, sums, and how it is shown and printed."""
        self._sheet.set_row(0, 6 + _LINE * max(heading.count("\n") + 1 for heading in self._headings))
        for place, (heading, column) in enumerate(zip(self._headings, self._table.columns, strict=True)):
            look = self._writer.look("figures" if column.kind in ("amount", "rate") else "heading")
            self._sheet.write_string(0, place, heading, look)
        for number, row in enumerate(rows, start=1):
            lines = max(map(_lines_of, row))
            if lines > 1:  # not every program looks itself how high a row must be
                self._sheet.set_row(number, _LINE * lines)
            for place, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
                self._cell(number, place, column.kind, value)
            if self._counted is None or row[self._counted] is not None:
                self._add(row)
            self._writer.row_done()
        if count:
            self._write_sums(count)
        self._set_up(count)

    def _add(self, row: Sequence[Any]) -> None:
        for place, value in enumerate(row):
            so_far = self._sums[place]
            if so_far is not None and isinstance(value, int):  # not what could not be read
                self._sums[place] = so_far + value

    def _cell(self, row: int, place: int, kind: Kind, value: Any) -> None:
        look: str = kind
        if isinstance(value, Value):
            kind, value = value
            look = f"{kind} among others"
        if value is None or value == "":
            return
        match kind:
            case "amount":
                self._sheet.write_number(row, place, value / 100, self._writer.look(look))
                shown = format_grouped(value)
            case "rate":
                shown = format_percent(value)
                decimals = len(shown.partition(".")[2]) - 1
                self._sheet.write_number(row, place, value / ONE, self._writer.look(_PERCENT[max(0, decimals)]))
            case "whole":
                shown = str(value)
                self._sheet.write_number(row, place, value, self._writer.look("whole"))
            case "date" | "month":
                day = first_day(Month(value)) if kind == "month" else value
                shown = format_month(Month(value)) if kind == "month" else day.isoformat()
                if day < _FIRST_DATE:
                    self._text(row, place, shown)
                else:
                    self._sheet.write_datetime(row, place, day, self._writer.look(kind))
            case _:
                shown = self._text(row, place, value)
        self._widths[place] = max(self._widths[place], display_width(shown) + 1)

    def _text(self, row: int, place: int, text: str) -> str:
        text = into_cell(text)
        if len(text) > LONGEST_TEXT:
            raise FaultsError([Fault(f"{self._table.title}!{cell_name(place, row + 1)}", "too_long")])
        self._sheet.write_string(row, place, text, self._writer.look("wrapped" if _lines(text) > 1 else "text"))
        return text

    def _write_sums(self, count: int) -> None:
        sums = [place for place, column in enumerate(self._table.columns) if column.summed]
        if not sums:
            return
        title = self._writer.wording.text(SUM if self._counted is None else COMPUTED_SUM)
        for place, total in enumerate(self._sums):
            look = self._writer.look("sum amount")
            if total is None:
                said = title if place == 0 else self._table.not_counted if place == 1 else ""
                self._sheet.write_string(count + 1, place, said, look)
                continue
            cells = _range(place, count)
            where = "" if self._counted is None else f'{_range(self._counted, count)},">=0",'
            formula = f"=SUMIF({where}{cells})" if where else f"=SUM({cells})"
            # The value is what those see whose program does not compute formulas.
            self._sheet.write_formula(count + 1, place, formula, look, total / 100)
            self._widths[place] = max(self._widths[place], len(format_grouped(total)) + 2)

    def _set_up(self, count: int) -> None:
        sheet, last = self._sheet, len(self._table.columns) - 1
        widths = [min(max(width, _NARROWEST), _WIDEST) for width in self._widths]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), last)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, 1)
        sheet.fit_to_pages(-(-len(widths) // _COLUMNS), 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")


def _lines_of(cell: Any) -> int:
    text = cell.value if isinstance(cell, Value) else cell
    return _lines(text) if isinstance(text, str) else 1


def _lines(text: str) -> int:
    """How many lines a text needs in the widest of columns."""
    if len(text) < _WIDEST // 2 and "\n" not in text:
        return 1
    return sum(max(1, -(-display_width(line) // (_WIDEST - 2))) for line in text.split("\n"))


def _range(place: int, count: int) -> str:
    return f"{cell_name(place, 2)}:{cell_name(place, count + 1)}"
