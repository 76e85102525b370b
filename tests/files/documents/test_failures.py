"""Whatever call of the disk fails, and wherever a process or the power goes: every saved edit is there afterwards."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import (
    FailingDisk,
    Stopped,
    StoppingDisk,
    case_after,
    edits_in,
)
from statements import LIBRARY
from survival import FAULTS, MOST_CALLS, disk_faults, ends, numbered, power_cuts

from calculator.files.documents.opening import create_document, open_backup, open_document, save_as
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError


@pytest.mark.parametrize(("error", "times", "whole_rows"), FAULTS)
def test_every_call_fails_in_turn(tmp_path: Path, error: int, times: int, whole_rows: int) -> None:
    calls = disk_faults(tmp_path, error, times, whole_rows)
    assert set(calls) >= {
        "create",
        "open",
        "write",
        "fsync",
        "close",
        "rename",
        "unlink",
        "sync_folder",
        "stat",
        "read",
    }


def test_a_process_ends_at_every_call(tmp_path: Path) -> None:
    assert ends(tmp_path) > 50


@pytest.mark.parametrize("whole_rows", [0, 300])
def test_the_power_goes_at_every_call(tmp_path: Path, whole_rows: int) -> None:
    assert power_cuts(tmp_path, whole_rows) > 50


def _create(path: Path, context: OpeningContext) -> None:
    create_document(path.with_name("b.gjs"), case_after(5), context).close()


def _save_as(path: Path, context: OpeningContext) -> None:
    save_as(open_document(path, context, take_over=True), path.with_name("b.gjs"), context).close()


def _overwrite(path: Path, context: OpeningContext) -> None:
    document = open_document(path, context, take_over=True)
    path.write_bytes(b"something else")
    document.case = case_after(5)
    document.checkpoint(overwrite=True)


def _open_backup(path: Path, context: OpeningContext) -> None:
    path.with_name("a.gjs.bak").write_bytes(path.read_bytes())
    path.write_bytes(b"damaged")
    open_backup(path, context).close()


def _migrate(path: Path, context: OpeningContext) -> None:
    path.write_bytes(path.read_bytes().replace(b"case/1", b"case/0"))
    open_document(path, context, take_over=True).close()


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "format": "gongjisuan-case/1"}


@pytest.mark.parametrize("step", [_create, _save_as, _overwrite, _open_backup, _migrate])
@pytest.mark.parametrize("kind", ["fails", "ends"])
def test_whatever_is_done_with_a_document_something_whole_is_left(
    tmp_path: Path, step: Callable[[Path, OpeningContext], None], kind: str
) -> None:
    steps = {"gongjisuan-case/0": _present}
    for number, path in numbered(tmp_path):
        disk = FailingDisk(number, errno.ENOSPC, times=MOST_CALLS) if kind == "fails" else StoppingDisk(number)
        try:
            step(path, OpeningContext(LIBRARY, disk, steps=steps))
        except (FaultsError, Stopped):
            pass
        else:
            if not (isinstance(disk, FailingDisk) and disk.failed):
                break
        for name in ("a.gjs", "b.gjs"):
            _whole(path.with_name(name), OpeningContext(LIBRARY, steps=steps))
        assert path.exists() or path.with_name("a.gjs.bak").exists()


def _whole(path: Path, context: OpeningContext) -> None:
    """A document is there as it was before or after, or not at all; or what was there before is still the same."""
    if not path.exists() or path.read_bytes() in (b"something else", b"damaged"):
        return
    document = open_document(path, context, take_over=True)
    assert edits_in(document.case) in (0, 5)
    document.close()
