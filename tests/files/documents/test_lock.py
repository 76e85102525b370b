"""One writer at a time, whichever window, process or machine the other one is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from documents import MEANS, case_after, made
from statements import WORDINGS

from calculator.files.disk import Disk
from calculator.files.documents.lock import Holder, Lock, take
from calculator.files.documents.opening import open_document
from calculator.files.documents.processes import start_of
from calculator.ground.faults import FaultsError

TESTS = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from calculator.files.disk import Disk
from calculator.files.documents.lock import take
print(type(take(Disk(), Path(sys.argv[1]))).__name__, flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that takes a lock and keeps it."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    command = [sys.executable, "-c", HOLD, str(lock)]
    pipes = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipes, stdout=pipes, env=environment, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Lock\n"
        try:
            yield process
        finally:
            process.kill()


def rewritten(lock: Path, **fields: Any) -> None:
    data = json.loads(lock.read_bytes())
    lock.write_text(json.dumps({**data, **fields}))


def taken(path: Path, *, take_over: bool = False) -> Lock:
    lock = take(Disk(), path, take_over=take_over)
    assert isinstance(lock, Lock)
    return lock


def held(path: Path) -> Holder:
    holder = take(Disk(), path)
    assert isinstance(holder, Holder)
    return holder


def test_a_second_window_opens_read_only_and_says_so(tmp_path: Path) -> None:
    first = made(tmp_path / "a.gjs")
    second = open_document(tmp_path / "a.gjs", MEANS)
    assert second.read_only
    assert second.holder is not None
    assert second.holder.where == "this program"
    with pytest.raises(FaultsError) as refused:
        second.record("edit", case_after(1))
    assert [fault.code for fault in refused.value.faults] == ["held_here"]
    assert second.case is case_after(1)  # what was typed is kept
    assert not second.saved
    second.leave()
    first.close()
    assert not (tmp_path / "a.gjs.lock").exists()
    assert not open_document(tmp_path / "a.gjs", MEANS).read_only


def test_a_document_is_one_however_it_is_named(tmp_path: Path) -> None:
    first = made(tmp_path / "a.gjs")
    (tmp_path / "link.gjs").symlink_to(tmp_path / "a.gjs")
    assert open_document(tmp_path / "link.gjs", MEANS).read_only
    first.close()
    through = open_document(tmp_path / "link.gjs", MEANS)
    through.record("edit", case_after(1))
    through.close()
    assert (tmp_path / "link.gjs").is_symlink()
    assert open_document(tmp_path / "a.gjs", MEANS).case == case_after(1)


def test_a_process_that_lives_is_respected_and_a_dead_one_is_not(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holding(lock) as process:
        holder = held(lock)
        assert (holder.where, holder.pid) == ("this computer", process.pid)
        assert holder.since is not None
        sentence = WORDINGS["zh"].fault(holder.fault())
        assert f"{holder.since:%Y-%m-%d %H:%M}" in sentence
        process.kill()
        process.wait()
        taken(lock).release()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no processes that ended and have not been collected")
def test_a_process_that_ended_holds_nothing_though_nobody_collected_it(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holding(lock) as process:
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        taken(lock)


def test_another_process_of_the_same_number_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    taken(lock)
    assert held(lock).where == "this program"
    rewritten(lock, start="an earlier time")
    taken(lock)


def test_another_machine_is_respected_until_the_person_says_otherwise(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    first = taken(lock)
    assert first.other() is None
    since = datetime(2024, 3, 5, 14, 20, tzinfo=UTC)
    rewritten(lock, machine="another", host="库房", user="王芳", since=since.isoformat())
    holder = held(lock)
    assert (holder.where, holder.host, holder.user, holder.since) == ("elsewhere", "库房", "王芳", since)
    for language, wording in WORDINGS.items():
        sentence = wording.fault(holder.fault())
        assert all(word in sentence for word in ("库房", "王芳", "2024-03-05")), language
    second = taken(lock, take_over=True)
    assert second.other() is None
    assert first.other() is not None


def test_who_lost_the_lock_writes_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    first = made(path)
    first.record("edit", case_after(1))
    second = open_document(path, MEANS, take_over=True)
    assert second.case == case_after(1)
    second.record("edit", case_after(2))
    with pytest.raises(FaultsError):
        first.record("edit", case_after(3))
    assert first.read_only
    with pytest.raises(FaultsError):
        first.close()
    first.leave()
    second.close()
    assert open_document(path, MEANS).case == case_after(2)


def test_a_lock_that_somebody_removed_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    document = made(path)
    (tmp_path / "a.gjs.lock").unlink()
    document.record("edit", case_after(1))
    assert open_document(path, MEANS).read_only
    document.close()


@pytest.mark.parametrize("content", [b"", b"{", b"\0" * 2048, b"[]", b'{"pid": "1"}', b"[" * 100_000])
def test_a_lock_that_a_crash_left_half_written_is_taken_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    taken(tmp_path / "lock").release()
    assert not (tmp_path / "lock").exists()


def test_who_runs_and_who_does_not() -> None:
    own = start_of(os.getpid())
    assert own
    assert own == start_of(os.getpid())
    assert start_of(0) is None
    assert start_of(-1) is None
    assert start_of(1 << 40) is None
