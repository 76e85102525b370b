"""Web pages under the name of a spreadsheet, the commonest export of offices: their tables and nothing else."""

import binascii
import codecs
import quopri
import re
from html.parser import HTMLParser

from calculator.files.spreadsheets.loose_tables import LooseTable, tables_with_rows
from calculator.ground.faults import Fault, FaultsError, quoted

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 4096
_DEEPEST = 100
_CLOSED, _MOST_NESTED = {"div", "span", "font", "form", "section"}, 20_000
"""What is closed by whoever writes pages; so many open ones within each other are none that anybody reads."""
_STRUCK = {"s", "strike", "del", "ins", "sup", "sub"}
_APART = {"br", "p", "div", "li", *_STRUCK}
"""What is not one text with what stands beside it: `<s>100</s>200` are two amounts."""
_UNSEEN = {"script", "style", "head", "title"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary=\"?([^\"\r\n;]+)", re.IGNORECASE)
_MOST_SPANNED = 1000
_LONGEST_REST = 4096
"""Characters of a tag that has no end."""


def is_page(begin: bytes) -> bool:
    """Whether a file begins like a web page, or like one with what belongs to it."""
    plain = begin.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith((b"mime-version:", b"from:", b"content-type: multipart/related")):
        return True
    if not plain.startswith(b"<") or b"schemas-microsoft-com:office:spreadsheet" in plain:
        return False
    tags = rb"html|!doctype html|body|meta" + (b"" if plain.startswith(b"<?xml") else b"|table|div")
    return re.search(rb"<(" + tags + rb")\b", plain) is not None


def page_tables(content: bytes, name: str) -> list[LooseTable]:
    """The tables of a page. Raises FaultsError."""
    page = _Page(name)
    page.feed(decoded(_html_in(content)))
    page.end()
    return tables_with_rows(page.tables)


def decoded(content: bytes) -> str:
    """The text of a page in the encoding that it says, or that fits. Raises FaultsError."""
    mark = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    said = _CHARSET.search(content[:_LOOKED_AT])
    named = said[1].decode("ascii").lower() if said else ""
    # What calls itself GB2312 is seldom without a character beyond it.
    named = "gb18030" if named.startswith("gb") else named
    for encoding in (mark,) if mark else (named, "utf-8", "gb18030"):
        try:
            return content.decode(encoding or "utf-8")
        except (UnicodeError, LookupError):
            continue
    raise FaultsError([Fault("", "sheet_encoding", {"place": "1"})])


def _html_in(content: bytes) -> bytes:
    """The page in a file that holds it together with its pictures; any other file as it is."""
    begin = content[:_LOOKED_AT].lower()
    boundary = _BOUNDARY.search(content[:_LOOKED_AT])
    if b"mime-version" not in begin or boundary is None:
        return content
    for part in content.split(b"--" + boundary[1].strip())[1:]:
        head, _empty, body = part.replace(b"\r\n", b"\n").partition(b"\n\n")
        said = head.lower()
        if b"text/html" not in said:
            continue
        if b"base64" in said:
            try:
                return binascii.a2b_base64(body)
            except binascii.Error:
                break
        return quopri.decodestring(body) if b"quoted-printable" in said else body
    raise FaultsError([Fault("", "sheet_damaged", {"detail": "MHT"})])


class _Page(HTMLParser):
    """Gathers the tables of a page; one within another is a table of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[LooseTable] = []
        self._name = name
        self._open: list[LooseTable] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._unseen = self._columns = self._depth = 0
        self._cell_hidden = False

    def end(self) -> None:
        """The page is over. Raises FaultsError where it breaks off in something that looks like a tag for long."""
        if self.cdata_elem is None:
            if len(self.rawdata) > _LONGEST_REST:  # the parser would look for an end anew from each mark in it
                raise FaultsError([Fault("", "sheet_damaged", {"detail": quoted(self.rawdata[:20])})])
            self.close()
        self._end_cell()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSED:
            self._depth += 1
            if self._depth > _MOST_NESTED:
                raise FaultsError([Fault("", "sheet_damaged", {"detail": f"<{tag}>"})])
        if tag in _UNSEEN:
            self._unseen += tag != "head"
        elif tag == "table":
            self._end_cell()
            if len(self._open) >= _DEEPEST:
                raise FaultsError([Fault("", "sheet_damaged", {"detail": "<table>"})])
            self._open.append(LooseTable(self._name))
            self.tables.append(self._open[-1])
            self._columns = 0
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row(hidden=_is_hidden(dict(attrs)))
        elif tag == "col" and self._open:
            said = dict(attrs)
            begin, count = self._columns, _span(said.get("span"))
            self._columns += count
            if _is_hidden(said):
                self._open[-1].hidden_columns.update(range(begin, self._columns))
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1].rows:
                self._open[-1].begin_row()
            said = dict(attrs)
            self._cell, self._span = [], (_span(said.get("colspan")), _span(said.get("rowspan")))
            self._cell_hidden = _is_hidden(said)
        elif tag in _APART and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag in _CLOSED))
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - (tag != "head"))
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _STRUCK and self._cell:
            self._cell.append("\n")
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
            across, down = self._span
            text = "\n".join(line for line in lines if line)
            self._open[-1].put(text, across=across, down=down, hidden=self._cell_hidden)
        self._cell = None


def _is_hidden(said: dict[str, str | None]) -> bool:
    return "hidden" in said or _HIDDEN.search(said.get("style") or "") is not None


def _span(said: str | None) -> int:
    return min(max(1, int(said)), _MOST_SPANNED) if said is not None and said.strip().isdigit() else 1
