"""A guide on paper, and its pictures no wider than what they stand in."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFragment

from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.paper import DPI, PORTRAIT, Paper, Sheet, type_of
from calculator.words.wording import Wording

_POINTS = 9.5


def guide_paper(text: str, folder: str, title: str, wording: Wording, printed_on: date) -> Steps[Paper]:
    """The pages of a guide in Markdown whose pictures lie in a folder."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(type_of(_POINTS))
    document.setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
    document.setMarkdown(text)
    document.setPageSize(PORTRAIT.inside)
    _space(document, DPI / 96)
    fit_pictures(document, PORTRAIT.inside.width(), DPI / 96)
    sheet = Sheet(document, PORTRAIT, title)
    sheet.pages  # noqa: B018 — laying out is the long part of the work, and is done here
    yield 1, 1
    foot = wording.text(N_("Printed on {day}")).format(day=wording.day(printed_on))
    return Paper([sheet], wording, title, foot)


def _space(document: QTextDocument, scale: float) -> None:
    """Give lists and paragraphs the room that they have on a screen, where a dot is larger."""
    document.setIndentWidth(document.indentWidth() * scale)
    block = document.begin()
    while block.isValid():
        look = block.blockFormat()
        look.setTopMargin(look.topMargin() * scale)
        look.setBottomMargin(look.bottomMargin() * scale)
        QTextCursor(block).setBlockFormat(look)
        block = block.next()


def fit_pictures(document: QTextDocument, width: float, scale: float) -> None:
    """Make every picture of a text as wide as it is, times a scale, and at most `width`."""
    for fragment in list(_pictures(document)):
        look = fragment.charFormat().toImageFormat()
        picture = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(look.name()))
        natural = getattr(picture, "width", lambda: 0)()
        if not natural:
            continue
        fitting = min(natural * scale, width)
        if look.width() == fitting:
            continue
        look.setWidth(fitting)
        look.setHeight(fitting * picture.height() / natural)
        cursor = QTextCursor(document)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


def _pictures(document: QTextDocument) -> Iterator[QTextFragment]:
    block: QTextBlock = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            if place.fragment().charFormat().isImageFormat():
                yield place.fragment()
            place += 1
        block = block.next()
