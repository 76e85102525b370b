"""A region of one's own to and from a file that others have."""

from collections.abc import Callable
from functools import partial
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


def take_in(
    dialogs: Dialogs, path: Path, known: Callable[[str], list[Pack]], take: Callable[[bytes, Pack], object]
) -> None:
    """Have a region in a file taken in; another one of its version, which is `known`, only gives way when asked for."""
    tr = dialogs.wording.text
    try:
        content, pack = read_pack(path)
    except FaultsError as error:
        dialogs.say(tr(N_("{file} cannot be taken in")).format(file=path.name), dialogs.told(error.faults))
        return
    there = next((one for one in known(pack.id) if (one.id, one.version) == (pack.id, pack.version)), pack)
    if there == pack:
        take(content, pack)
        return
    title = tr(N_("{file} is there already")).format(file=f"{pack.id}@{pack.version}")
    text = tr(N_("It takes the place of {name}, which is installed and reads otherwise."))
    replace = tr(N_("&Replace it")), partial(take, content, pack)
    dialogs.ask(title, text.format(name=dialogs.wording.of(there.name)), [replace, (tr(N_("&Stay")), None)])


def _filters(dialogs: Dialogs) -> list[str]:
    tr = dialogs.wording.text
    return [tr(N_("Regions (*.toml)")), tr(N_("All files (*)"))]
