"""What Qt's PDFs lack: the language, letters as they were written, and the day of printing in place of the clock's.

The file is taken apart into its objects, of which few are changed, and put together again with a new table of where
each begins.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from xml.sax.saxutils import escape

from calculator.ground.language import Language

_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_SECTION = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])\s*")
_REFERENCE = rb"/%s (\d+) 0 R"
_CODE = re.compile(rb"<([0-9A-F]{4})>")


def mended(content: bytes, title: str, language: Language, printed_on: date, letters: Mapping[int, int]) -> bytes:
    """The PDF with its language, title and day; `letters` are the codes to put in the place of others.

    The same content always gives the same. Raises ValueError for what Qt does not write.
    """
    objects = dict(_objects(content))
    trailer = content[content.rindex(b"trailer") :]
    root, info = _number(b"Root", trailer), _number(b"Info", trailer)
    metadata = _number(b"Metadata", objects[root])
    day = printed_on.strftime("%Y%m%d").encode()
    tag = _TAGS[language].encode()
    objects[root] = objects[root].replace(b"/Type /Catalog", b"/Type /Catalog\n/Lang (" + tag + b")", 1)
    if b"/ViewerPreferences" not in objects[root]:
        preferences = b"/ViewerPreferences << /DisplayDocTitle true >>\n"
        objects[root] = objects[root].replace(b"/Pages", preferences + b"/Pages", 1)
    objects[info] = re.sub(rb"/Author \(\)\n", b"", objects[info])
    objects[info] = re.sub(rb"/(CreationDate|ModDate) \([^)]*\)", rb"/\1 (D:" + day + b")", objects[info])
    objects[metadata] = _metadata(title, language, printed_on)
    for number, body in objects.items():
        if b"begincmap" in body:
            objects[number] = _reread(body, letters)
    return _put_together(objects, root, info)


def _offsets(content: bytes) -> dict[int, int]:
    """Where each object begins, by its number."""
    start = _START.search(content)
    section = _SECTION.match(content, int(start[1])) if start else None
    if section is None:
        raise ValueError("not a PDF as Qt writes it")
    place, found = section.end(), {}
    for number in range(int(section[1])):
        entry = _ENTRY.match(content, place)
        if entry is None:
            raise ValueError("not a table of objects as Qt writes it")
        place = entry.end()
        if entry[2] == b"n":
            found[number] = int(entry[1])
    return found


def _objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each object's number, and all that stands between `obj` and `endobj`."""
    offsets = _offsets(content)
    for number, offset in offsets.items():
        head = b"%d 0 obj" % number
        if not content.startswith(head, offset):
            raise ValueError("an object is not where the table has it")
        end = content.index(b"endobj", offset)
        stream = content.find(b"stream", offset, end)
        if stream >= 0:  # it may hold any bytes, so its end is found by its length
            end = content.index(b"endobj", stream + _length(content, offset, stream, offsets))
        yield number, content[offset + len(head) : end].strip(b"\n")


def _length(content: bytes, offset: int, stream: int, offsets: Mapping[int, int]) -> int:
    found = re.search(rb"/Length (\d+)( 0 R)?", content[offset:stream])
    if found is None:
        raise ValueError("a stream without a length")
    if not found[2]:
        return int(found[1])
    said = re.compile(rb"\d+ 0 obj\s+(\d+)\s").match(content, offsets[int(found[1])])
    if said is None:
        raise ValueError("a stream without a length")
    return int(said[1])


def _number(name: bytes, text: bytes) -> int:
    found = re.search(_REFERENCE % name, text)
    if found is None:
        raise ValueError(f"no {name.decode()}")
    return int(found[1])


def _reread(body: bytes, letters: Mapping[int, int]) -> bytes:
    """A table of what glyphs stand for, with the letters that were written; its length stays."""

    def letter(found: "re.Match[bytes]") -> bytes:
        code = int(found[1], 16)
        return b"<%04X>" % letters.get(code, code)

    lists = re.compile(rb"\[[^\]]*\]")
    return lists.sub(lambda found: _CODE.sub(letter, found[0]), body)


def _metadata(title: str, language: Language, printed_on: date) -> bytes:
    tag, day = _TAGS[language], printed_on.isoformat()
    text = f"""<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{tag}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>共济算 gongjisuan</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>""".encode()
    return b"<<\n/Type /Metadata /Subtype /XML\n/Length %d\n>>\nstream\n%s\nendstream" % (len(text), text)


def _put_together(objects: Mapping[int, bytes], root: int, info: int) -> bytes:
    whole = bytearray(b"%PDF-1.4\n%\xe5\x85\xb1\xe6\xb5\x8e\n")
    offsets = {}
    for number in sorted(objects):
        offsets[number] = len(whole)
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    size = max(objects) + 1
    name = hashlib.sha256(whole).hexdigest()[:32].encode()
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        whole += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
    whole += b"trailer\n<<\n/Size %d\n/Info %d 0 R\n/Root %d 0 R\n/ID [ <%s> <%s> ]\n>>\n" % (
        size,
        info,
        root,
        name,
        name,
    )
    return bytes(whole + b"startxref\n%d\n%%%%EOF\n" % start)
