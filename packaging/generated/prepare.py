"""Make ahead what the program would make of its own files at every start: packs, the example, the catalogue.

The list of the libraries that it is made with is gathered here as well.

`--check` changes nothing and fails where something kept is behind the file, or the code, that it is made from.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from babel.messages.mofile import read_mo
from installers.licences import list_of_names

from calculator.case.case_json import read_case
from calculator.ground.prepared import kept_form, place_of, prepared
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.policy.pack_reader import load_pack

_LISTED = resource("help", "parts.json")
"""The libraries that the program is made with, for its page about itself."""


def sources() -> Iterator[tuple[Path, Callable[[], object]]]:
    """The program's own files, each with what makes of it the object that the program works with."""
    for path in sorted(resource("policies").glob("*.toml")):
        yield path, partial(load_pack, path)
    example = resource("examples", "household.json")
    yield example, partial(read_case, example.read_bytes(), Library.embedded())
    for path in sorted(resource("locale").rglob("*.mo")):
        yield path, partial(_messages, path)


def _messages(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_mo(file) if message.id}


def behind() -> list[str]:
    """The files of the program for which something else is kept than what is made of them, and what is kept of none."""
    names = set()
    found = []
    for path, make in sources():
        made = make()
        names.add(place_of(path.name).name)
        if prepared(path.name, path.read_bytes(), type(made)) != made:
            found.append(path.name)
    if not _LISTED.is_file() or _LISTED.read_text("utf-8") != list_of_names():
        found.append(_LISTED.name)
    return found + sorted(path.name for path in resource("prepared").glob("*") if path.name not in names)


def update() -> None:
    """Make what is behind anew; the rest is left as it is."""
    resource("prepared").mkdir(exist_ok=True)
    wrong = set(behind())
    for path, make in sources():
        if path.name in wrong:
            place_of(path.name).write_bytes(kept_form(path.read_bytes(), make()))
            wrong.discard(path.name)
    if _LISTED.name in wrong:
        _LISTED.write_text(list_of_names(), "utf-8")
        wrong.discard(_LISTED.name)
    for name in wrong:  # made of a file that is gone
        (resource("prepared") / name).unlink()


def main() -> int:
    """Update, or with `--check` only look; 1 where something is behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        update()
    found = behind()
    print("\n".join(f"behind: {name}" for name in found) or "complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
