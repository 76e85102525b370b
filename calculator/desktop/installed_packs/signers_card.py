"""The signers that a person trusts: listed by name and fingerprint, added from a key's file, taken out again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy.installed.signature import PublicKey
from calculator.session.session import Session
from calculator.whatif.pack_effect_words import signer_said
from calculator.widgets.buttons import label, push_button
from calculator.widgets.card import Card
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role

_ROWS = 4


class SignersCard(Card):
    """`trust_wanted` and `distrust_wanted` when a person would; the latter carries the key."""

    trust_wanted = Signal()
    distrust_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._wording, tr = session.wording, session.wording.text
        self._theme = theme
        self.box.setSpacing(theme.px(8))
        title = label(tr(N_("Trusted si&gners")), "title")
        title.setAccessibleName(tr(N_("Trusted signers")))
        about = N_(
            "Only a signer whom you trust can give you a later version of a policy that comes with the program."
            " Compare the fingerprint with the one that they tell you themselves."
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Trusted signers")))
        self.list.setToolTip(tr(N_("Whose signed policies are taken as theirs: name and fingerprint")))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.list, "people")
        title.setBuddy(self.list)
        self.nobody = label(tr(N_("Nobody is trusted yet.")), "muted")
        self.trust = push_button(
            session.wording, N_("&Trust…"), N_("Trust a signer, whose public key is in a file (.pub)")
        )
        self.distrust = push_button(
            session.wording, N_("&Distrust…"), N_("Trust the selected signer no longer; asks first")
        )
        self.trust.clicked.connect(self.trust_wanted)
        self.distrust.clicked.connect(self._ask)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        flow.addWidget(self.trust)
        flow.addWidget(self.distrust)
        for part in (title, label(tr(about), "small"), self.list, self.nobody, buttons):
            self.box.addWidget(part)
        self._keys: list[PublicKey] = []
        self.show_keys([])

    def show_keys(self, keys: list[PublicKey]) -> None:
        """Show the trusted keys."""
        self._keys = keys
        self.list.clear()
        for key in keys:
            item = QListWidgetItem(signer_said(key, self._wording))
            item.setToolTip(not_a_page(item.text()))
            self.list.addItem(item)
        self.list.setVisible(bool(keys))
        self.nobody.setVisible(not keys)
        if keys:
            self.list.setCurrentRow(0)
        # Room for a second line, which a long name may take; the rest scrolls.
        self.list.setFixedHeight(self._theme.px(24 + 34 * min(_ROWS, max(1, len(keys)))))
        self._enable()

    def current(self) -> PublicKey | None:
        """The selected key."""
        row = self.list.currentRow()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def _enable(self) -> None:
        self.distrust.setEnabled(self.current() is not None)

    def _ask(self) -> None:
        key = self.current()
        if key is not None:
            self.distrust_wanted.emit(key)
