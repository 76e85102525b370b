"""Files outside the program: asked for in its language, and shown by the system's own programs."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QProcess, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from calculator.files.folders import config_folder
from calculator.files.last_folder import keep_last_folder, last_folder
from calculator.ground.language import N_
from calculator.words.wording import Wording

_LANGUAGES = {"zh": QLocale.Language.Chinese, "en": QLocale.Language.English}


def ask_to_open(
    parent: QWidget | None, wording: Wording, title: str, filters: Sequence[str], take: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file that is there; `take` is given it."""
    dialog = _dialog(parent, wording, title, filters, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_to_save(
    parent: QWidget | None,
    wording: Wording,
    title: str,
    filters: Sequence[str],
    take: Callable[[Path], object],
    *,
    suffix: str,
    name: str | Path = "",
) -> QFileDialog:
    """Ask where to write, first of all a file called `name`, or in its folder where it has one; `suffix` has no dot."""
    dialog = _dialog(parent, wording, title, filters, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    if isinstance(name, Path):
        dialog.setDirectory(str(name.parent))
        name = name.name
    if name:
        dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget | None, wording: Wording, title: str, filters: Sequence[str], take: Callable[[Path], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(_begin()))
    # The system's own dialog speaks the system's language.
    same = QLocale.system().language() == _LANGUAGES[wording.language]
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not same)
    dialog.setNameFilters(list(filters))
    # Qt's own words for these two are in English only.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, wording.text(N_("Look in:")))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, wording.text(N_("Files of type:")))
    dialog.setModal(True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(file: str) -> None:
        keep_last_folder(config_folder(), Path(file).parent)
        take(Path(file))

    dialog.fileSelected.connect(chosen)
    return dialog


def _begin() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return last_folder(config_folder()) or next(
        (folder for folder in (Path(documents), Path.home()) if documents and folder.is_dir()), Path()
    )


def open_outside(path: Path) -> bool:
    """Hand a local file or folder to the system's viewer; whether there was anything to hand it to."""
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    program = "open" if sys.platform == "darwin" else "xdg-open"
    started = QProcess.startDetached(program, [str(path.absolute())])
    return bool(started[0] if isinstance(started, tuple) else started)
