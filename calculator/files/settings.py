"""What a person set: language, size of text, colours, grouping of amounts; and how the window stood.

Both are JSON in the person's configuration folder. What cannot be read gives the defaults, never a failure.
No Qt here: the command line asks for the language before there is a window.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from calculator.files.whole_file import read_small, replace_whole
from calculator.ground.language import LANGUAGES, N_, Language

FORMAT = "gongjisuan-settings/1"
WINDOW_FORMAT = "gongjisuan-window/1"

SchemeChoice = Literal["system", "light", "dark", "contrast"]
SCHEME_CHOICES: tuple[SchemeChoice, ...] = ("system", "light", "dark", "contrast")
SMALLEST, LARGEST = 100, 200

UNREADABLE = N_("The settings file could not be read; the program's own settings hold.")
PARTLY_UNREADABLE = N_("Some settings could not be read; the program's own hold in their place.")

_LIMIT = 1 << 16
_WIDEST = 4096
"""Pixels; a column that is said to be wider was not made so by a person."""


Keeping = Literal["until_deleted", "days", "nothing"]
KEEPING: tuple[Keeping, ...] = ("until_deleted", "days", "nothing")
"""How long households are kept: until someone deletes them, until unopened for some days, or not at all."""
MOST_DAYS = 3650


class Settings(NamedTuple):
    """Language, size of text in percent (100 to 200), colours, and whether thousands are set apart.

    `keep` and `keep_days` say how long households are kept, `ask_which` that a start asks which of them to open.
    """

    language: Language = "zh"
    percent: int = 100
    scheme: SchemeChoice = "system"
    grouped: bool = True
    keep: Keeping = "until_deleted"
    keep_days: int = 30
    ask_which: bool = False


class WindowState(NamedTuple):
    """How a window stood: its place and its parts by name, as Qt's own records in Base64, and the chosen columns.

    `look` says for which language and size of text the parts were arranged; no columns are the everyday ones.
    `widths` are those that a person gave to columns, in pixels of 100% text. `desk` is where the policy desk stood.
    """

    geometry: str = ""
    look: str = ""
    parts: Mapping[str, str] = {}
    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = {}
    desk: str = ""


_VALID: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in LANGUAGES,
    "percent": lambda value: type(value) is int and SMALLEST <= value <= LARGEST,
    "scheme": lambda value: value in SCHEME_CHOICES,
    "grouped": lambda value: type(value) is bool,
    "keep": lambda value: value in KEEPING,
    "keep_days": lambda value: type(value) is int and 1 <= value <= MOST_DAYS,
    "ask_which": lambda value: type(value) is bool,
}
_LATER = ("keep", "keep_days", "ask_which")
"""What settings of earlier versions do not have."""


class Store:
    """The settings and the window's state in a folder, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._settings = folder / "settings.json"
        self._window = folder / "window.json"

    def load(self, language: Language = "zh") -> tuple[Settings, str]:
        """The settings, and a text of the catalogue where what is stored could not be read, else an empty one.

        `language` holds where none was set.
        """
        try:
            data = _table(self._settings, FORMAT)
        except FileNotFoundError:
            return Settings(language), ""
        except (OSError, ValueError):
            return Settings(language), UNREADABLE
        read = {name: data[name] for name, valid in _VALID.items() if name in data and valid(data[name])}
        missing = [name for name in _VALID if name not in read and (name in data or name not in _LATER)]
        return Settings(**{"language": language, **read}), PARTLY_UNREADABLE if missing else ""

    def is_first(self, told: str) -> bool:
        """Whether something that is told once on a machine has not been told; from now on it has. Never a failure."""
        mark = self.folder / f"told-{told}"
        if os.path.lexists(mark):
            return False
        with suppress(OSError):  # then it is told again
            replace_whole(mark, b"")
        return True

    def save(self, settings: Settings) -> None:
        """Keep the settings. Raises OSError."""
        _write(self._settings, {"format": FORMAT, **settings._asdict()})

    def load_window(self) -> WindowState:
        """How the window stood last; an empty state where that is not known."""
        try:
            data = _table(self._window, WINDOW_FORMAT)
        except (OSError, ValueError):
            return WindowState()
        geometry, look, desk = (data.get(name) for name in ("geometry", "look", "desk"))
        parts, columns, widths = (data.get(name) for name in ("parts", "columns", "widths"))
        if not (isinstance(geometry, str) and isinstance(look, str)):
            return WindowState()
        return WindowState(
            geometry,
            look,
            {name: part for name, part in parts.items() if isinstance(part, str)} if isinstance(parts, dict) else {},
            tuple(key for key in columns if isinstance(key, str)) if isinstance(columns, list) else (),
            {key: width for key, width in widths.items() if type(width) is int and 0 < width <= _WIDEST}
            if isinstance(widths, dict)
            else {},
            desk if isinstance(desk, str) else "",
        )

    def save_window(self, state: WindowState) -> None:
        """Keep how the window stands. Raises OSError."""
        _write(self._window, {"format": WINDOW_FORMAT, **state._asdict()})


def _table(path: Path, form: str) -> dict[str, Any]:
    """The JSON object in a file of a format. Raises OSError, ValueError."""
    content = read_small(path, _LIMIT)
    import json  # not where nothing was set yet

    try:
        data = json.loads(content.decode("utf-8"))
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(data, dict) or data.get("format") != form:
        raise ValueError("another format")
    return data


def _write(path: Path, data: dict[str, Any]) -> None:
    import json

    replace_whole(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
