"""Colours, type and spacing: one scale, light and dark, enlarged as the person asks."""

from functools import cache
from string import Template
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from calculator.ground.resources import resource

STYLE = "Fusion"
"""Qt's style that the style sheet is written for; the same on every system."""

Scheme = Literal["light", "dark", "contrast"]

_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


class Colours(NamedTuple):
    """One colour a meaning, the same everywhere; texts keep at least 4.5 : 1 against card and ground."""

    ground: str
    card: str
    line: str
    field_line: str
    text: str
    muted: str
    on_accent: str
    selection: str
    track: str
    pooled: str
    account: str
    cash: str
    deductible: str
    refused: str


COLOURS: dict[Scheme, Colours] = {
    "light": Colours(
        ground="#F4F6FA",
        card="#FFFFFF",
        line="#DDE2EA",
        field_line="#8791A1",
        text="#111827",
        muted="#4B5563",
        on_accent="#FFFFFF",
        selection="#D8F0EC",
        track="#E5E9F0",
        pooled="#0F766E",
        account="#B45309",
        cash="#475569",
        deductible="#1D4ED8",
        refused="#B91C1C",
    ),
    "dark": Colours(
        ground="#0F172A",
        card="#1B2536",
        line="#334155",
        field_line="#7486A0",
        text="#E8ECF2",
        muted="#B3BDCC",
        on_accent="#06221F",
        selection="#134E4A",
        track="#334155",
        pooled="#2DD4BF",
        account="#FBBF24",
        cash="#CBD5E1",
        deductible="#93C5FD",
        refused="#FCA5A5",
    ),
    # Black and white with few, bright colours: at least 7 : 1 everywhere.
    "contrast": Colours(
        ground="#000000",
        card="#000000",
        line="#FFFFFF",
        field_line="#FFFFFF",
        text="#FFFFFF",
        muted="#FFFFFF",
        on_accent="#000000",
        selection="#00463F",
        track="#5A5A5A",
        pooled="#4DFFE1",
        account="#FFD93D",
        cash="#FFFFFF",
        deductible="#9CCBFF",
        refused="#FFA0A0",
    ),
}


class Theme(NamedTuple):
    """A colour scheme and the size of text in percent (100 to 200); `latin` where the text is in Latin letters."""

    scheme: Scheme = "light"
    percent: int = 100
    latin: bool = False

    @property
    def colours(self) -> Colours:
        """The scheme's colours."""
        return COLOURS[self.scheme]

    def px(self, size: float) -> int:
        """A length of the 100% design in pixels of this theme."""
        return round(size * self.percent / 100)

    def colour(self, meaning: str) -> QColor:
        """The colour of a meaning, by its field in `Colours`."""
        return QColor(getattr(self.colours, meaning))


@cache
def _families() -> tuple[str, ...]:
    """The system's Chinese families that are there, so that Qt does not search for those that are not."""
    have = set(QFontDatabase.families())
    return tuple(name for name in _FAMILIES if name in have) or _FAMILIES


def font(theme: Theme, size: float = 14, *, bold: bool = False) -> QFont:
    """The interface font at a size of the scale 12 / 14 / 16 / 20 / 28."""
    made = QFont()
    made.setFamilies(list(_families()))
    made.setPixelSize(theme.px(size))
    made.setBold(bold)
    made.clearFeatures()  # those of the last theme, which the program's font still has
    if theme.latin:
        # Quotation marks and apostrophes as wide as they are, not as wide as a Chinese character.
        made.setFeature(QFont.Tag("pwid"), 1)
    return made


@cache
def _template() -> Template:
    return Template(resource("styles", "gongjisuan.qss").read_text("utf-8"))


def style_sheet(theme: Theme) -> str:
    """The style sheet for a theme: `$name` is a colour, `$px14` a length."""
    names = {name: getattr(theme.colours, name) for name in Colours._fields}
    lengths = {f"px{size}": f"{theme.px(size)}px" for size in range(41)}
    # Style sheets want slashes in paths, on Windows too.
    check = resource("icons", f"check-{theme.scheme}.svg").as_posix()
    return _template().substitute(names, check=f'"{check}"', **lengths)


def palette(theme: Theme) -> QPalette:
    """The palette that Fusion paints what no style sheet reaches with."""
    colours, made = theme.colours, QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.ground,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.card,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Link: colours.deductible,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made


def system_scheme() -> Scheme:
    """Light or dark as the system has it."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole program a theme, whatever style it was started with."""
    app.setStyle(STYLE)
    prepare(app, theme)
    finish(app, theme)


def prepare(app: QApplication, theme: Theme) -> None:
    """The part of a theme that widgets may be made under quickly: palette and font."""
    app.setPalette(palette(theme))
    app.setFont(font(theme))


def finish(app: QApplication, theme: Theme) -> None:
    """The style sheet; set before widgets are made, it would be worked out anew each time one is put into another."""
    sheet = style_sheet(theme)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def as_text(label: QLabel) -> None:
    """Let a label show its text as it is: a name in it is no page, whatever signs it has."""
    label.setTextFormat(Qt.TextFormat.PlainText)


def set_role(widget: QWidget, role: str) -> None:
    """Name what a widget is for the style sheet; takes effect at once. A label shows its text as it is, no markup."""
    if isinstance(widget, QLabel):
        as_text(widget)
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed before it is first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)
