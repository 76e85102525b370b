"""Modules that a library carries in an archive of its own, and compiles anew at every start, compiled only once.

PySide reads some of its modules, which it needs as soon as it is loaded, from a text inside its own library. Each text
is put beside this program's bytecode, under the digest of it, and loaded from there as Python loads any module: its
bytecode is Python's own, kept where Python would keep it. Where anything is otherwise, the text is compiled as before.
"""

import builtins
import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any


@contextmanager
def compiled_before(archive: str) -> Iterator[None]:
    """While modules are loaded whose names begin with that of an `archive`, as `shibokensupport/`.

    Nothing is written where Python is to write no bytecode, or where it cannot.
    """
    make = builtins.compile
    folder = Path(importlib.util.cache_from_source(__file__)).with_suffix(".archived")

    def taken(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        ours = type(source) is bytes and type(filename) is str and filename.startswith(archive) and mode == "exec"
        if not ours or more or named:
            return make(source, filename, mode, *more, **named)
        text = folder / f"{hashlib.sha256(source).hexdigest()}.txt"
        with suppress(OSError):
            if not text.exists() and not sys.dont_write_bytecode:
                _put(text, source)
            code = SourceFileLoader(text.stem, str(text)).get_code(text.stem)
            if code is not None:
                return code
        return make(source, filename, mode)

    builtins.compile = taken
    try:
        yield
    finally:
        builtins.compile = make


def _put(text: Path, source: bytes) -> None:
    """Whole or not at all, whoever starts beside us. Raises OSError."""
    text.parent.mkdir(parents=True, exist_ok=True)
    beside = text.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(source)
        beside.replace(text)
    finally:
        beside.unlink(missing_ok=True)
