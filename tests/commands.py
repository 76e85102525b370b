"""What tests of the command line share: running a command in this process, and reading its lines."""

from pathlib import Path
from typing import NamedTuple

import pytest
from statements import case_bytes

from calculator.command_line import main

INVALID = 2


class Output(NamedTuple):
    """What a command gave: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The lines on standard error, every one of them whole."""
        assert not self.err or self.err.endswith("\n")
        return self.err.removesuffix("\n").split("\n") if self.err else []


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> Output:
    """Run a command; what was printed before is forgotten."""
    capfdbinary.readouterr()
    status = main(list(arguments))
    out, err = capfdbinary.readouterr()
    return Output(status, out.decode(), err.decode())


def faults_of_file(capfdbinary: pytest.CaptureFixture[bytes], path: Path, language: str) -> list[str]:
    """The faults that `compute` finds in a file, which it must refuse whole."""
    output = run(capfdbinary, "compute", "--lang", language, str(path))
    assert output.status == INVALID
    assert output.out == ""
    assert output.faults
    return output.faults


def faults_of(capfdbinary: pytest.CaptureFixture[bytes], path: Path, content: object, language: str) -> list[str]:
    """The faults that `compute` finds in a text, or in the text of plain data; `path` is where to put it."""
    path.write_bytes(content if isinstance(content, bytes) else case_bytes(content))
    return faults_of_file(capfdbinary, path, language)
