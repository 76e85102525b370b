"""What every command has in common: its options, what it reads and prints, the packs it uses, how far it has come."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from calculator.ground.faults import Fault, FaultsError, quoted, unreadable
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.plain_files import read_beginning
from calculator.ground.plain_text import steady
from calculator.ground.progress import Work

if TYPE_CHECKING:
    from calculator.case.case import Case, Person
    from calculator.policy.library import Library
    from calculator.words.wording import Wording

Commands = argparse._SubParsersAction
"""Where a command adds its parser; argparse has no other name for it."""

_BAR = 30


# ---- options


def packs_option(parser: argparse.ArgumentParser) -> None:
    """The option of every command that uses installed packs."""
    parser.add_argument("--packs", type=Path, metavar="FOLDER", help="已安装政策包的文件夹 / folder of installed packs")


def language_option(parser: argparse.ArgumentParser, default: Language | None = "zh") -> None:
    """The option of the language that is printed."""
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help="语言 / language (zh, en)")


def force_option(parser: argparse.ArgumentParser) -> None:
    """The option of what writes a file."""
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件 / replace a file that is there")


# ---- what is read and printed


def wording_in(language: Language, packs: "Library", *, grouped: bool = False) -> "Wording":
    """How things are said, with the readings marked that an office adopted for this machine."""
    from calculator.files.machine_hall import hall_of_machine
    from calculator.words.wording import NO_READINGS, Wording

    hall = hall_of_machine(packs)
    return Wording(language, grouped=grouped, adopted=NO_READINGS if hall is None else hall.settings.readings)


def write(text: str, stream: TextIO | None = None, *, is_steady: bool = False) -> None:
    """Print as UTF-8 with plain line feeds, whatever the terminal's settings, so that bytes are the same.

    No name in it moves the cursor or turns the direction of writing; of a text that `is_steady` that is so already.
    Raises FaultsError where standard output takes no more, such as on a full disk.
    """
    if not is_steady:
        text = steady(text)
    target = sys.stdout if stream is None else stream
    buffer = getattr(target, "buffer", None)
    try:
        if buffer is None:
            target.write(text)
        else:
            buffer.write(text.encode("utf-8", "backslashreplace"))
            buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if stream is not None:
            return  # there is nowhere left to say it
        raise FaultsError([Fault("", "cannot_print", {"why": error.strerror or ""})]) from None


def quietly_end() -> None:
    """Let what standard output did not take be forgotten, which Python would otherwise complain of at its end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def tell(faults: Sequence[Fault], where: str, language: Language) -> None:
    """Print faults where errors go, each behind the name of what they are in."""
    from calculator.words.wording import Wording

    wording = Wording(language)
    prefix = f"{where}: " if where else ""
    write("".join(f"{prefix}{wording.fault(fault)}\n" for fault in faults), sys.stderr)


_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def input_bytes(name: str, limit: int, label: str) -> bytes:
    """The bytes of a file, of standard input, or of what the shell gives us by its number as in `compute <(…)`.

    A pipe with a name of its own is refused, as nobody may ever write into it. Raises FaultsError.
    """
    try:
        if name == "-":
            if sys.stdin is None:
                raise FaultsError([Fault("", "no_input")], name)
            content = sys.stdin.buffer.read(limit + 1)
        elif name.startswith(_DESCRIPTORS):
            with Path(name).open("rb") as file:
                content = file.read(limit + 1)
        else:
            content = read_beginning(Path(name), limit + 1, follow=True)
    except FaultsError:
        raise
    except OSError as error:
        raise FaultsError([unreadable(error)], name) from None
    except ValueError as error:  # a name that no file can have
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], name) from None
    if len(content) > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], name)
    return content


def input_case(name: str, library: "Library") -> "Case":
    """The case in a file or on standard input. Raises FaultsError."""
    from calculator.case.case_json import MAX_CASE_BYTES, read_case

    return read_case(input_bytes(name, MAX_CASE_BYTES, "64 MiB"), library)


def require_free(target: Path, *, force: bool) -> None:
    """Whether a file may be written. Raises FaultsError."""
    from calculator.files.disk import is_there

    if not is_there(target):
        return
    if target.is_dir():
        raise FaultsError([Fault("", "is_a_folder")], str(target))
    if not target.is_file():
        raise FaultsError([Fault("", "not_a_file")], str(target))
    if not force:
        raise FaultsError([Fault("", "there_without_force")], str(target))


# ---- what is used


def library_in(packs: Path | None) -> "Library":
    """The packs of the program and those installed in a folder; in this person's own where none is given."""
    from calculator.files.folders import packs_folder
    from calculator.policy.library import Library

    return Library.of_person(packs or packs_folder())


def person_of(case: "Case", person_id: str) -> "Person":
    """The person that `--person` names. Raises FaultsError."""
    found = next((person for person in case.people if person.id == person_id), None)
    if found is None:
        known = ", ".join(quoted(person.id) for person in case.people)
        raise FaultsError([Fault("--person", "unknown_person", {"found": quoted(person_id), "expected": known})])
    return found


# ---- how far it has come


@contextmanager
def progress() -> Iterator[Work]:
    """Work whose progress is shown on a terminal; into a file or a pipe nothing is written."""
    if not sys.stderr.isatty():
        yield Work()
        return

    def show(line: str) -> None:
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()

    def reached(percent: int) -> None:
        done = _BAR * percent // 100
        show(f"[{'#' * done}{' ' * (_BAR - done)}] {percent:3d}%")

    try:
        yield Work(reached)
    finally:
        show(" " * (_BAR + 7) + "\r")
