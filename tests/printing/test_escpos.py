"""Slips as ESC/POS: what a receipt printer would put on its paper, read back from the bytes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hall import hall_of
from PySide6.QtGui import QImage
from statements import WORDINGS

from calculator.ground.faults import FaultsError
from calculator.kiosk.operator.proof_slip import print_proof
from calculator.printing.escpos import escpos, print_raw
from calculator.printing.paper import SLIPS, Paper
from calculator.printing.sheet_writer import Run, Writer


def slip(width: int, *lines: str) -> Paper:
    writer = Writer(SLIPS[width])
    for line in lines:
        writer.paragraph(Run(line, 12))
    return Paper([writer.slip()], WORDINGS["zh"], "slip")


def strips(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The width in dots and the rows of each picture of a slip, which is begun, fed and cut."""
    assert content.startswith(b"\x1b@")
    assert content.endswith(b"\x1bd\x04\x1dVB\x00")
    rest = content[2:-7]
    while rest:
        assert rest[:4] == b"\x1dv0\x00"
        across, rows = rest[4] | rest[5] << 8, rest[6] | rest[7] << 8
        yield across * 8, rest[8 : 8 + across * rows]
        rest = rest[8 + across * rows :]


@pytest.mark.parametrize(("width", "dots"), [(80, 576), (58, 384)])
def test_a_slip_is_as_wide_as_the_printer_reaches(qapp: object, width: int, dots: int) -> None:
    found = list(strips(escpos(slip(width, "统筹基金付 ¥588.00", "自己付 ¥892.00"))))
    assert {wide for wide, _rows in found} == {dots}
    rows = b"".join(rows for _wide, rows in found)
    ink = sum(byte.bit_count() for byte in rows)
    assert 500 < ink < 8 * len(rows) / 5, "letters on white paper"


def test_what_is_painted_is_what_is_printed(qapp: object) -> None:
    ((dots, _rows), *_others) = found = list(strips(escpos(slip(80, "0123456789"))))
    rows = b"".join(rows for _wide, rows in found)
    image = QImage(rows, dots, len(rows) * 8 // dots, dots // 8, QImage.Format.Format_Mono)
    columns = {x for x in range(dots) for y in range(image.height()) if image.pixelIndex(x, y)}
    assert min(columns) < 40, "it begins at the left, where the printer begins"
    assert max(columns) < dots / 2
    assert len(list(strips(escpos(slip(80, *["一行"] * 40))))) > 3, "a long slip goes in strips"


def test_it_is_given_to_the_queue_as_it_is(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat > {tmp_path}/given\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    paper = slip(80, "588.00")
    print_raw(paper, "slips")
    assert (tmp_path / "asked").read_text() == "-d slips -o raw -t gongjisuan -\n"
    assert (tmp_path / "given").read_bytes() == escpos(paper)
    settings = hall_of("rizhao", paper={"slip_raw": True, "slip_width": 58}).paper
    print_proof(WORDINGS["zh"], settings, date(2026, 3, 1))
    assert (tmp_path / "asked").read_text() == "-o raw -t gongjisuan -\n"
    assert {wide for wide, _rows in strips((tmp_path / "given").read_bytes())} == {384}
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(FaultsError) as caught:
        print_raw(paper, "slips")
    assert [fault.code for fault in caught.value.faults] == ["printer_refused"]
    program.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FaultsError) as caught:
        print_raw(paper, "slips")
    assert [fault.code for fault in caught.value.faults] == ["no_printer"]
