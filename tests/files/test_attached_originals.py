"""Originals that a person attaches: copies for their owner only, no link followed, nothing else taken in."""

import io
import os
import stat
import sys
import zlib
from pathlib import Path

import pytest
from pdf_files import printed
from pypdf import PdfReader, PdfWriter
from pytestqt.qtbot import QtBot

from calculator.files.attached_originals import FOLDER, LIMITS, Attachments, Kind
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work
from calculator.words.wording import Wording

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
TEXT = "二、主要措施\n（二）普通门诊统筹\n"
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own there")


@pytest.fixture
def attachments(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "data")


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def code(attachments: Attachments, chosen: Path) -> str:
    """The code with which a file is refused; nothing is attached then."""
    with pytest.raises(FaultsError) as caught:
        attachments.attach("rizhao", "notice", chosen)
    assert attachments.find("rizhao", "notice") is None
    (fault,) = caught.value.faults
    assert Wording("zh").fault(fault)
    return fault.code


def test_a_copy_is_kept_for_its_owner_only(attachments: Attachments, tmp_path: Path) -> None:
    chosen = file(tmp_path, "通知 原文.PDF", PDF)
    made = attachments.attach("rizhao", "notice", chosen)
    chosen.unlink()
    assert attachments.find("rizhao", "notice") == made
    assert (made.kind, made.path.read_bytes()) == ("pdf", PDF)
    if sys.platform != "win32":
        for part in (made.path, made.path.parent, made.path.parent.parent):
            assert stat.S_IMODE(part.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_the_usual_encodings(attachments: Attachments, tmp_path: Path, encoding: str) -> None:
    made = attachments.attach("xian", "draft", file(tmp_path, "a.txt", TEXT.replace("\n", "\r\n").encode(encoding)))
    assert attachments.text(made) == TEXT


def test_another_file_takes_the_place_of_the_first_whatever_its_kind(attachments: Attachments, tmp_path: Path) -> None:
    attachments.attach("rizhao", "notice", file(tmp_path, "a.pdf", PDF))
    made = attachments.attach("rizhao", "notice", file(tmp_path, "a.txt", TEXT.encode()))
    assert attachments.find("rizhao", "notice") == made
    assert [path.suffix for path in made.path.parent.iterdir()] == [".txt"]


def test_sources_and_regions_are_kept_apart(attachments: Attachments, tmp_path: Path) -> None:
    attachments.attach("erenhot", "plan", file(tmp_path, "a.pdf", PDF))
    assert attachments.find("erenhot", "interpretation") is None
    assert attachments.find("rizhao", "plan") is None


def test_a_copy_is_removed_and_the_own_file_stays(attachments: Attachments, tmp_path: Path) -> None:
    chosen = file(tmp_path, "a.pdf", PDF)
    attachments.attach("rizhao", "notice", chosen)
    attachments.remove("rizhao", "notice")
    attachments.remove("rizhao", "notice")
    assert attachments.find("rizhao", "notice") is None
    assert chosen.exists()


# ---- what is refused


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", b"PK", "not_pdf_or_text"),
        ("a", PDF, "not_pdf_or_text"),
        ("a.pdf", b"#!/bin/sh\n", "not_a_pdf"),
        ("a.pdf", b"", "not_a_pdf"),
        ("a.txt", b"\x00\x01\x02", "not_plain_text"),
        ("a.txt", b"\xff\xfe\x00\xd8", "not_plain_text"),
    ],
)
def test_what_is_no_document_is_refused(
    attachments: Attachments, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    assert code(attachments, file(tmp_path, name, content)) == expected


@pytest.mark.parametrize("kind", LIMITS)
def test_a_large_file_is_refused_by_its_size(attachments: Attachments, tmp_path: Path, kind: Kind) -> None:
    large = tmp_path / f"a.{kind}"
    with large.open("wb") as opened:
        opened.truncate(LIMITS[kind] + 1)
    assert code(attachments, large) == "too_large"


def test_what_is_no_file_is_refused(attachments: Attachments, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    assert code(attachments, tmp_path / "a.pdf") == "is_a_folder"
    assert code(attachments, tmp_path / "none.pdf") == "no_such_file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        assert code(attachments, tmp_path / "pipe.txt") == "not_a_file"


@needs_links
def test_a_link_is_refused(attachments: Attachments, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(file(tmp_path, "b.pdf", PDF))
    assert code(attachments, tmp_path / "a.pdf") == "is_a_link"


@needs_links
@pytest.mark.parametrize("depth", [1, 2])
def test_nothing_is_written_through_a_link(attachments: Attachments, tmp_path: Path, depth: int) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path.joinpath("data", *[FOLDER, "of-rizhao"][:depth])
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    assert code(attachments, file(tmp_path, "a.pdf", PDF)) == "is_a_link"
    assert not list(elsewhere.iterdir())


@needs_links
def test_a_link_in_our_folder_is_not_taken_for_a_copy(attachments: Attachments, tmp_path: Path) -> None:
    made = attachments.attach("rizhao", "notice", file(tmp_path, "a.txt", TEXT.encode()))
    made.path.unlink()
    made.path.symlink_to(file(tmp_path, "secret.txt", b"secret"))
    assert attachments.find("rizhao", "notice") is None
    with pytest.raises(FaultsError):
        attachments.text(made)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that may not be written")
def test_a_folder_that_may_not_be_written_is_said(attachments: Attachments, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    assert code(attachments, file(tmp_path, "a.pdf", PDF)) == "may_not_write"


def test_a_region_called_like_a_device_is_no_device(attachments: Attachments, tmp_path: Path) -> None:
    made = attachments.attach("con", "nul", file(tmp_path, "a.pdf", PDF))
    assert (made.path.parent.name, made.path.name) == ("of-con", "of-nul.pdf")


@pytest.mark.parametrize("name", ["..", "a/b", "a\\b", "", "A", "a" * 65])
def test_what_is_no_id_is_no_folder(attachments: Attachments, tmp_path: Path, name: str) -> None:
    chosen = file(tmp_path, "a.pdf", PDF)
    for pack, source in ((name, "notice"), ("rizhao", name)):
        with pytest.raises(ValueError, match="no id"):
            attachments.attach(pack, source, chosen)
    assert not (tmp_path / "data").exists()


def encrypted(content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_read_page_by_page(attachments: Attachments, tmp_path: Path, qtbot: QtBot) -> None:
    content = printed(TEXT, "", "三、附则")
    made = attachments.attach("rizhao", "notice", file(tmp_path, "a.pdf", content))
    first, scanned, last = attachments.pages(made, Work())
    assert [line.strip() for line in first.splitlines()] == TEXT.splitlines()
    assert (scanned.strip(), last.strip()) == ("", "三、附则")


@pytest.mark.parametrize("kind", ["locked", "empty", "deep", "bomb"])
def test_a_pdf_that_cannot_be_read_says_why(attachments: Attachments, tmp_path: Path, qtbot: QtBot, kind: str) -> None:
    whole = printed(TEXT)
    packed = zlib.compress(bytes(150 << 20), 1) if kind == "bomb" else b""
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>/MediaBox[0 0 9 9]>>"
    content = {
        "locked": encrypted(whole),
        "empty": PDF,
        # Objects one within the other, deeper than anybody reads.
        "deep": whole.replace(b"/Type /Catalog", b"/A " + b"[" * 100_000 + b"]" * 100_000),
        "bomb": b"%PDF-1.7\n"
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        b"3 0 obj " + page + b" endobj\n"
        b"4 0 obj <</Filter/FlateDecode/Length %d>> stream\n" % len(packed) + packed + b"\nendstream endobj\n"
        b"trailer <</Root 1 0 R/Size 5>>\n%%EOF\n",
    }[kind]
    made = attachments.attach("rizhao", "notice", file(tmp_path, "a.pdf", content))
    with pytest.raises(FaultsError) as caught:
        attachments.pages(made, Work())
    (fault,) = caught.value.faults
    assert fault.code in (["sheet_locked"] if kind == "locked" else ["sheet_damaged", "sheet_broke_off"])
