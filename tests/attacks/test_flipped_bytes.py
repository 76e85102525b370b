"""A disk that gives back other bytes than it was given: what cannot be read any more is said, and kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from documents import MEANS, ReadOnlyDisk, case_after, codes, crashed, edits_in, made, told
from statements import LIBRARY

from calculator.files.disk import Disk
from calculator.files.documents.opening import open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError

EDITS = 7


def test_a_flipped_byte_of_a_journal_is_told_wherever_it_is(tmp_path: Path) -> None:
    made(tmp_path / "a.gjs").close()
    crashed(tmp_path / "a.gjs", *range(1, EDITS + 1))
    file, journal = ((tmp_path / name).read_bytes() for name in ("a.gjs", "a.gjs.journal"))
    ends = [place for place, byte in enumerate(journal) if byte == ord("\n")]
    near = {end + step for end in ends for step in range(-2, 12)} | {8, 9} | set(range(0, len(journal), 37))
    for place in sorted(near & set(range(len(journal)))):
        folder = tmp_path / str(place)
        folder.mkdir()
        (folder / "a.gjs").write_bytes(file)
        (folder / "a.gjs.journal").write_bytes(journal[:place] + bytes([journal[place] ^ 4]) + journal[place + 1 :])
        document = open_document(folder / "a.gjs", MEANS)
        edits = edits_in(document.case)
        assert edits == EDITS or "journal_damaged" in told(document), place
        if edits < EDITS:  # nothing is thrown away
            assert any("journal." in path.name for path in folder.iterdir()), place
        document.leave()


def test_a_file_of_a_household_with_flipped_bytes_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    made(path, 3).close()
    content = path.read_bytes()
    for place in range(0, len(content), 5):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x80]) + content[place + 1 :])
        with pytest.raises(FaultsError) as refused:
            open_document(path, MEANS)
        assert codes(refused)


def test_a_disk_that_can_only_be_read_is_called_that(tmp_path: Path) -> None:
    class Mounted(Disk):
        def is_read_only(self, path: Path) -> bool:
            return path.name == "a.gjs"

        def may_write(self, path: Path) -> bool:
            return False

    path = tmp_path / "a.gjs"
    made(path).close()
    for disk in (Mounted(), ReadOnlyDisk()):
        document = open_document(path, OpeningContext(LIBRARY, disk))
        assert document.why is not None
        assert document.why.code == "read_only_disk"
    path.chmod(0o444)
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        document = open_document(path, MEANS)
        assert document.why is not None
        assert document.why.code == "may_not_write"


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is another thing elsewhere")
def test_a_disk_that_was_mounted_to_be_read(tmp_path: Path) -> None:
    made(tmp_path / "a.gjs").close()
    script = """
import sys
from pathlib import Path
from calculator.files.disk import Disk
from calculator.files.documents.opening import open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.policy.library import Library
document = open_document(Path(sys.argv[1]), OpeningContext(Library.embedded()))
print(document.why.code)
"""
    mounted = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" -c "$3" "$1/a.gjs"'
    command = [
        "unshare",
        "--mount",
        "--map-root-user",
        "sh",
        "-c",
        mounted,
        "sh",
        str(tmp_path),
        sys.executable,
        script,
    ]
    known = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=known, check=False, timeout=60)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"nothing may be mounted here: {done.stderr.strip()}")
    assert done.stdout == "read_only_disk\n", done.stderr


def test_a_household_whose_journal_is_damaged_is_worked_on(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    made(path).close()
    crashed(path, 1, 2)
    journal = tmp_path / "a.gjs.journal"
    content = journal.read_bytes()
    journal.write_bytes(content[:8] + b"!" + content[9:])
    document = open_document(path, MEANS)
    assert told(document) == ["journal_damaged"]
    document.record("edit", case_after(1))
    document.close()
    assert edits_in(open_document(path, MEANS).case) == 1
