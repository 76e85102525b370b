"""Several people on one computer: nobody reads another's files unasked, and who shares a folder can work in it."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from documents import MEANS, case_after, made

from calculator.files.documents.opening import open_document
from calculator.files.whole_file import give_out

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="users and their rights are others there")

ROOT = Path(__file__).parents[2]
ANNA, BERT, BOTH = 61001, 61002, 61100
DIALOG = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from calculator.command_line import main

os.umask(0)
app = QApplication([])

def begin():
    if not any(widget.isVisible() for widget in app.topLevelWidgets()):
        QTimer.singleShot(20, begin)
        return
    dialog = QFileDialog(None, "open", sys.argv[1])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    dialog.setDirectory(sys.argv[1])
    QTimer.singleShot(100, lambda: end(dialog))

def end(dialog):
    dialog.accept()
    dialog.close()
    dialog.deleteLater()
    QTimer.singleShot(100, app.quit)

QTimer.singleShot(0, begin)
sys.exit(main(["--example"]))
"""
EXPORT = """
import sys
from pathlib import Path
from calculator.files.whole_file import give_out
print("begun", flush=True)
while True:
    give_out(Path(sys.argv[1]), b"x" * 3_000_000)
"""
EDITOR = """
import os, sys, tempfile
from pathlib import Path
uid, gid, path, act = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
sys.path[:0] = sys.argv[5:]
from documents import MEANS, case_after, edits_in, made
from calculator.files.documents.opening import open_document
with tempfile.TemporaryDirectory() as folder:  # so that all is loaded while Python's own files can be read
    document = made(Path(folder) / "b.gjs")
    document.record("edit", case_after(1))
    document.close()
    open_document(Path(folder) / "b.gjs", MEANS).close()
os.setgroups([gid]); os.setgid(uid); os.setuid(uid)
os.umask(0o022)
document = open_document(path, MEANS)
why = "-" if document.why is None else document.why.code
print(edits_in(document.case), why, flush=True)
if act == "hold":
    sys.stdin.read()
elif act == "edit":
    document.record("edit", case_after(edits_in(document.case) + 1))
    document.close()
"""


def known() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}


def test_what_qt_writes_of_its_own_accord_is_the_persons_alone(tmp_path: Path) -> None:
    visited = tmp_path / "visited"
    visited.mkdir()
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    folders = {"HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data"}
    own = {name: str(folder) for name, folder in folders.items()} | {"QT_QPA_PLATFORM": "offscreen"}
    for name in ("GONGJISUAN_DATA", "GONGJISUAN_CONFIG"):
        own[name] = ""
    command = [sys.executable, "-c", DIALOG, str(visited)]
    done = subprocess.run(command, env={**known(), **own}, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    open_to_others = [path for path in home.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
    written = [path for path in home.rglob("*") if path.is_file() and b"visited" in path.read_bytes()]
    assert {path.relative_to(home).parts[1] for path in written} <= {"gongjisuan"}


def test_an_export_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    whole = b"x" * 3_000_000
    for number in range(20):
        command = [sys.executable, "-c", EXPORT, str(target)]
        with subprocess.Popen(command, env=known(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.005 * number)
            process.send_signal(signal.SIGKILL)
        assert target.read_bytes() in (b"old", whole)
        if sys.platform == "linux":
            # No call of the system puts a nameless file in the place of another: it has a name for an instant between.
            # A kill that falls just there leaves it, whole, until something is written in that folder again.
            left = [path for path in tmp_path.iterdir() if path != target]
            assert all(path.read_bytes() == whole for path in left)
            assert len(left) <= 1
            for path in left:
                os.utime(path, (0, 0))
    give_out(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


# ---- a shared folder


def as_user(user: int, path: Path, act: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", EDITOR, str(user), str(BOTH), str(path), act, str(ROOT), str(ROOT / "tests")]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")


def said(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A household of Anna's in a folder of hers and Bert's; skipped where nobody can become Anna."""
    if os.geteuid() != 0:
        pytest.skip("only an administrator can play two people")
    # Not below pytest's own folder, which every run closes to others anew.
    with TemporaryDirectory() as outside:
        Path(outside).chmod(0o755)
        path = Path(outside) / "shared" / "a.gjs"
        path.parent.mkdir()
        made(path).close()
        for one, mode in ((path.parent, 0o2770), (path, 0o664)):
            os.chown(one, ANNA, BOTH)
            one.chmod(mode)
        yield path


def test_the_second_one_in_a_shared_folder_reads_and_sees_who_has_it(shared: Path) -> None:
    with as_user(ANNA, shared, "hold") as anna:
        assert said(anna) == ["0", "-"]
        with as_user(BERT, shared, "look") as bert:
            assert said(bert) == ["0", "held_on_this_computer"]
        anna.kill()
    with as_user(BERT, shared, "edit") as bert:  # a dead holder's lock is taken over
        assert said(bert) == ["0", "-"]
    found = shared.stat()
    assert (stat.S_IMODE(found.st_mode), found.st_gid) == (0o664, BOTH)
    with as_user(ANNA, shared, "edit") as anna:  # and nobody is locked out
        assert said(anna) == ["1", "-"]
    assert sorted(path.name for path in shared.parent.iterdir()) == ["a.gjs", "a.gjs.bak"]


def test_edits_of_one_who_died_are_there_for_the_other(shared: Path) -> None:
    document = open_document(shared, MEANS)
    document.record("edit", case_after(1))
    (shared.parent / "a.gjs.lock").unlink()
    with as_user(BERT, shared, "edit") as bert:
        assert said(bert) == ["1", "-"]
