"""Slips for a receipt printer without a driver: pictures in ESC/POS, for a queue that sends them as they are."""

import shutil
from collections.abc import Iterator

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QImage, QPainter

from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.printing.paper import DPI, Form, Paper
from calculator.printing.pdf_letters import require_chinese_font

_A_MILLIMETRE = 8
"""Such printers have 203 dots to an inch."""
_STRIP = 128
"""So many rows a command; small printers have little memory."""
_BEGIN, _FEED_AND_CUT = b"\x1b@", b"\x1bd\x04\x1dVB\x00"
_LIGHT = 160
"""What is darker than this of 255 is printed."""
_PATIENCE = 1200
"""Milliseconds; the terminal's guardian takes a longer silence for a hang."""


def escpos(paper: Paper) -> bytes:
    """The pages as the printer takes them, each cut off."""
    return b"".join(_page(paper, page) for page in range(paper.pages))


def print_raw(paper: Paper, queue: str) -> None:
    """Give the pages to a queue without a driver, the system's usual one where it is not named.

    Raises FaultsError where it does not take them, or no font has Chinese characters.
    """
    require_chinese_font()
    program = shutil.which("lp")
    if program is None:
        raise FaultsError([Fault("", "no_printer", {"found": quoted(queue)})])
    giving = QProcess()
    giving.start(program, [*(["-d", queue] if queue else []), "-o", "raw", "-t", "gongjisuan", "-"])
    giving.write(escpos(paper))
    giving.closeWriteChannel()
    if not giving.waitForFinished(_PATIENCE) or giving.exitCode():
        giving.kill()
        giving.waitForFinished(_PATIENCE)
        raise FaultsError([Fault("", "printer_refused", {"found": quoted(queue)})])


def _page(paper: Paper, page: int) -> bytes:
    image = _picture(paper, page)
    return _BEGIN + b"".join(_strips(image)) + _FEED_AND_CUT


def _picture(paper: Paper, page: int) -> QImage:
    """A page in black and white, a bit a dot, without the margins that the printer cannot reach."""
    form: Form = paper.form(page)
    wide = round((form.width - 2 * form.side) * _A_MILLIMETRE) // 8 * 8
    image = QImage(wide, round(form.height * _A_MILLIMETRE), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    scale = _A_MILLIMETRE * 25.4 / DPI
    painter.translate(-form.side * _A_MILLIMETRE, 0)
    painter.scale(scale, scale)
    paper.paint(painter, page)
    painter.end()
    return image


def _strips(image: QImage) -> Iterator[bytes]:
    wide, high, line = image.width(), image.height(), image.bytesPerLine()
    grey = bytes(image.constBits())
    for top in range(0, high, _STRIP):
        rows = min(_STRIP, high - top)
        dots = bytearray()
        for row in range(top, top + rows):
            shades = grey[row * line : row * line + wide]
            for place in range(0, wide, 8):
                byte = 0
                for shade in shades[place : place + 8]:
                    byte = byte << 1 | (shade < _LIGHT)
                dots.append(byte)
        across = wide // 8
        yield b"\x1dv0\x00" + bytes((across & 255, across >> 8, rows & 255, rows >> 8)) + dots
