"""The parser of the command line: what is wrong with arguments is said in the chosen language, in one sentence."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from calculator.commands.console import write
from calculator.ground.faults import quoted
from calculator.ground.language import LANGUAGES, N_, Language, translate

_INVALID = 2
_LIKE = 0.5
"""How much a command must be like what was typed to be named."""

_SAID = (
    (r"the following arguments are required: (?P<what>.*)", N_("missing: {what}")),
    (r"unrecognized arguments: (?P<what>.*)", N_("not known here: {what}")),
    (
        r"argument (?P<where>.*): invalid choice: (?P<what>.*) \(choose from (?P<choices>.*)\)",
        N_("{where}: {what} is none of {choices}"),
    ),
    (r"argument (?P<where>.*): invalid (?P<kind>\S+) value: (?P<what>.*)", N_("{where}: {what} cannot be read")),
    (r"argument (?P<where>.*): expected (?P<what>.*)", N_("{where}: what belongs to it is missing")),
    (r"argument (?P<where>.*): not allowed with argument (?P<what>.*)", N_("{where} and {what} exclude one another")),
    (r"argument (?P<where>.*): ignored explicit argument (?P<what>.*)", N_("{where} takes no value, such as {what}")),
    (r"ambiguous option: (?P<where>.*) could match (?P<what>.*)", N_("{where} may mean {what}")),
)
"""What argparse finds wrong, and how we say it."""


class Parser(argparse.ArgumentParser):
    """A parser in the language that is asked for once something is to be said; its commands are of its kind."""

    def __init__(self, language: Callable[[], Language], **options: Any) -> None:
        super().__init__(**options)
        self._language = language

    def add_subparsers(self, **options: Any) -> Any:
        """Where commands are added, and theirs."""
        return super().add_subparsers(**{"parser_class": partial(Parser, self._language), **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong below how the command is used, and end with 2."""
        for pattern, text in _SAID:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match is not None:
                message = translate(text, self._language()).format(**match.groupdict())
                break
        write(f"{self.format_usage()}{self.prog}: {message}\n", sys.stderr)
        self.exit(_INVALID)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Help and version as any other output: a full disk is said."""
        write(message, None if file is sys.stdout else file)

    def refuse_unknown(self, word: str, commands: Iterable[str]) -> NoReturn:
        """Say that a word is no command, with the nearest that is one, and end with 2."""
        from difflib import get_close_matches

        near = get_close_matches(word.lower(), commands, n=1, cutoff=_LIKE)
        text = N_("{found} is neither a command nor a file")
        if near:
            text = N_("{found} is neither a command nor a file; the nearest command is {near}")
        self.error(translate(text, self._language()).format(found=quoted(word), near=near[0] if near else ""))


def language_in(arguments: Sequence[str]) -> Language | None:
    """The language that the arguments name; None where they name none."""
    for place, argument in enumerate(arguments):
        name = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang":
            name = arguments[place + 1] if place + 1 < len(arguments) else ""
        found = next((language for language in LANGUAGES if language == name), None)
        if found is not None:
            return found
    return None


def meant_as_command(arguments: Sequence[str]) -> str | None:
    """The first word where it cannot be a file: it has no folder, no ending, and nothing there bears its name."""
    if not arguments:
        return None
    word = arguments[2] if arguments[0] == "--lang" and len(arguments) > 2 else arguments[0]
    path = Path(word)
    if not word or word.startswith("-") or path.name != word or path.suffix or path.exists():
        return None
    return word
