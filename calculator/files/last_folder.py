"""The folder in which a person chose a file last, as a small file beside the settings."""

import json
from contextlib import suppress
from pathlib import Path

from calculator.files.whole_file import read_small, replace_whole

FORMAT = "gongjisuan-folder/1"
NAME = "folder.json"
_LIMIT = 1 << 15


def last_folder(config: Path) -> Path | None:
    """The folder, where it is known and still there; `config` is the folder of the settings."""
    try:
        data = json.loads(read_small(config / NAME, _LIMIT))
        folder = Path(data["folder"]) if data["format"] == FORMAT else None
        return folder if folder is not None and folder.is_dir() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def forget_last_folder(config: Path, folder: Path) -> None:
    """Forget a folder, where it is the one that is remembered: its name may be a person's. Raises OSError."""
    if last_folder(config) == folder.absolute():
        (config / NAME).unlink(missing_ok=True)


def keep_last_folder(config: Path, folder: Path) -> None:
    """Remember a folder; where that cannot be written it is not worth a word."""
    data = {"format": FORMAT, "folder": str(folder.absolute())}
    with suppress(OSError):
        replace_whole(config / NAME, (json.dumps(data) + "\n").encode())
