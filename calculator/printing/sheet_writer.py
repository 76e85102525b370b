"""Writing a sheet: paragraphs, tables whose heading repeats on every page, and painted parts between them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from calculator.printing.paper import INK, Form, Sheet, dots, type_of

LINE_BREAK = "\u2028"
_PAINTED = QTextFormat.ObjectTypes.UserObject.value + 1
_WHICH = QTextFormat.Property.UserProperty.value + 1
_OBJECT = "\ufffc"

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True)
class Run:
    """Some text of one look; the size is in points."""

    text: str
    size: float = 9
    bold: bool = False
    colour: str = "text"


Text = str | Run | Sequence[Run]
"""A text in the usual look, in one look, or in several one after the other."""


def clean(text: str) -> str:
    """A text that people typed without what would upset a page: control characters become spaces."""
    if text.isprintable() and _OBJECT not in text:
        return text
    text = text.replace("\n", LINE_BREAK)
    return "".join(char if (char.isprintable() and char != _OBJECT) or char == LINE_BREAK else " " for char in text)


def width_of(runs: Iterable[Run]) -> float:
    """The width of the widest in dots, each on one line."""
    metrics: dict[tuple[float, bool], QFontMetricsF] = {}
    widest = 0.0
    for run in runs:
        look = (run.size, run.bold)
        if look not in metrics:
            metrics[look] = QFontMetricsF(type_of(run.size, bold=run.bold))
        widest = max(widest, metrics[look].horizontalAdvance(run.text))
    return widest


class _Painter(QPyTextObject):
    """Paints the parts of a text that are no text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts: list[tuple[QSizeF, Paint]] = []

    def intrinsicSize(self, _document: QTextDocument, _place: int, look: QTextFormat) -> QSizeF:  # noqa: N802
        return self.parts[look.intProperty(_WHICH)][0]

    def drawObject(  # noqa: N802
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _place: int, look: QTextFormat
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.parts[look.intProperty(_WHICH)][1](painter, QRectF(rect))
        painter.restore()


class Writer:
    """One sheet from its top to its end."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._document = document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(type_of(9))
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setPageSize(form.inside)
        self._painter = _Painter(document)
        document.documentLayout().registerHandler(_PAINTED, self._painter)
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()
        self._fresh = True
        self._headings: list[int] = []
        self._looks: dict[tuple[float, bool, str], QTextCharFormat] = {}

    @property
    def width(self) -> float:
        """The room from side to side, in dots."""
        return self._form.inside.width()

    def paragraph(
        self, text: Text, *, above: float = 0, below: float = 1, indent: float = 0, centred: bool = False
    ) -> None:
        """A paragraph; the room above and below it, and its indent, in millimetres."""
        block = QTextBlockFormat()
        block.setTopMargin(dots(above))
        block.setBottomMargin(dots(below))
        block.setLeftMargin(dots(indent))
        if centred:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._begin(block)
        self.write_into(self._cursor, text)

    def heading(self, text: str) -> None:
        """A heading; it stays on the page of what follows."""
        self.paragraph(Run(text, 11, bold=True), above=3)
        self._headings.append(self._cursor.block().position())

    def painted(self, height: float, paint: Paint) -> None:
        """A part over the whole width that is painted, so many millimetres high."""
        self._begin(QTextBlockFormat())
        self.paint_into(self._cursor, QSizeF(self.width - 1, dots(height)), paint)

    def table(self, widths: Sequence[float], rows: int, heading_rows: int = 1, padding: float = 0.8) -> "Grid":
        """A table of columns of these widths in dots; its heading rows stand again on every page."""
        look = QTextTableFormat()
        look.setBorder(0)
        look.setCellSpacing(0)
        look.setCellPadding(dots(padding))
        look.setHeaderRowCount(heading_rows)
        look.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width) for width in widths])
        if not self._fresh:
            self._cursor.insertBlock(QTextBlockFormat(), self._look(Run("", size=2)))
        table = self._cursor.insertTable(rows, len(widths), look)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        # After a table Qt keeps an empty paragraph; the next text goes there.
        self._cursor.setBlockCharFormat(self._look(Run("", size=2)))
        self._fresh = True
        return Grid(self, table, padding)

    def sheet(self, about: str) -> Sheet:
        """What was written, laid out; `about` says in a line what it is."""
        self._cursor.endEditBlock()
        for place in self._headings:
            block = self._document.findBlock(place)
            after = block.next()
            if after.isValid() and not after.text():  # the little room above a table
                after = after.next()
            if after.isValid() and self._page(block) != self._page(after):
                look = block.blockFormat()
                look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(look)
        return Sheet(self._document, self._form, about, (self._painter,))

    def _page(self, block: QTextBlock) -> int:
        layout = self._document.documentLayout()
        line = block.layout().lineAt(0)
        top = layout.blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        return int(top // self._form.inside.height())

    def slip(self) -> Sheet:
        """What was written on one page as long as it needs to be."""
        self._cursor.endEditBlock()
        self._document.setPageSize(QSizeF(self.width, -1))
        form = self._form.as_high_as(self._document.size().height() + 1)
        self._document.setPageSize(form.inside)
        return Sheet(self._document, form, "", (self._painter,))

    def _begin(self, block: QTextBlockFormat) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._fresh = False

    def _look(self, run: Run) -> QTextCharFormat:
        key = (run.size, run.bold, run.colour)
        if key not in self._looks:
            look = QTextCharFormat()
            look.setFont(type_of(run.size, bold=run.bold))
            look.setForeground(QBrush(INK.colour(run.colour)))
            self._looks[key] = look
        return self._looks[key]

    def write_into(self, cursor: QTextCursor, text: Text) -> None:
        """Write where a cursor stands."""
        for run in (Run(text),) if isinstance(text, str) else (text,) if isinstance(text, Run) else text:
            cursor.insertText(clean(run.text), self._look(run))

    def paint_into(self, cursor: QTextCursor, size: QSizeF, paint: Paint) -> None:
        """A painted part of a size in dots where a cursor stands."""
        self._painter.parts.append((size, paint))
        look = QTextCharFormat()
        look.setObjectType(_PAINTED)
        look.setProperty(_WHICH, len(self._painter.parts) - 1)
        cursor.insertText(_OBJECT, look)


class Grid:
    """The cells of a table."""

    def __init__(self, writer: Writer, table: QTextTable, padding: float) -> None:
        self._writer, self._table, self._padding = writer, table, padding
        self._right = QTextBlockFormat()
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight)

    def put(self, row: int, column: int, *texts: Text, right: bool = False) -> None:
        """Write into a cell, a paragraph each."""
        cursor = self._table.cellAt(row, column).firstCursorPosition()
        for number, text in enumerate(texts):
            if number:
                cursor.insertBlock()
            if right:
                cursor.setBlockFormat(self._right)
            self._writer.write_into(cursor, text)

    def put_more(self, row: int, column: int, text: Text) -> None:
        """A further paragraph in a cell."""
        cursor = self._table.cellAt(row, column).lastCursorPosition()
        cursor.insertBlock()
        self._writer.write_into(cursor, text)

    def put_part(self, row: int, column: int, width: float, height: float, paint: Paint) -> None:
        """A further paragraph in a cell with a painted part; both lengths in dots."""
        cursor = self._table.cellAt(row, column).lastCursorPosition()
        cursor.insertBlock()
        self._writer.paint_into(cursor, QSizeF(width, height), paint)

    def rule(self, rows: Iterable[int], *, thick: bool = False) -> None:
        """A line below these rows."""
        look = QTextTableCellFormat()
        look.setPadding(dots(self._padding))
        look.setBottomBorder(dots(0.35 if thick else 0.12))
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(QBrush(INK.colour("text" if thick else "field_line")))
        for row in rows:
            for column in range(self._table.columns()):
                self._table.cellAt(row, column).setFormat(look)

    def span(self, row: int) -> None:
        """Let the first cell of a row take the whole row."""
        self._table.mergeCells(row, 0, 1, self._table.columns())
