"""Signing a region of one's own in the window: the key file, whose name it claims, and the result, checked at once."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from calculator.files.signed_packs.key_files import beside, read_key, write_signed
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.policy.installed.admission import name_of
from calculator.policy.installed.signature import SIGNATURE_SUFFIX, PrivateKey
from calculator.policy.pack import Pack
from calculator.whatif.pack_effect_words import signer_said
from calculator.widgets.announce import announce
from calculator.widgets.buttons import label, push_button
from calculator.widgets.dialogs.file_dialog import ask_to_open, ask_to_save
from calculator.widgets.field import Line, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording


class SigningDialog(QDialog):
    """Asks for a key file and a place, writes the pack with its signature there, and reads both back."""

    def __init__(
        self, wording: Wording, theme: Theme, pack: Pack, content: bytes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording, self._pack, self._content = wording, pack, content
        self._key: PrivateKey | None = None
        tr = wording.text
        self.setWindowTitle(tr(N_("Sign a region")))
        what = tr(N_("{name}, version {version}")).format(name=wording.of(pack.name), version=pack.version)
        text = N_(
            "Who has the public key can tell by the signature that the file is yours and unchanged. The key file"
            " itself you give to nobody; it has no passphrase, so keep it where only you can read it."
        )
        self.file: QLineEdit = Line()
        name = tr(N_("Key file"))
        self.file.setAccessibleName(name)
        self.file.setToolTip(tr(N_("The file of your private key, as “keygen” made it")))
        self.choose = push_button(wording, N_("C&hoose…"), N_("Choose the file of your private key"))
        self.signer = label("", "")
        self.told = label("", "heading")
        self.sign = push_button(wording, N_("&Sign and write…"), N_("Choose where the signed file is to be written"))
        self.leave = push_button(wording, N_("&Close"), N_("Close (Esc)"))
        set_role(self.sign, "primary")
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        for button in (self.sign, self.leave):
            flow.addWidget(button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for part in (label(what, "title"), label(tr(text), ""), caption(name, self.file)):
            column.addWidget(part)
        column.addLayout(row)
        for part in (self.signer, self.told):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(8))
        outer.addWidget(scrolled(inside, self.windowTitle()), 1)
        outer.addWidget(buttons)
        self.file.textEdited.connect(lambda _text: self._look())
        self.choose.clicked.connect(self._ask_key)
        self.sign.clicked.connect(self._ask_where)
        self.leave.clicked.connect(self.reject)
        self.sign.setEnabled(False)
        fit(self, theme, 560, 360)
        self.file.setFocus()

    def _ask_key(self) -> None:
        tr = self._wording.text
        ask_to_open(self, self._wording, tr(N_("Choose your key file")), [tr(N_("All files (*)"))], self.take_key)

    def take_key(self, path: Path) -> None:
        """Use the key in a file."""
        self.file.setText(str(path))
        self._look()

    def _look(self) -> None:
        """Say whose key the file holds, or why it is none."""
        self._key = None
        self.told.hide()
        text = self.file.text().strip()
        if not text:
            self.signer.hide()
        else:
            try:
                self._key = read_key(Path(text).expanduser())
            except FaultsError as error:
                self._say(self.signer, "\n".join(self._wording.fault(fault) for fault in error.faults), "fault")
            else:
                said = self._wording.text(N_("Signs as {signer}; others see this name and compare the fingerprint."))
                self._say(self.signer, said.format(signer=signer_said(self._key.public(), self._wording)), "")
        self.sign.setEnabled(self._key is not None)

    def _ask_where(self) -> None:
        tr, name = self._wording.text, f"{name_of(self._pack.id, self._pack.version)}.toml"
        title = tr(N_("Write the signed region to a file"))
        ask_to_save(self, self._wording, title, [tr(N_("Regions (*.toml)"))], self.sign_to, suffix="toml", name=name)

    def sign_to(self, path: Path) -> None:
        """Write the region and its signature, and say what was read back, or why there is no signature."""
        if self._key is None:
            return
        tr = self._wording.text
        try:
            found = write_signed(path, self._content, self._key)
        except FaultsError as error:
            why = "\n".join(self._wording.fault(fault) for fault in error.faults)
            self._say(self.told, tr(N_("It was not signed. {why}")).format(why=why), "fault")
            return
        said = tr(N_("Signed and checked: {file} and {signature} say version {version}, signed by {signer}."))
        said = said.format(
            file=path.name,
            signature=beside(path, SIGNATURE_SUFFIX).name,
            version=self._pack.version,
            signer=signer_said(found.signer, self._wording),
        )
        self._say(self.told, said, "heading")

    def _say(self, where: QWidget, text: str, role: str) -> None:
        set_role(where, role)
        where.setProperty("text", text)
        where.setAccessibleName(text)
        where.show()
        announce(self, text)
