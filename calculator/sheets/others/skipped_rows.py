"""Rows of a sheet that are none of the visits: sums, closing lines and stays in hospital, however they are written."""

import re
from collections.abc import Sequence
from typing import Literal

from calculator.ground.language import N_
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import paid_back_mark
from calculator.sheets.cells import Cell, CellError, is_empty, text_of
from calculator.sheets.kinds_of_care import kind_of_care
from calculator.sheets.others.headings import words_of
from calculator.sheets.table_columns import COMPUTED_SUM, SUM

EXAMPLE = N_("Example, left out when read")
"""What stands in the example row of a template."""

LeftOut = Literal[
    "sum",
    "heading",
    "example",
    "closing",
    "text",
    "inpatient",
    "other_care",
    "insurance",
    "refunded",
    "same",
    "part",
    "hidden",
]

_MOST_KEPT = 1000
_DIGITS = frozenset("0123456789")
_ENDS = r"(?:\([^()]*\))?(?::.*)?"
_SUM = re.compile(
    rf"(?:(?:本[页月年期次季]|全[年部]|上半年|下半年|第?[一二三四1-4]季度?|\d{{4}}年?度?|\d{{1,2}}月份?"
    rf"|\d{{4}}年\d{{1,2}}月|总)?"
    rf"(?:合计|总计|小计|累计|共计|汇总)|(?:grand)?totals?|sum|sub-?total)(?:金额)?{_ENDS}"
    rf"|(?:\d{{4}}[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?(?:小计|合计|汇总)|[^:,;]{{1,60}}(?:小计|汇总)){_ENDS}"
    rf"|(?:合计|总计|共计?|计)\d+(?:笔|条|次|人次|行|项|张)(?:[,;:(].*)?"
)
_CLOSING = re.compile(
    r"(?:制表|制单|审核|复核|经办|打印|填表|填报|操作|收费|核对|录入|负责)(?:人|员|人员|日期|时间|单位|科室)(?:签[字名章])?"
    r"(?::.*)?|(?:制表|制单|审核|复核|经办|打印|盖章|签字|签名|单位负责人|联系电话|备注|附注|注|说明)(?:\([^()]*\))?:.*"
    r"|第\d+页.*|共\d+页.*|以下(?:空白|无内容|无正文).*"
)


class Others:
    """Tells the rows that are none of the visits, by what the columns of the sheet mean."""

    def __init__(self, columns: Sequence[str | None]) -> None:
        self._places = {key: place for place, key in enumerate(columns) if key is not None}
        self._sums = words_of((SUM, COMPUTED_SUM))
        self._examples = words_of((EXAMPLE,))
        self._kinds: dict[str, str] = {}
        own = ("note",) if "refunded" in self._places else ()  # our own rows say otherwise what was paid back
        self._never_mark = {self._places[key] for key in ("refund", "valid", "item", *own) if key in self._places}
        self.mark = ""
        """What a cell of the row that was looked at last says of a refund, as `paid_back_mark`."""

    def left_out(self, cells: Sequence[Cell]) -> LeftOut | None:
        """Why a row is none of the visits: an example, sums, what closes a list, or a stay in hospital."""
        note, kinds, self.mark = self._places.get("note"), set[str](), ""
        if note is not None and is_empty(self._cell(cells, "date")):
            note = None  # no bill's own remark then
        for place, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell or (cell[0] in _DIGITS and cell.isascii()):
                continue  # a number, as most cells are
            kind = self._kind(cell)
            if not kind:
                continue
            if kind in ("void", "either"):
                self.mark = self.mark if place in self._never_mark else kind
            elif place != note or kind == "example":
                kinds.add(kind)
        if "example" in kinds:
            return "example"
        if "sum" in kinds:
            return "sum"
        day = self._cell(cells, "date")
        closes = isinstance(day, str) and (is_empty(day) or _CLOSING.fullmatch(plain(day)))
        if closes and "closing" in kinds and not _is_amount(self._cell(cells, "total")):
            return "closing"
        stay = self._cell(cells, "stay")
        if not is_empty(stay) and text_of(stay).strip("0"):
            return "inpatient"
        return self._other_care(self._cell(cells, "med_type"))

    def _kind(self, cell: Cell) -> str:
        """What a text says of its row: `example`, `sum`, `closing`, the mark of a refund, or nothing.

        Many rows have the same texts.
        """
        if not isinstance(cell, str):
            return ""
        found = self._kinds.get(cell)
        if found is None:
            text = plain(cell)
            if text in self._examples:
                found = "example"
            elif self._is_sum(text):
                found = "sum"
            else:
                found = "closing" if _CLOSING.fullmatch(text) else paid_back_mark(text)
            if len(self._kinds) < _MOST_KEPT:
                self._kinds[cell] = found
        return found

    def _cell(self, cells: Sequence[Cell], key: str) -> Cell:
        place = self._places.get(key)
        return cells[place] if place is not None and place < len(cells) else ""

    def _is_sum(self, text: str) -> bool:
        return text.rstrip(":") in self._sums or _SUM.fullmatch(text) is not None

    @staticmethod
    def _other_care(cell: Cell) -> LeftOut | None:
        try:
            kind = "" if is_empty(cell) else kind_of_care(text_of(cell))
        except ValueError:
            return None
        return "inpatient" if kind == "inpatient" else "other_care" if kind == "other" else None


def _is_amount(cell: Cell) -> bool:
    if is_empty(cell):
        return False
    try:
        amount_in(cell)
    except CellError:
        return isinstance(cell, int | float)
    return True
