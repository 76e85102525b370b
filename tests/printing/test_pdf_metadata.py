"""What is put into a PDF of Qt's: language, day, letters; and that nothing else of it changes."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from calculator.printing.pdf_metadata import mended

DAY = date(2024, 1, 15)
STREAM = b"endobj 9 0 obj endstream"
"""Bytes that look like the end of an object, as those of a compressed stream may."""


def pdf(*objects: bytes) -> bytes:
    whole, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return whole + b"trailer\n<<\n/Size 9\n/Info 1 0 R\n/Root 2 0 R\n>>\nstartxref\n%d\n%%%%EOF\n" % start


WHOLE = pdf(
    b"<<\n/Title (x)\n/Author (somebody)\n/CreationDate (D:20261122023826Z)\n/ModDate (D:20261122023826Z)\n>>",
    b"<<\n/Type /Catalog\n/Pages 4 0 R\n/Metadata 3 0 R\n>>",
    b"<<\n/Length 5\n>>\nstream\nhello\nendstream",
    b"<< /Type /Pages /Count 1 /Kids [ 8 0 R ] >>",
    b"<<\n/Length 6 0 R\n>>\nstream\n" + STREAM + b"\nendstream",
    b"%d" % len(STREAM),
    b"<< /Length 69 >>\nstream\nbegincmap\n<0000> <FFFF>\n<0001> <0002> [<2F47> <0009> ]\nendcmap       \nendstream",
    b"<< /Type /Page /Parent 4 0 R /Contents 5 0 R /Resources << /Font << /F1 9 0 R >> >> >>",
    b"<< /Type /Font /ToUnicode 7 0 R >>",
)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def page_of(content: bytes) -> Any:
    return read(content).pages[0]


def table_of(content: bytes) -> Any:
    return page_of(content)["/Resources"]["/Font"]["/F1"]["/ToUnicode"].get_data()


def test_language_day_and_letters_are_put_in() -> None:
    made = mended(WHOLE, "title & more", "zh", DAY, {0x2F47: ord("日"), 0x09: 0x20})
    root: Any = read(made).root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert read(made).metadata == {"/Title": "x", "/CreationDate": "D:20240115", "/ModDate": "D:20240115"}
    assert b"title &amp; more" in root["/Metadata"].get_data()
    assert b"[<65E5> <0020> ]" in table_of(made)
    assert b"<0000> <FFFF>" in table_of(made)


def test_a_page_stays_as_it_was() -> None:
    made = mended(WHOLE, "title", "en", DAY, {})
    assert page_of(made)["/Contents"].get_data() == STREAM
    assert table_of(made) == table_of(WHOLE)


def test_neither_a_name_nor_the_clock_is_left() -> None:
    made = mended(WHOLE, "title", "en", DAY, {})
    assert b"20261122" not in made
    assert b"somebody" not in made


def test_the_same_gives_the_same_and_can_be_mended_again() -> None:
    once = mended(WHOLE, "title", "zh", DAY, {})
    assert once == mended(WHOLE.replace(b"20261122", b"20261130"), "title", "zh", DAY, {})
    assert b"/ID" in once
    assert mended(once, "title", "en", DAY, {}).count(b"%%EOF") == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"hello", WHOLE.replace(b"/Metadata", b"/Somethin")])
def test_what_qt_does_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        mended(content, "title", "zh", DAY, {})
