"""The settings as a dialog; nothing changes until a person saves."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.files.settings import (
    KEEPING,
    LARGEST,
    MOST_DAYS,
    SCHEME_CHOICES,
    SMALLEST,
    Keeping,
    SchemeChoice,
    Settings,
)
from calculator.ground.language import N_, as_language
from calculator.ground.money import Fen, format_amount, format_grouped
from calculator.widgets.check import Check
from calculator.widgets.choice import Choice
from calculator.widgets.field import Field, caption
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording

LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
"""Each in its own language, so that whoever cannot read the other finds theirs."""

_SIZES = range(SMALLEST, LARGEST + 1, 25)
_SCHEMES: dict[SchemeChoice, str] = {
    "system": N_("as the system"),
    "light": N_("light"),
    "dark": N_("dark"),
    "contrast": N_("high contrast"),
}
_KEEPING: dict[Keeping, str] = {
    "until_deleted": N_("until deleted"),
    "days": N_("until unopened for some days"),
    "nothing": N_("none is kept"),
}
_SAMPLE = Fen(1234567_89)


def _read_days(text: str) -> int:
    """A number of days. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_DAYS):
        raise ValueError(text)
    return int(text)


class SettingsDialog(QDialog):
    """Language, size of text, colours, grouping; `settings` gives what is chosen."""

    def __init__(self, settings: Settings, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before, self._theme = settings, theme
        tr = wording.text
        self.setWindowTitle(tr(N_("Settings")))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(6))
        self.language = self._choice(tr(N_("Language")), list(LANGUAGE_NAMES.items()))
        self.percent = self._choice(tr(N_("Size of text")), [(str(size), f"{size}%") for size in _SIZES])
        self.sample = QLabel(tr(N_("Text at this size: ¥1,234.56")))
        as_text(self.sample)
        self.sample.setWordWrap(True)
        self._column.addWidget(self.sample)
        self.scheme = self._choice(tr(N_("Colours")), [(name, tr(_SCHEMES[name])) for name in SCHEME_CHOICES])
        self.grouped = self._choice(
            tr(N_("Amounts")), [("grouped", format_grouped(_SAMPLE)), ("plain", format_amount(_SAMPLE))]
        )
        self.keep = self._choice(
            tr(N_("Households that are kept on this computer")), [(name, tr(_KEEPING[name])) for name in KEEPING]
        )
        self.days = Field(
            tr(N_("After how many days unopened they are deleted")),
            read=_read_days,
            show_value=str,
            expected=tr(N_("A whole number from 1 to {most} is expected")).format(most=MOST_DAYS),
        )
        self._column.addWidget(self.days)
        self.ask_which = Check(theme, tr(N_("Ask at the start which household to open")))
        self._column.addWidget(self.ask_which)
        self._column.addStretch(1)
        self.buttons = self._buttons(wording)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(12))
        outer.addWidget(scrolled(inside, tr(N_("Settings"))), 1)
        outer.addWidget(self.buttons)
        self.percent.chosen.connect(self._show_sample)
        self.days.committed.connect(self._take_days)
        self.keep.chosen.connect(lambda _key: self._show_days())
        self._put(settings)
        fit(self, theme, 460, 560)
        self.language.button(settings.language).setFocus()

    @property
    def settings(self) -> Settings:
        """What is chosen; a size between those offered stays until another is chosen."""
        scheme = self.scheme.current()
        return Settings(
            language=as_language(self.language.current() or self._before.language),
            percent=int(self.percent.current() or self._before.percent),
            scheme=next((name for name in SCHEME_CHOICES if name == scheme), self._before.scheme),
            grouped=self.grouped.current() != "plain",
            keep=next((name for name in KEEPING if name == self.keep.current()), self._before.keep),
            keep_days=self._days,
            ask_which=self.ask_which.isChecked(),
        )

    def _choice(self, name: str, options: list[tuple[str, str]]) -> Choice:
        choice = Choice(name, options)
        for key, _label in options:
            choice.button(key).setAutoDefault(False)  # Enter saves; the space bar and arrows choose
        self._column.addWidget(caption(name, choice.button(options[0][0])))
        self._column.addWidget(choice)
        return choice

    def _buttons(self, wording: Wording) -> QDialogButtonBox:
        tr, box = wording.text, QDialogButtonBox()
        self.save = QPushButton(tr(N_("&Save")))
        self.save.setToolTip(tr(N_("Keep these settings and show the window with them")))
        set_role(self.save, "primary")
        self.cancel = QPushButton(tr(N_("&Cancel")))
        self.cancel.setToolTip(tr(N_("Close and change nothing (Esc)")))
        self.defaults = QPushButton(tr(N_("&Defaults")))
        self.defaults.setToolTip(tr(N_("Choose the program's own settings; the language stays")))
        self.defaults.setAutoDefault(False)
        box.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.addButton(self.defaults, QDialogButtonBox.ButtonRole.ResetRole)
        self.save.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.defaults.clicked.connect(lambda: self._put(Settings()._replace(language=self.settings.language)))
        return box

    def _put(self, settings: Settings) -> None:
        self.language.set_current(settings.language)
        self.percent.set_current(str(settings.percent))
        self.scheme.set_current(settings.scheme)
        self.grouped.set_current("grouped" if settings.grouped else "plain")
        self.keep.set_current(settings.keep)
        self._show_days()
        self._take_days(settings.keep_days)
        self.ask_which.setChecked(settings.ask_which)
        self._show_sample()

    def _show_days(self) -> None:
        """Days are asked for only where they matter."""
        self.days.setVisible(self.keep.current() == "days")

    def _take_days(self, days: int) -> None:
        self._days = days
        self.days.set_value(days)

    def _show_sample(self) -> None:
        """The sample stands in the chosen size, before the whole window does."""
        pixels = Theme(percent=self.settings.percent).px(14)
        self.sample.setStyleSheet(f"font-size: {pixels}px")
