"""Folders in which somebody has put links, pipes, devices and folders where files of the program are to lie."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from documents import MEANS, case_after, codes, crashed, made, names
from statements import WORDINGS

from calculator.commands.console import require_free
from calculator.files.attached_originals import Attachments
from calculator.files.case_file import read_case_file
from calculator.files.disk import Disk
from calculator.files.documents.document_names import Places
from calculator.files.documents.lock import Lock, take
from calculator.files.documents.opening import create_document, create_own, open_document
from calculator.files.recent_files import NAME, Recent
from calculator.files.settings import UNREADABLE, Settings, Store
from calculator.files.signed_packs.pack_store import PackStore
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.whole_file import give_out, replace_whole
from calculator.ground.faults import FaultsError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="such files need a POSIX system")

PRECIOUS = b"the person's own, and nothing of ours\n"
BESIDE = ["lock", "lock.new", "journal", "journal.new", "new", "bak", "bak.new"]


def _link(path: Path, precious: Path) -> None:
    path.symlink_to(precious)


def _dangling(path: Path, precious: Path) -> None:
    path.symlink_to(precious.parent / "not there yet")


def _circle(path: Path, _precious: Path) -> None:
    path.symlink_to(path)


def _second_name(path: Path, precious: Path) -> None:
    path.hardlink_to(precious)


def _pipe(path: Path, _precious: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path, precious: Path) -> None:
    path.mkdir()
    (path / "within").write_bytes(precious.read_bytes())


def _device(path: Path, _precious: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # zeros without end
    except PermissionError:
        pytest.skip("only an administrator makes devices")


KINDS: list[Callable[[Path, Path], None]] = [_link, _dangling, _circle, _second_name, _pipe, _folder, _device]


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    kept = tmp_path / "elsewhere" / "precious"
    kept.parent.mkdir()
    kept.write_bytes(PRECIOUS)
    return kept


def unharmed(precious: Path) -> bool:
    """Whether nothing was written where the links lead."""
    return precious.read_bytes() == PRECIOUS and names(precious.parent) == ["precious"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", BESIDE)
def test_what_stands_in_the_place_of_a_file_beside_a_document_is_never_followed(
    tmp_path: Path, precious: Path, which: str, kind: Callable[[Path, Path], None]
) -> None:
    path = tmp_path / "of mine" / "a.gjs"
    path.parent.mkdir()
    made(path).close()
    beside = path.with_name(f"a.gjs.{which}")
    with suppress(FileNotFoundError):
        beside.unlink()
    kind(beside, precious)
    if which == "journal" and kind is not _second_name:  # without it a document is not what the person saw last
        with pytest.raises(FaultsError) as refused:
            open_document(path, MEANS)
        assert refused.value.where == "a.gjs.journal"
        assert all(wording.fault(refused.value.faults[0]) for wording in WORDINGS.values())
    else:
        document = open_document(path, MEANS)
        if document.read_only:
            assert document.why is not None
            assert (which, document.why.code) == ("lock", "in_the_way")
            assert document.why.figures == {"file": "a.gjs.lock"}
        else:
            with suppress(FaultsError):  # a folder in the way of a new version is told
                document.record("edit", case_after(1))
                document.checkpoint()
            document.leave()
    assert unharmed(precious)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dead_holders_lock_that_was_exchanged_is_left_alone(
    tmp_path: Path, precious: Path, kind: Callable[[Path, Path], None]
) -> None:
    """The race: it is a lock when it is looked at, and something else when it is taken over."""
    lock = tmp_path / "lock"
    lock.write_bytes(b"left half written")

    class Exchanged(Disk):
        def open_to_look(self, path: Path) -> int:
            path.unlink()
            kind(path, precious)
            return super().open_to_look(path)

        def create(self, path: Path) -> int:
            if path.name == "lock" and not os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, "there", str(path))
            return super().create(path)

    with suppress(OSError):
        take(Exchanged(), lock, take_over=True)
    assert unharmed(precious)


@pytest.mark.parametrize("kind", [_link, _dangling, _circle, _pipe, _device])
def test_settings_and_lists_are_not_read_through_links_and_pipes(
    tmp_path: Path, precious: Path, kind: Callable[[Path, Path], None]
) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    for name in ("settings.json", "window.json", NAME):
        kind(folder / name, precious)
    store = Store(folder)
    assert store.load() == (Settings(), UNREADABLE)
    store.load_window()
    assert Recent(folder).paths() == []
    store.save(Settings(percent=150))  # in its place
    Recent(folder).add(precious)
    assert store.load() == (Settings(percent=150), "")
    assert unharmed(precious)


@pytest.mark.parametrize("kind", [_pipe, _folder, _device])
def test_what_is_no_file_is_neither_read_nor_replaced(
    tmp_path: Path, precious: Path, kind: Callable[[Path, Path], None]
) -> None:
    path = tmp_path / "odd"
    kind(path, precious)
    expected = ["is_a_folder" if kind is _folder else "not_a_file"]
    acts: list[Callable[[], object]] = [
        lambda: open_document(path, MEANS),
        lambda: create_document(path, case_after(1), MEANS, overwrite=True),
        lambda: read_case_file(path, MEANS.library),
        lambda: SheetFile(path),
        lambda: give_out(path, b"a statement"),
        lambda: require_free(path, force=True),
    ]
    for act in acts:
        with pytest.raises(FaultsError) as refused:
            act()
        assert codes(refused) == expected
    assert path.lstat().st_mode & 0o170000 != stat.S_IFREG


def test_what_is_given_out_takes_the_place_of_a_link(tmp_path: Path, precious: Path) -> None:
    link = tmp_path / "a.pdf"
    link.symlink_to(precious)
    give_out(link, b"a statement")
    assert link.read_bytes() == b"a statement"
    assert not link.is_symlink()
    assert unharmed(precious)


@pytest.mark.parametrize("kind", [_link, _dangling, _circle, _pipe, _device])
def test_the_lock_of_the_packs_is_no_way_out_of_their_folder(
    tmp_path: Path, precious: Path, kind: Callable[[Path, Path], None]
) -> None:
    store = PackStore(tmp_path / "packs")
    store.folder.mkdir()
    kind(store.folder / ".lock", precious)
    with pytest.raises(FaultsError) as refused:
        store.remove("newtown@1")
    assert codes(refused)[0] in ("is_a_link", "not_a_file")
    assert unharmed(precious)


# ---- who may use what


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def mask(request: pytest.FixtureRequest) -> object:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): oct(path.stat().st_mode & 0o777) for path in sorted(folder.rglob("*"))}


@pytest.mark.usefixtures("mask")
def test_the_data_folder_is_the_persons_alone_whatever_is_put_there_first(tmp_path: Path) -> None:
    base = tmp_path
    for first in ("packs", "originals", "household"):
        data = base / first / "share" / "gongjisuan"
        if first == "packs":
            with pytest.raises(FaultsError):
                PackStore(data / "packs").remove("newtown")
        elif first == "originals":
            text = base / "a.txt"
            replace_whole(text, b"text")
            Attachments(data).attach("newtown", "doc", text)
        create_own(data, case_after(1), MEANS).close()
        replace_whole(data.parent / "settings" / "settings.json", b"{}")
    found = modes(base)
    assert {name: mode for name, mode in found.items() if mode not in ("0o700", "0o600")} == {}
    assert len(found) > 15


def test_an_older_data_folder_that_others_could_enter_is_closed(tmp_path: Path) -> None:
    data = tmp_path / "gongjisuan"
    data.mkdir()
    data.chmod(0o755)
    create_own(data, case_after(1), MEANS).close()
    assert data.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o664, 0o644])
def test_saving_keeps_who_may_use_a_file(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.gjs"
    made(path).close()
    path.chmod(mode)
    before = path.stat()
    document = open_document(path, MEANS)
    for number in (1, 2):
        document.record("edit", case_after(number))
        beside = {name: (tmp_path / name).stat().st_mode & 0o777 for name in names(tmp_path)}
        assert set(beside.values()) == {mode}  # lock, journal and version before are as open to others as the file
        document.checkpoint()
    document.close()
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert Places(path).backup.stat().st_mode == before.st_mode
    sheet = tmp_path / "a.csv"
    sheet.write_bytes(b"old")
    sheet.chmod(mode)
    give_out(sheet, b"new")
    assert (sheet.read_bytes(), sheet.stat().st_mode & 0o777) == (b"new", mode)


def test_a_lock_that_could_not_be_removed_holds_nobody_up(tmp_path: Path) -> None:
    class NothingGoes(Disk):
        def unlink(self, path: Path) -> None:
            raise OSError(errno.EACCES, "no", str(path))

    class Gone(NothingGoes):
        def open(self, path: Path) -> int:
            raise OSError(errno.EIO, "gone", str(path))

    for disk in (NothingGoes(), Gone()):
        lock = take(disk, tmp_path / "lock")
        assert isinstance(lock, Lock)
        lock.release()
        assert (tmp_path / "lock").exists()
        again = take(Disk(), tmp_path / "lock")
        assert isinstance(again, Lock)
        again.release()
        assert names(tmp_path) == []


def test_what_a_killed_export_left_long_ago_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".gongjisuan-1-1"
    left.write_bytes(b"half")
    give_out(tmp_path / "a.csv", b"new")
    assert left.exists()  # it may be another program's, at work
    os.utime(left, (1_000_000_000, 1_000_000_000))
    give_out(tmp_path / "a.csv", b"new")
    assert names(tmp_path) == ["a.csv"]


def test_an_edit_beside_a_folder_of_an_unfinished_name_says_what_is_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    made(path).close()
    crashed(path, 1)
    (tmp_path / "a.gjs.new").mkdir()
    document = open_document(path, MEANS)
    assert document.case == case_after(1)
    with pytest.raises(FaultsError) as refused:
        document.checkpoint()
    assert codes(refused) == ["in_the_way"]
    assert "a.gjs.new" in WORDINGS["zh"].fault(refused.value.faults[0])
    document.leave()
