"""A document from the first edit to the last, and what a crash left of it."""

import stat
import sys
from pathlib import Path

import pytest
from commands import run
from documents import MEANS, NoNewFile, NoNewFiles, WatchedDisk, case_after, codes, crashed, made, names, reopened, told
from statements import LIBRARY

from calculator.case.case_json import read_case, write_case
from calculator.files.documents.opening import (
    create_document,
    create_own,
    open_document,
    reload,
)
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gjs"


# ---- the ordinary way


def test_edits_are_kept_without_saving(path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    document.record("two", case_after(2))
    assert document.saved
    assert names(path.parent) == ["a.gjs", "a.gjs.journal", "a.gjs.lock"]
    document.close()
    assert names(path.parent) == ["a.gjs", "a.gjs.bak"]
    again = open_document(path, MEANS)
    assert again.case == case_after(2)
    assert (again.recovered, again.notices) == ((), ())
    again.close()
    assert read_case((path.parent / "a.gjs.bak").read_bytes(), LIBRARY) == case_after(0)


def test_compute_reads_a_document(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    made(path, edits=9).close()
    assert run(capfdbinary, "compute", str(path)).status == 0


def test_who_only_looks_changes_nothing(path: Path) -> None:
    path.write_text(write_case(case_after(9)), "utf-8")  # every field, as the contract shows it
    before = path.read_bytes(), path.stat().st_mtime_ns
    open_document(path, MEANS).close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names(path.parent) == ["a.gjs"]


def test_what_comes_back_to_the_file_s_own_state_writes_no_file(path: Path) -> None:
    document = made(path)
    before = path.stat().st_mtime_ns
    document.record("one", case_after(1))
    document.record("undo", case_after(0))
    document.close()
    assert path.stat().st_mtime_ns == before
    assert open_document(path, MEANS).case == case_after(0)


def test_a_long_journal_becomes_a_new_file(path: Path) -> None:
    document = made(path)
    journal = path.parent / "a.gjs.journal"
    sizes, edits = [0], 0
    while edits == 0 or (journal.exists() and edits < 5000):
        edits += 1
        document.record("edit", case_after(edits % 8))
        sizes.append(journal.stat().st_size if journal.exists() else 0)
    assert 900 < edits < 1100
    assert max(sizes) < 1 << 20
    assert read_case(path.read_bytes(), LIBRARY) == document.case
    document.close()


def test_where_the_file_cannot_be_written_anew_the_journal_grows(path: Path) -> None:
    made(path).close()
    document = open_document(path, OpeningContext(LIBRARY, NoNewFile()))
    for edits in range(1, 1101):
        document.record("edit", case_after(edits % 8))
    with pytest.raises(FaultsError) as refused:
        document.close()
    assert codes(refused) == ["disk_full"]
    document.leave()
    assert open_document(path, MEANS).case == case_after(1100 % 8)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_only_the_owner_can_read_anything(tmp_path: Path) -> None:
    folder = tmp_path / "person" / "data"
    modes: dict[str, int] = {}

    def watch(_call: str) -> None:
        for path in folder.iterdir() if folder.exists() else ():
            modes[path.name] = stat.S_IMODE(path.stat().st_mode)

    context = OpeningContext(LIBRARY, WatchedDisk(watch))
    document = create_own(folder, case_after(0), context)
    document.record("one", case_after(1))
    document.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(modes) >= 6  # with the files that were being written
    assert set(modes.values()) == {0o600}


def test_an_own_household_takes_no_name_of_which_something_is_left(tmp_path: Path) -> None:
    first = create_own(tmp_path / "data", case_after(0), MEANS)
    first.record("one", case_after(1))
    first.close()
    assert names(first.path.parent) == ["household.gjs", "household.gjs.bak"]
    second = create_own(tmp_path / "data", case_after(2), MEANS)
    second.close()
    assert second.path.name == "household-2.gjs"
    first.path.unlink()
    third = create_own(tmp_path / "data", case_after(3), MEANS)
    third.close()
    assert third.path.name == "household-3.gjs"
    assert read_case((tmp_path / "data" / "household.gjs.bak").read_bytes(), LIBRARY) == case_after(0)


# ---- crashes


def test_what_a_crash_left_is_recovered_and_told(path: Path) -> None:
    made(path).close()
    crashed(path, 1, 2, 3)
    document = open_document(path, MEANS)
    assert document.case == case_after(3)
    assert document.recovered == ("edit 1", "edit 2", "edit 3")
    assert told(document) == ["recovered_edits"]
    assert document.saved
    assert not (path.parent / "a.gjs.journal").exists()
    (path.parent / "a.gjs.lock").unlink()
    assert open_document(path, MEANS).recovered == ()  # told once


def test_a_reader_sees_what_is_in_the_journal_and_touches_nothing(path: Path) -> None:
    writer = made(path)
    writer.record("one", case_after(1))
    before = names(path.parent)
    reader = open_document(path, MEANS)
    assert reader.case == case_after(1)
    assert reader.read_only
    assert (reader.recovered, reader.notices) == ((), ())
    writer.record("two", case_after(2))
    reader.close()
    assert names(path.parent) == before
    assert reload(reader, MEANS).case == case_after(2)
    writer.close()
    taken = reload(reader, MEANS)
    assert not taken.read_only
    taken.close()


def test_a_journal_of_another_file_is_kept_as_a_document(path: Path) -> None:
    made(path).close()
    crashed(path, 1, 2)
    path.write_bytes(write_case(case_after(9)).encode())
    document = open_document(path, MEANS)
    assert document.case == case_after(9)
    assert told(document) == ["own_version_kept"]
    document.close()
    (kept,) = (name for name in names(path.parent) if name not in ("a.gjs", "a.gjs.bak"))
    assert kept == document.notices[0].figures["file"]
    assert open_document(path.parent / kept, MEANS).case == case_after(2)


def test_a_journal_that_tells_nothing_without_its_file_is_kept_as_it_is(path: Path) -> None:
    context = OpeningContext(LIBRARY, whole_rows=0)
    document = create_document(path, case_after(8), context)
    document.record("one", document.case.model_copy(update={"visits": document.case.visits[:3]}))
    journal = (path.parent / "a.gjs.journal").read_bytes()
    path.write_bytes(write_case(case_after(9)).encode())
    after = reopened(path)
    assert told(after) == ["journal_aside"]
    assert (path.parent / str(after.notices[0].figures["file"])).read_bytes() == journal


def test_a_journal_damaged_in_its_middle_is_used_as_far_as_it_goes_and_kept(path: Path) -> None:
    made(path).close()
    crashed(path, 1, 2, 3)
    journal = path.parent / "a.gjs.journal"
    content = journal.read_bytes()
    broken = content.replace(b'"edit 2"', b'"edit X"')
    journal.write_bytes(broken)
    document = open_document(path, MEANS)
    assert document.case == case_after(1)
    assert told(document) == ["recovered_edits", "journal_damaged"]
    assert (path.parent / str(document.notices[1].figures["file"])).read_bytes() == broken
    document.record("edit", case_after(4))
    assert reopened(path).case == case_after(4)


def test_an_edit_goes_behind_what_a_crash_tore_off(path: Path) -> None:
    made(path).close()
    crashed(path, 1)
    journal = path.parent / "a.gjs.journal"
    journal.write_bytes(journal.read_bytes() + b"0badbeef {" + b"x" * 5000)
    # No room for a new file, so that the journal is gone on with.
    document = open_document(path, OpeningContext(LIBRARY, NoNewFiles()))
    assert document.case == case_after(1)
    document.record("edit", case_after(2))
    assert reopened(path).case == case_after(2)
