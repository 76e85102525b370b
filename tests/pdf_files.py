"""PDFs made for tests, and what poppler's tools say of one; tests that ask them are skipped where there are none."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def _tool(name: str, *arguments: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} of poppler-utils is not installed")
    return subprocess.run([name, *arguments], capture_output=True, check=True, timeout=60).stdout.decode("utf-8")


def text_of(pdf: Path, *, layout: bool = False) -> str:
    """The text of all pages, which end with form feeds."""
    return _tool("pdftotext", *(["-layout"] if layout else []), "-enc", "UTF-8", str(pdf), "-")


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    return text_of(pdf).split("\f")[:-1]


def info_of(pdf: Path) -> dict[str, str]:
    """Title, pages, page size and so on, the size of each page as `Page 1 size`."""
    said = _tool("pdfinfo", "-f", "1", "-l", "9999", str(pdf))
    lines = (line.split(":", 1) for line in said.splitlines() if ":" in line)
    return {" ".join(name.split()): value.strip() for name, value in lines}


def fonts_of(pdf: Path) -> list[dict[str, str]]:
    """Each font: its name, and whether it is embedded and can be told back as text."""
    rows = _tool("pdffonts", str(pdf)).splitlines()[2:]
    found = (re.fullmatch(r"(\S+) +.*? (yes|no) +(yes|no) +(yes|no) +\d+ +\d+ *", row) for row in rows)
    return [{"name": one[1], "embedded": one[2], "unicode": one[4]} for one in found if one is not None]


def size_in_mm(said: str) -> tuple[float, float]:
    """`595 x 842 pts (A4)` in millimetres."""
    across, down = re.findall(r"[\d.]+", said)[:2]
    return float(across) * 25.4 / 72, float(down) * 25.4 / 72


def printed(*pages: str) -> bytes:
    """A PDF with a text on each page, as a program prints one; there must be an application that draws."""
    from PySide6.QtCore import QBuffer, QRectF
    from PySide6.QtGui import QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    for place, page in enumerate(pages):
        if place:
            writer.newPage()
        painter.drawText(QRectF(0, 0, writer.width(), writer.height()), page)
    painter.end()
    return bytes(buffer.data().data())
