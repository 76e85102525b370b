"""What Qt's PDFs lack: the language, letters as they were written, and the day of printing in place of the clock's."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from calculator.ground.language import Language

if TYPE_CHECKING:
    from pypdf import PdfWriter

_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_LIST, _CODE = re.compile(rb"\[[^\]]*\]"), re.compile(rb"<([0-9A-F]{4})>")


def mended(content: bytes, title: str, language: Language, printed_on: date, letters: Mapping[int, int]) -> bytes:
    """The PDF with its language, title and day; `letters` are the codes to put in the place of others.

    The same content always gives the same. Raises ValueError for what Qt does not write.
    """
    from pypdf import PdfWriter  # only who prints needs it
    from pypdf.errors import PyPdfError
    from pypdf.generic import ArrayObject, ByteStringObject

    try:
        pdf = PdfWriter(clone_from=BytesIO(content))
        _tell(pdf, title, language, printed_on)
        _reread(pdf, letters)
    except (PyPdfError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"not a PDF as Qt writes it: {error}") from None
    pdf.pdf_header = "%PDF-1.4"
    pdf._ID = None
    name = ByteStringObject(hashlib.sha256(_written(pdf)).digest()[:16])
    pdf._ID = ArrayObject((name, name))  # pypdf's own way draws it by lot
    return _written(pdf)


def _tell(pdf: "PdfWriter", title: str, language: Language, printed_on: date) -> None:
    """Put language, title and day into the PDF, and no one's name."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

    root, day = pdf.root_object, f"D:{printed_on:%Y%m%d}"
    root[NameObject("/Lang")] = TextStringObject(_TAGS[language])
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    told = {name: said for name, said in (pdf.metadata or {}).items() if name != "/Author"}
    pdf.metadata = {**told, "/CreationDate": day, "/ModDate": day}
    metadata = root["/Metadata"].get_object()
    if not isinstance(metadata, StreamObject):
        raise ValueError("no metadata")
    metadata.set_data(_metadata(title, language, printed_on))


def _reread(pdf: "PdfWriter", letters: Mapping[int, int]) -> None:
    """Put the letters that were written into the tables of what glyphs stand for."""

    def letter(found: "re.Match[bytes]") -> bytes:
        code = int(found[1], 16)
        return b"<%04X>" % letters.get(code, code)

    tables = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            table = font.get_object().raw_get("/ToUnicode")
            tables[table.idnum] = table.get_object()
    for table in tables.values():
        table.set_data(_LIST.sub(lambda found: _CODE.sub(letter, found[0]), table.get_data()))


def _metadata(title: str, language: Language, printed_on: date) -> bytes:
    tag, day = _TAGS[language], printed_on.isoformat()
    return f"""<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{tag}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>共济算 gongjisuan</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>""".encode()


def _written(pdf: "PdfWriter") -> bytes:
    whole = BytesIO()
    pdf.write(whole)
    return whole.getvalue()
