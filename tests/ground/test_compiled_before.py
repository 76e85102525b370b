"""Modules out of a library's own archive: compiled once, and anew whenever anything is otherwise."""

import builtins
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.ground import compiled_before as kept_modules
from calculator.ground.compiled_before import compiled_before

SOURCE = b"answer = 42\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where bytecode is kept, of a Python that keeps it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept_modules, "__file__", str(tmp_path / "compiled_before.py"))
    return tmp_path


def loaded(source: bytes = SOURCE, name: str = "archive/module.py") -> object:
    """What a module says that is loaded as a library's own importer does."""
    module: dict[str, object] = {}
    with compiled_before("archive/"):
        exec(compile(source, name, "exec"), module)
    return module["answer"]


def kept(place: Path) -> list[Path]:
    """The bytecode that is kept."""
    return list(place.rglob("*.pyc"))


def test_a_module_is_compiled_once(place: Path) -> None:
    assert loaded() == 42
    (first,) = kept(place)
    written = first.stat().st_mtime_ns
    # Told apart from what its source says, so that it can be seen where the answer comes from.
    first.write_bytes(first.read_bytes()[:16] + _bytecode(b"answer = 43\n"))
    assert loaded() == 43
    assert kept(place) == [first]
    assert written <= first.stat().st_mtime_ns


def _bytecode(source: bytes) -> bytes:
    ask = "import marshal, sys; sys.stdout.buffer.write(marshal.dumps(compile(sys.stdin.buffer.read(), 'x', 'exec')))"
    return subprocess.run([sys.executable, "-c", ask], input=source, capture_output=True, check=True).stdout


def test_a_module_that_is_otherwise_is_compiled_anew(place: Path) -> None:
    assert loaded() == 42
    assert loaded(b"answer = 43\n") == 43, "of the same length, in the same second"
    assert loaded() == 42
    assert len(kept(place)) == 2


def test_what_is_not_of_the_archive_is_left_alone(place: Path) -> None:
    assert loaded(name="own.py") == 42
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("change", ["cut", "another Python's", "empty"])
def test_bytecode_that_is_not_of_this_python_is_made_anew(change: str, place: Path) -> None:
    loaded()
    (file,) = kept(place)
    content = file.read_bytes()
    file.write_bytes({"cut": content[:10], "another Python's": b"\0\0\0\0" + content[4:], "empty": b""}[change])
    assert loaded() == 42
    assert file.read_bytes()[:4] == importlib.util.MAGIC_NUMBER


def test_nothing_is_kept_where_python_keeps_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert loaded() == 42
    assert list(place.iterdir()) == []


def test_a_folder_that_cannot_be_written_does_no_harm(place: Path) -> None:
    (place / "__pycache__").write_text("no folder")
    assert [loaded(), loaded()] == [42, 42]


def test_python_compiles_as_before_afterwards() -> None:
    before = builtins.compile
    with pytest.raises(SyntaxError), compiled_before("archive/"):
        compile(b"no python(", "archive/module.py", "exec")
    assert builtins.compile is before
