"""A region of one's own to and from a file that others have."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from calculator.desktop.dialogs import Dialogs
from calculator.language import N_
from calculator.policy.library import MAX_PACK_BYTES, read_plain


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


def read_pack(path: Path) -> bytes:
    """The bytes of a pack's file. Raises FaultsError."""
    return read_plain(path, MAX_PACK_BYTES, "1 MiB")


def _dialog(dialogs: Dialogs, title: str) -> QFileDialog:
    tr = dialogs.wording.text
    dialog = QFileDialog(dialogs.parent, tr(title))
    dialog.setNameFilters([tr(N_("Regions (*.toml)")), tr(N_("All files (*)"))])
    return dialog
