"""The names beside a document's own, and what a lock tells of this machine and its processes."""

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path

import pytest

from calculator.files.disk import Disk
from calculator.files.documents import processes
from calculator.files.documents.document_names import Places
from calculator.files.documents.processes import host_name, machine, start_of, user_name

NOON = datetime(2026, 5, 1, 12, 3, 4).astimezone()
LONGEST = 255


def test_a_free_name_bears_the_time_and_a_number_only_where_it_is_taken(tmp_path: Path) -> None:
    places, disk = Places(tmp_path / "a.gjs"), Disk()
    for expected in ("a.20260501-120304.gjs", "a.20260501-120304-2.gjs", "a.20260501-120304-3.gjs"):
        found = places.own_version(NOON, disk)
        assert found == tmp_path / expected
        found.write_bytes(b"")
    for expected in ("a.gjs.journal.20260501-120304", "a.gjs.journal.20260501-120304-2"):
        found = places.aside(places.journal, NOON, disk)
        assert found == tmp_path / expected
        found.write_bytes(b"")


@pytest.mark.parametrize("stem", ["a" * 251, "户" * 83, "a" * 240])
def test_the_longest_name_leaves_room_for_all_that_goes_with_it(tmp_path: Path, stem: str) -> None:
    places, disk = Places(tmp_path / f"{stem}.gjs"), Disk()
    beside = [places.journal, places.lock, places.backup, places.fresh, places.fresh_backup, places.fresh_journal]
    beside += [places.fresh_lock, places.own_version(NOON, disk), places.aside(places.journal, NOON, disk)]
    assert len({path.name for path in beside}) == len(beside)
    for path in beside:
        assert len(os.fsencode(path.name)) <= LONGEST
        path.write_bytes(b"")  # the system takes it
        assert path.parent == tmp_path


@pytest.mark.parametrize(("length", "whole"), [(242, True), (243, True), (244, False)])
def test_a_name_is_cut_only_where_its_longest_ending_has_no_room(tmp_path: Path, length: int, whole: bool) -> None:
    """`.journal.new` takes twelve of 255."""
    name = "a" * (length - 4) + ".gjs"
    places = Places(tmp_path / name)
    assert (places.journal.name == f"{name}.journal") == whole
    # All of them begin alike, so that they stand together.
    stems = {path.name.removesuffix(end) for path, end in (
        (places.journal, ".journal"), (places.lock, ".lock"), (places.backup, ".bak"), (places.fresh, ".new"),
        (places.fresh_journal, ".journal.new"),
    )}  # fmt: skip
    assert len(stems) == 1


def test_a_copy_of_an_older_format_uses_all_the_room_there_is(tmp_path: Path) -> None:
    found = Places(tmp_path / f"{'a' * 251}.gjs").of_format("gongjisuan-case/0")
    assert len(found.name) == LONGEST
    assert found.name.endswith(".gongjisuan-case-0.bak")


def test_long_names_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    one, other = (Places(tmp_path / f"{'a' * 250}{end}.gjs") for end in "xy")
    assert one.journal != other.journal


@pytest.mark.parametrize(("platform", "kept"), [("linux", False), ("darwin", True), ("win32", True)])
def test_other_systems_count_characters_not_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, kept: bool
) -> None:
    """100 signs are 300 bytes and 100 units: with the endings there is room for all of them, or there is not."""
    name = f"{'户' * 100}.gjs"
    path = tmp_path / name
    monkeypatch.setattr(sys, "platform", platform)
    journal = Places(path).journal.name
    monkeypatch.undo()
    assert (journal == f"{name}.journal") == kept
    many = f"{'户' * 300}.gjs"
    monkeypatch.setattr(sys, "platform", platform)
    cut = Places(tmp_path / many).journal.name
    monkeypatch.undo()
    length = len(cut) if kept else len(os.fsencode(cut))
    assert 240 < length <= LONGEST


# ---- this machine


def _raise(error: Exception) -> object:
    def fail(*_given: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("error", [OSError(), KeyError("uid"), ImportError()])
def test_a_person_without_a_name_has_none(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(getpass, "getuser", _raise(error))
    assert user_name() == ""


def test_a_machine_is_called_as_its_system_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "win32":
        assert host_name() == os.uname().nodename
    monkeypatch.setenv("COMPUTERNAME", "办公室")
    monkeypatch.setattr(sys, "platform", "win32")
    assert host_name() == "办公室"
    monkeypatch.delenv("COMPUTERNAME")
    assert host_name() == ""


def test_a_machine_is_told_from_others_though_its_files_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    own = machine()
    assert own == machine()
    assert len(own) == 32
    for name in ("read_text", "readlink"):
        monkeypatch.setattr(Path, name, _raise(OSError()))
    unread = machine()
    assert len(unread) == 32
    monkeypatch.setattr(processes, "host_name", lambda: "another")
    assert machine() != unread


@pytest.mark.skipif(sys.platform != "linux", reason="the machine's number and its space of processes")
@pytest.mark.parametrize("name", ["read_text", "readlink"])
def test_the_machines_number_and_its_space_of_processes_are_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    own = machine()
    monkeypatch.setattr(Path, name, lambda *_given: "another")
    assert machine() != own


@pytest.mark.parametrize("pid", [0, -1, 1 << 31, 1 << 40])
def test_a_number_that_no_process_has_runs_nowhere(pid: int) -> None:
    assert start_of(pid) is None


def test_a_process_that_runs_has_a_beginning_of_its_own() -> None:
    own = start_of(os.getpid())
    assert own
    assert own == start_of(os.getpid())
    if sys.platform == "linux":
        boot, ticks = own.split()
        assert boot == Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        assert int(ticks) > 0
        assert own != start_of(1)


@pytest.mark.parametrize(("error", "said"), [("NoSuchProcess", None), ("AccessDenied", "")])
def test_a_process_that_cannot_be_looked_at_runs(monkeypatch: pytest.MonkeyPatch, error: str, said: str | None) -> None:
    import psutil

    monkeypatch.setattr(psutil, "Process", _raise(getattr(psutil, error)(7)))
    assert start_of(7) == said


@pytest.mark.parametrize(("status", "runs"), [("zombie", False), ("dead", False), ("sleeping", True)])
def test_a_process_that_ended_does_not_run(monkeypatch: pytest.MonkeyPatch, status: str, runs: bool) -> None:
    import psutil

    monkeypatch.setattr(psutil.Process, "status", lambda _process: status)
    assert (start_of(os.getpid()) is not None) == runs


def test_elsewhere_a_beginning_is_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    began = psutil.Process().create_time()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert start_of(os.getpid()) == f"{began:.2f}"
