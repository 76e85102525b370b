"""Documents that other programs change, and documents that move to other names."""

import os
from pathlib import Path

import pytest
from documents import MEANS, case_after, codes, crashed, made, names, reopened, told
from statements import LIBRARY

from calculator.case.case_json import read_case, write_case
from calculator.files.documents.opening import (
    create_document,
    open_document,
    reload,
    save_as,
)
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gjs"


# ---- other programs


def test_what_another_program_wrote_is_not_overwritten(path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    path.write_bytes(write_case(case_after(9)).encode())
    with pytest.raises(FaultsError) as refused:
        document.record("two", case_after(2))
    assert codes(refused) == ["changed_outside"]
    for attempt in (document.checkpoint, document.close):
        with pytest.raises(FaultsError) as refused:
            attempt()
        assert codes(refused) == ["changed_outside"]
    assert read_case(path.read_bytes(), LIBRARY) == case_after(9)
    assert document.case == case_after(2)
    assert not document.saved
    after = reload(document, MEANS)
    assert after.case == case_after(9)
    assert told(after) == ["own_version_kept"]
    assert open_document(path.parent / str(after.notices[0].figures["file"]), MEANS).case == case_after(2)


def test_a_large_household_s_own_version_is_kept_too(path: Path) -> None:
    document = create_document(path, case_after(8), OpeningContext(LIBRARY, whole_rows=0))
    document.record("one", document.case.model_copy(update={"visits": document.case.visits[:3]}))
    path.write_bytes(write_case(case_after(9)).encode())
    with pytest.raises(FaultsError):
        document.record("two", document.case.model_copy(update={"visits": document.case.visits[:2]}))
    after = reopened(path)
    assert told(after) == ["own_version_kept"]
    kept = open_document(path.parent / str(after.notices[0].figures["file"]), MEANS)
    assert kept.case == document.case


def test_the_person_may_overwrite_and_the_other_version_is_the_one_before(path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    path.write_bytes(b"something else")
    document.checkpoint(overwrite=True)
    assert (path.parent / "a.gjs.bak").read_bytes() == b"something else"
    document.record("two", case_after(2))
    document.close()
    assert open_document(path, MEANS).case == case_after(2)


def test_a_file_that_was_removed_can_be_written_again(path: Path) -> None:
    document = made(path)
    path.unlink()
    with pytest.raises(FaultsError):
        document.record("one", case_after(1))
    document.checkpoint(overwrite=True)
    document.close()
    assert open_document(path, MEANS).case == case_after(1)


def test_a_file_that_was_only_touched_is_the_same(path: Path) -> None:
    document = made(path)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    document.record("one", case_after(1))
    document.close()


def test_a_change_that_leaves_size_and_time_is_found_before_the_file_is_replaced(path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    found = path.stat()
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    with path.open("r+b") as file:
        file.write(content)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    with pytest.raises(FaultsError) as refused:
        document.checkpoint()
    assert codes(refused) == ["changed_outside"]
    assert path.read_bytes() == bytes(content)


# ---- other names


def test_save_as_leaves_both_files_whole(path: Path, tmp_path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    (tmp_path / "b.gjs").write_text("in the way")
    other = save_as(document, tmp_path / "b.gjs", MEANS)
    assert (tmp_path / "b.gjs.bak").read_text() == "in the way"
    other.record("two", case_after(2))
    other.close()
    assert names(tmp_path) == ["a.gjs", "a.gjs.bak", "b.gjs", "b.gjs.bak"]
    assert open_document(path, MEANS).case == case_after(1)
    assert open_document(tmp_path / "b.gjs", MEANS).case == case_after(2)


def test_save_as_keeps_the_edits_that_a_crash_left_of_the_other_file(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.gjs"
    made(other).close()
    crashed(other, 1)
    document = save_as(made(path, edits=5), other, MEANS)
    assert told(document) == ["journal_aside"]
    assert (tmp_path / str(document.notices[0].figures["file"])).exists()
    document.record("edit", case_after(6))
    document.close()
    assert open_document(other, MEANS).case == case_after(6)


def test_save_as_into_a_file_that_is_open_is_refused(path: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "b.gjs", edits=5)
    document = made(path)
    with pytest.raises(FaultsError) as refused:
        save_as(document, tmp_path / "b.gjs", MEANS)
    assert codes(refused) == ["held_here"]
    document.record("one", case_after(1))  # it is still open
    other.record("one", case_after(6))


def test_save_as_takes_what_could_not_be_saved(path: Path, tmp_path: Path) -> None:
    made(path)
    reader = open_document(path, MEANS)
    with pytest.raises(FaultsError):
        reader.record("one", case_after(1))
    with pytest.raises(FaultsError):
        reader.close()  # not before it is elsewhere, or given up
    save_as(reader, tmp_path / "b.gjs", MEANS).close()
    assert open_document(tmp_path / "b.gjs", MEANS).case == case_after(1)
    assert open_document(path, MEANS).case == case_after(0)


def test_the_same_name_is_an_ordinary_save(path: Path) -> None:
    document = made(path)
    document.record("one", case_after(1))
    assert save_as(document, path, MEANS) is document
    assert read_case(path.read_bytes(), LIBRARY) == case_after(1)


def test_a_new_document_does_not_replace_a_file(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(FaultsError) as refused:
        made(path)
    assert codes(refused) == ["already_there"]
    assert names(path.parent) == ["a.gjs"]
    assert path.read_bytes() == b"mine"
