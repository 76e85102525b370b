"""Pages of paper: sheets laid out in dots of one size, so that screen, printer and PDF show the same pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QPalette, QTextDocument

from calculator.ground.language import N_
from calculator.widgets.theme import Theme, font
from calculator.words.wording import Wording

DPI = 600
"""Dots an inch. So fine that a font's widths, rounded to whole dots, cannot be told from the exact ones."""
INK = Theme("light", round(DPI / 96 * 100))
"""The light colours, at a size at which a pixel of the design is as large on paper as on a screen of 96 dots."""


def dots(millimetres: float) -> float:
    """A length on paper in dots."""
    return millimetres * DPI / 25.4


def type_of(size: float, *, bold: bool = False) -> QFont:
    """The font of a size in points, in dots.

    Fonts put other glyphs in the place of some letters, as for `fi`, and even of figures among Latin letters. Those
    stand for no character, so that a PDF's text would lack them: they are not asked for. Nor are the narrow signs
    that the window has in English: a PDF's text would have `(` for `（`.
    """
    made = font(INK, size * 96 / 72, bold=bold)
    for feature in ("liga", "locl", "pwid"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


@dataclass(frozen=True)
class Form:
    """A page in millimetres: its size, what stays free at the sides and above, and below for the page's number."""

    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def inside(self) -> QSizeF:
        """The room for text, in dots."""
        return QSizeF(dots(self.width - 2 * self.side), dots(self.height - self.top - self.bottom))

    def as_high_as(self, height: float) -> "Form":
        """The same form for text of a height in dots."""
        return replace(self, height=height * 25.4 / DPI + self.top + self.bottom)


PORTRAIT = Form(210, 297, side=14, top=13, bottom=17)
LANDSCAPE = Form(297, 210, side=14, top=13, bottom=17)
SLIP = Form(80, 80, side=4, top=3, bottom=4)
"""A receipt printer's paper of 80 mm, of which it prints 72 mm; as long as what stands on it."""
SLIPS = {80: SLIP, 58: Form(58, 58, side=5, top=3, bottom=4)}
"""The papers of receipt printers by their width; of 58 mm they print 48."""


@dataclass(frozen=True)
class Sheet:
    """A text that begins on a page of its own, laid out for its form.

    `about` says in a line what it is; `holds` keeps alive what paints parts of it.
    """

    document: QTextDocument
    form: Form
    about: str = ""
    holds: tuple[object, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages it fills."""
        return self.document.pageCount()


class Paper:
    """Sheets one after the other; `title` names the whole, and `foot` stands below every page.

    Beside it stand what the sheet is about, where there is room, and the page's number; without a `foot` none of them.
    """

    def __init__(self, sheets: Sequence[Sheet], wording: Wording, title: str, foot: str = "") -> None:
        self._pages = [(sheet, place) for sheet in sheets for place in range(sheet.pages)]
        self.foot, self.wording, self.title = foot, wording, title
        self.sheets = tuple(sheets)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def form(self, page: int) -> Form:
        """The form of a page, counted from 0."""
        return self._pages[page][0].form

    def foot_letters(self) -> str:
        """Everything that stands below a page."""
        return "".join([self.foot, self.number(0), *(sheet.about for sheet in self.sheets)])

    def number(self, page: int) -> str:
        """`Page 1 of 3`."""
        return self.wording.text(N_("Page {page} of {count}")).format(page=page + 1, count=self.pages)

    def text(self, page: int) -> str:
        """What stands on a page's sheet, for a screen reader; a sheet of several pages is told as a whole."""
        return self._pages[page][0].document.toPlainText()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page, counted from 0, whose upper left corner is at the origin; a unit is a dot."""
        sheet, place = self._pages[page]
        form, inside = sheet.form, sheet.form.inside
        painter.save()
        painter.translate(dots(form.side), dots(form.top) - place * inside.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, place * inside.height(), inside.width(), inside.height())
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, INK.colour("text"))
        context.palette = palette
        painter.setClipRect(context.clip)
        sheet.document.documentLayout().draw(painter, context)
        painter.restore()
        if self.foot:
            self._paint_foot(painter, form, page)

    def _paint_foot(self, painter: QPainter, form: Form, page: int) -> None:
        top = dots(form.height - form.bottom + 4)
        room = QRectF(dots(form.side), top, form.inside.width(), dots(6))
        painter.setFont(type_of(8))
        painter.setPen(INK.colour("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        about = self._pages[page][0].about
        said = f"{about} · {self.foot}"
        free = room.width() - painter.fontMetrics().horizontalAdvance(self.number(page)) - dots(6)
        if not about or painter.fontMetrics().horizontalAdvance(said) > free:
            said = self.foot
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, said)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, self.number(page))
