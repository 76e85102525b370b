"""A while in which the interpreter does otherwise: without the garbage collector, or loading modules plainly."""

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: where ever more objects are made that all stay, the search only costs time.

    It stops every thread, the window's too, the longer the more objects there are.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def plain_imports() -> Iterator[None]:
    """Modules loaded as without PySide, which otherwise reads the source of each to look for its name.

    It has put a function of its own in the place of `__import__`, for `from __feature__ import …`, which this program
    does not use, and keeps Python's own beside it.
    """
    hooked = builtins.__import__
    builtins.__import__ = getattr(builtins, "__orig_import__", hooked)
    try:
        yield
    finally:
        builtins.__import__ = hooked
