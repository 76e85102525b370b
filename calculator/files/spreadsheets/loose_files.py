"""Files that are no spreadsheets by themselves but hold tables: web pages, XML and JSON, told by how they begin."""

from calculator.files.spreadsheets.loose_tables import LooseTable
from calculator.files.spreadsheets.sheet_limits import BEGIN
from calculator.files.spreadsheets.web_pages import is_page

_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def is_loose(begin: bytes) -> bool:
    """Whether a file begins like a web page, XML or JSON."""
    return is_page(begin) or _first(begin) in (b"<", b"{", b"[")


def packed_tables(content: bytes) -> dict[str, LooseTable] | None:
    """The tables of a packed file that is no spreadsheet but has some attached; None for any other.

    Raises FaultsError.
    """
    from calculator.files.spreadsheets.ofd_invoices import is_ofd, ofd_tables

    return {table.name: table for table in ofd_tables(content)} if is_ofd(content) else None


def loose_tables(content: bytes, name: str) -> dict[str, LooseTable]:
    """The tables of such a file by their names; `name` is for one that has none. Raises FaultsError."""
    begin = content[:BEGIN]
    if is_page(begin):
        from calculator.files.spreadsheets.web_pages import page_tables as tables
    elif _first(begin) == b"<":
        from calculator.files.spreadsheets.xml_tables import xml_tables as tables
    else:
        from calculator.files.spreadsheets.json_tables import json_tables as tables
    return {table.name: table for table in tables(content, name)}


def _first(begin: bytes) -> bytes:
    return begin.replace(b"\x00", b"").lstrip(_BLANK)[:1]
