"""A region of one's own to and from a file that others have."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.ground.plain_files import read_plain
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack
from calculator.widgets.messages import Dialogs


def ask_export(dialogs: Dialogs, name: str, write: Callable[[Path], object]) -> None:
    """Ask for the file to write a region to."""
    dialog = _dialog(dialogs, N_("Write a region to a file"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("toml")
    if name:
        dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
    dialogs.show(dialog)


def ask_import(dialogs: Dialogs, read: Callable[[Path], object]) -> None:
    """Ask for the file to take a region in from."""
    dialog = _dialog(dialogs, N_("Take a region in from a file"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: read(Path(chosen)))
    dialogs.show(dialog)


def read_pack(path: Path) -> tuple[bytes, Pack]:
    """The text of a pack's file and what it says: a region of one's own. Raises FaultsError."""
    content = read_plain(path, MAX_PACK_BYTES, "1 MiB")
    pack = parse_pack(content, path.name)
    if pack.id in Library.embedded():
        raise FaultsError([Fault("id", "region_id_taken", {"found": pack.id})], path.name)
    return content, pack


def _dialog(dialogs: Dialogs, title: str) -> QFileDialog:
    tr = dialogs.wording.text
    dialog = QFileDialog(dialogs.parent, tr(title))
    dialog.setNameFilters([tr(N_("Regions (*.toml)")), tr(N_("All files (*)"))])
    return dialog
