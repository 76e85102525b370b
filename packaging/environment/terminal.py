"""What dev.py tells the person at the terminal: one line, Chinese first, then English.

An older Python must be able to read this file, to say that it is too old: no newer syntax here.
"""

import sys


class Stop(Exception):  # noqa: N818 - it tells of the machine, not of a mistake in the code
    """A sentence that ends dev.py, the command that may help, and the exit code."""

    def __init__(self, chinese: str, english: str, command: str = "", code: int = 1) -> None:
        super().__init__(english)
        self.chinese = chinese
        self.english = english
        self.command = command
        self.code = code


def forgive_encoding() -> None:
    """Let output hold any character: what the terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def bilingual(chinese: str, english: str, encoding: str) -> str:
    """Both sentences, or English alone where the encoding has no Chinese characters."""
    try:
        chinese.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return english
    return chinese + " / " + english


def say(chinese: str, english: str, command: str = "", error: bool = False) -> None:
    """Print one line at once, and below it the command that the person may copy."""
    stream = sys.stderr if error else sys.stdout
    line = bilingual(chinese, english, getattr(stream, "encoding", None) or "ascii")
    if command:
        line += "\n    " + command
    print(line, file=stream, flush=True)
