"""The dialog of installed policies, as it is drawn: the list, a policy before it is installed, a question."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pictures.waiting import wait_while
from PySide6.QtWidgets import QMessageBox, QWidget

from calculator.desktop.installed_packs.packs_dialog import PacksDialog
from calculator.files.signed_packs.key_files import beside
from calculator.files.signed_packs.pack_store import PackStore, read_candidate
from calculator.ground.resources import resource
from calculator.policy.installed.signature import PUBLIC_SUFFIX, SIGNATURE_SUFFIX, PrivateKey, new_key, sign
from calculator.session.session import Session
from calculator.widgets.theme import Theme

_SIGNER, _STRANGER = new_key("日照市医疗保障局"), new_key("某某")


_NAMES = {"rizhao": ("日照市", "Rizhao"), "linxian": ("临县", "Linxian"), "xincheng": ("新城市", "Xincheng")}


def _write(folder: Path, version: int, cap: int, region: str = "rizhao", key: PrivateKey | None = None) -> Path:
    text = (resource("policies") / "rizhao.toml").read_text("utf-8")
    text = text.replace('id = "rizhao"', f'id = "{region}"', 1).replace("version = 1", f"version = {version}", 1)
    for rizhao, other in zip(_NAMES["rizhao"], _NAMES[region], strict=True):
        text = text.replace(f'"{rizhao}"', f'"{other}"', 1)
    path = folder / f"{region}-{version}.toml"
    path.write_text(text.replace("amount = 2000", f"amount = {cap}"), "utf-8")
    if key is not None:
        beside(path, SIGNATURE_SUFFIX).write_bytes(sign(path.read_bytes(), key).text())
    return path


def packs(session: Session, theme: Theme) -> PacksDialog:
    """Own, signed and faulty policies beside those that come with the program, and a trusted signer."""
    kept = TemporaryDirectory(prefix="gongjisuan-pictures")
    folder = Path(kept.name)
    store = PackStore(folder / "packs")
    public = folder / f"signer{PUBLIC_SUFFIX}"
    public.write_bytes(_SIGNER.public().text())
    store.trust(public)
    store.install(read_candidate(_write(folder, 2, 300, key=_SIGNER)))
    store.install(read_candidate(_write(folder, 1, 2000, "xincheng")))
    store.install(read_candidate(_write(folder, 3, 2000, "linxian", _STRANGER)))
    (store.folder / "broken@1.toml").write_text("broken", "utf-8")
    later = _write(folder, 3, 9000, key=_SIGNER)
    dialog = PacksDialog(session, theme, store)
    dialog.packs.show_listing(dialog.listing, "rizhao@2")
    dialog.setProperty("later", str(later))
    dialog.destroyed.connect(partial(TemporaryDirectory.cleanup, kept))  # which holds the folder until then
    return dialog


def look_at_one(screen: QWidget) -> None:
    """A policy before it is installed."""
    assert isinstance(screen, PacksDialog)
    screen.look_at(Path(screen.property("later")))
    wait_while(lambda: screen.work.busy)


def ask_to_remove(screen: QWidget) -> QWidget | None:
    """The question before a policy is removed."""
    assert isinstance(screen, PacksDialog)
    screen.packs.remove.click()
    return screen.findChild(QMessageBox)


def show_signers(screen: QWidget) -> None:
    """Whose policies are trusted."""
    assert isinstance(screen, PacksDialog)
    screen.area.verticalScrollBar().setValue(screen.area.verticalScrollBar().maximum())


def leave(_screen: QWidget) -> None:
    """As it stands."""


PACKS: dict[str, Callable[[QWidget], QWidget | None]] = {
    "packs": leave,
    "packs-signers": show_signers,
    "packs-candidate": look_at_one,
    "packs-remove": ask_to_remove,
}
