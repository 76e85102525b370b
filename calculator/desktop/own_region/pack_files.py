"""A region of one's own to and from a file that others have."""

from collections.abc import Callable
from pathlib import Path

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.ground.plain_files import read_plain
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack
from calculator.widgets.dialogs.file_dialog import ask_to_open, ask_to_save
from calculator.widgets.messages import Dialogs


def ask_export(dialogs: Dialogs, name: str, write: Callable[[Path], object]) -> None:
    """Ask for the file to write a region to."""
    title = dialogs.wording.text(N_("Write a region to a file"))
    ask_to_save(dialogs.parent, dialogs.wording, title, _filters(dialogs), write, suffix="toml", name=name)


def ask_import(dialogs: Dialogs, read: Callable[[Path], object]) -> None:
    """Ask for the file to take a region in from."""
    title = dialogs.wording.text(N_("Take a region in from a file"))
    ask_to_open(dialogs.parent, dialogs.wording, title, _filters(dialogs), read)


def read_pack(path: Path) -> tuple[bytes, Pack]:
    """The text of a pack's file and what it says: a region of one's own. Raises FaultsError."""
    content = read_plain(path, MAX_PACK_BYTES, "1 MiB")
    pack = parse_pack(content, path.name)
    if pack.id in Library.embedded():
        raise FaultsError([Fault("id", "region_id_taken", {"found": pack.id})], path.name)
    return content, pack


def _filters(dialogs: Dialogs) -> list[str]:
    tr = dialogs.wording.text
    return [tr(N_("Regions (*.toml)")), tr(N_("All files (*)"))]
