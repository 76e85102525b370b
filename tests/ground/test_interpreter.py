"""What the interpreter does otherwise for a while: loading modules while Qt is there."""

import builtins
import importlib
import linecache
from pathlib import Path

import pytest

from calculator.ground.interpreter import plain_imports


def test_the_source_of_a_module_is_not_read_and_the_import_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loaded_plainly.py").write_text("answer = 42\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    before = builtins.__import__
    with plain_imports():
        import loaded_plainly  # type: ignore[import-not-found]
    assert loaded_plainly.answer == 42
    assert str(tmp_path / "loaded_plainly.py") not in linecache.cache
    assert builtins.__import__ is before


def test_the_import_is_put_back_after_a_fault() -> None:
    before = builtins.__import__
    with pytest.raises(ZeroDivisionError), plain_imports():
        raise ZeroDivisionError
    assert builtins.__import__ is before
