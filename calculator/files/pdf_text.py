"""The text of a PDF page by page, for finding a clause in it. Run in the process for other people's files alone."""

import io
import re
import unicodedata

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work

MOST_PAGES = 1000
"""Pages that are looked through; a notice has some ten."""

# A font may give a character's radical for the character: the Kangxi ones Unicode itself maps, of the others these are
# met in official documents.
_RADICALS = {
    **{number: unicodedata.normalize("NFKC", chr(number)) for number in range(0x2F00, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰"),
            "母民西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙",
            strict=True,
        )
    ),
}


_GAPS = re.compile(r"[ \t]*\t[ \t]*| {2,}")
"""Between words of two scripts, as wide as the page has them."""


def pdf_pages(content: bytes, work: Work) -> list[str]:
    """What stands on each page, line by line; nothing for one that is a picture. Raises FaultsError, StoppedError."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        pages = PdfReader(io.BytesIO(content)).pages
        texts = []
        for place in range(min(len(pages), MOST_PAGES)):
            texts.append(_GAPS.sub(" ", pages[place].extract_text().translate(_RADICALS)))
            work.reach(place + 1, len(pages))
    except FileNotDecryptedError:
        raise FaultsError([Fault("", "sheet_locked")]) from None
    except PyPdfError as error:
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None
    return texts
