"""Taking a PDF apart and putting it together again."""

import re
from datetime import date

import pytest

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
    b"<<\n/Title (x)\n/Author ()\n/CreationDate (D:20261122023826Z)\n/ModDate (D:20261122023826Z)\n>>",
    b"<<\n/Type /Catalog\n/Pages 4 0 R\n/Metadata 3 0 R\n>>",
    b"<<\n/Length 5\n>>\nstream\nhello\nendstream",
    b"<< /Type /Pages >>",
    b"<<\n/Length 6 0 R\n>>\nstream\n" + STREAM + b"\nendstream",
    b"%d" % len(STREAM),
    b"<< /Length 70 >>\nstream\nbegincmap\n<0000> <FFFF>\n<0001> <0002> [<2F47> <0009> ]\nendcmap\nendstream",
)


def test_language_day_and_letters_are_put_in() -> None:
    made = mended(WHOLE, "title & more", "zh", DAY, {0x2F47: ord("日"), 0x09: 0x20})
    assert b"/Lang (zh-CN)" in made
    assert b"/Author" not in made
    assert made.count(b"(D:20240115)") == 2
    assert b"[<65E5> <0020> ]" in made
    assert b"<0000> <FFFF>" in made
    assert b"title &amp; more" in made
    assert STREAM in made


def test_every_object_is_where_the_table_has_it() -> None:
    made = mended(WHOLE, "title", "en", DAY, {})
    start = int(re.findall(rb"startxref\s+(\d+)", made)[-1])
    assert made.startswith(b"xref\n0 8\n", start)
    entries = re.findall(rb"(\d{10}) 00000 n ", made[start:])
    assert [made[int(entry) :].split(b" ", 1)[0] for entry in entries] == [b"%d" % number for number in range(1, 8)]


def test_the_same_gives_the_same_and_can_be_mended_again() -> None:
    once = mended(WHOLE, "title", "zh", DAY, {})
    assert once == mended(WHOLE, "title", "zh", DAY, {})
    assert mended(once, "title", "en", DAY, {}).count(b"%%EOF") == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", WHOLE[:-20], WHOLE.replace(b"5 0 obj", b"5 0 obX")])
def test_what_qt_does_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        mended(content, "title", "zh", DAY, {})
