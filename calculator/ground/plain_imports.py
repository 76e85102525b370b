"""Loading modules while Qt is there already."""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def plain_imports() -> Iterator[None]:
    """Within it, modules are loaded as without PySide, which otherwise reads the source of each to look for its name.

    It has put a function of its own in the place of `__import__`, for `from __feature__ import …`, which this program
    does not use, and keeps Python's own beside it.
    """
    hooked = builtins.__import__
    builtins.__import__ = getattr(builtins, "__orig_import__", hooked)
    try:
        yield
    finally:
        builtins.__import__ = hooked
