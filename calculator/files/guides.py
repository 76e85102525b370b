"""What comes with the program to be read: a guide for each kind of person, its build, and the parts of others in it."""

import json
from pathlib import Path
from typing import Final

from calculator.ground.faults import FaultsError
from calculator.ground.language import Language
from calculator.ground.plain_files import read_plain
from calculator.ground.resources import resource

GUIDES: Final = ("worker", "clerk", "hall", "policy_section")
_LARGEST = 200_000


def guide_text(name: str, language: Language) -> str:
    """A guide as Markdown; its pictures are named from `guide_folder()`. Raises FaultsError where it is missing."""
    return read_plain(resource("help", f"{name}.{language}.md"), _LARGEST, "200 KB").decode()


def guide_folder() -> str:
    """Where the guides' pictures are looked for."""
    return str(resource("help"))


def build_of() -> str:
    """The commit and the day that this program was built of; empty where it runs from its sources."""
    try:
        return read_plain(resource("build.txt"), 1000, "1 KB").decode("ascii", "replace").strip()
    except FaultsError:
        return ""


def parts_of_others() -> list[tuple[str, str]]:
    """The libraries that the program is made with, each with its licence. Raises FaultsError where there is no list."""
    listed: list[list[str]] = json.loads(read_plain(resource("help", "parts.json"), _LARGEST, "200 KB"))
    return [(name, licence) for name, licence in listed]


def licences_file() -> Path:
    """Where the texts of all licences lie in a bundle; a checkout has none."""
    return resource().parent.parent / "LICENSES.txt"
