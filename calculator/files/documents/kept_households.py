"""The households that a person has on this computer, and forgetting them with everything that goes with them."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from calculator.case.case import Case
from calculator.files.case_file import read_case_file
from calculator.files.disk import is_there, unwritable
from calculator.files.documents.document_names import HOUSEHOLD, SUFFIX, Places
from calculator.files.documents.lock import holder_of
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError

_OWN = re.compile(rf"{re.escape(HOUSEHOLD.removesuffix(SUFFIX))}(-\d+)?{re.escape(SUFFIX)}")
_TIME = r"\.\d{8}-\d{6}(-\d+)?"


class KeptHousehold(NamedTuple):
    """A household in a file: what is in it, None where that cannot be read, when it was last opened, and its bytes.

    One of which nobody noted when it was opened counts as opened when it was written last.
    """

    path: Path
    case: Case | None
    opened: datetime
    size: int


def kept_households(
    folder: Path,
    recent: Iterable[Path],
    context: OpeningContext,
    opened: Mapping[Path, datetime] = MappingProxyType({}),
) -> list[KeptHousehold]:
    """Those in the person's own folder and those that were open last, the one that was opened last first."""
    paths = dict.fromkeys([*_own(folder), *(path for path in recent if path.suffix.lower() == SUFFIX)])
    found = [kept for path in paths if (kept := _looked_at(path, context, opened.get(path))) is not None]
    return sorted(found, key=lambda kept: kept.opened, reverse=True)


def unopened_since(folder: Path, since: datetime, opened: Mapping[Path, datetime]) -> list[Path]:
    """The households in the person's own folder that nobody has opened or edited since then."""
    left = []
    for path in _own(folder):
        written = _written(path)
        if written is not None and max(written, opened.get(path, written)) < since:
            left.append(path)
    return left


def _own(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _OWN.fullmatch(path.name)] if folder.is_dir() else []


def _written(path: Path) -> datetime | None:
    try:
        times = [part.stat().st_mtime for part in (path, Places(path).journal) if is_there(part)]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times)).astimezone() if times else None


def _looked_at(path: Path, context: OpeningContext, opened: datetime | None) -> KeptHousehold | None:
    try:
        parts = [part.stat() for part in (path, Places(path).journal) if is_there(part)]
    except OSError:
        return None
    if not parts:
        return None
    try:
        case = read_case_file(path, context.library)
    except FaultsError:
        case = None
    written = datetime.fromtimestamp(max(part.st_mtime for part in parts)).astimezone()
    return KeptHousehold(path, case, opened or written, sum(part.st_size for part in parts))


def forget(path: Path, context: OpeningContext) -> None:
    """Remove a household with its journal, its version before, its lock and what was put aside of it.

    Raises FaultsError where somebody has it open, or the disk refuses; what is left then is still there to be seen.
    """
    holder = holder_of(context.disk, Places(path).lock)
    if holder is not None:
        raise FaultsError([holder.fault()], path.name)
    try:
        # The household itself last: as long as something is left of it, it is listed.
        for part in sorted(_belonging(path), key=lambda part: part == path):
            context.disk.unlink(part)
        context.disk.sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise FaultsError([unwritable(error)], path.name) from None


def _belonging(path: Path) -> list[Path]:
    """Everything in the folder that bears the name of a household: versions, journals, locks, what was put aside."""
    places = Places(path)
    beside = places.journal.name.removesuffix("journal")
    aside = re.compile(f"{re.escape(path.stem)}{_TIME}{re.escape(path.suffix)}|{re.escape(beside)}.*", re.DOTALL)
    return [one for one in path.parent.iterdir() if one.name == path.name or aside.fullmatch(one.name)]
