"""Colours keep their contrast, and every scheme and size of text gives a whole style sheet."""

import re

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from calculator.widgets.theme import COLOURS, Scheme, Theme, dress, font, set_role, style_sheet

MEANINGS = ("text", "muted", "pooled", "account", "cash", "deductible", "refused")
SCHEMES: list[Scheme] = list(COLOURS)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_text_can_be_read_on_its_ground(scheme: Scheme, meaning: str) -> None:
    colours = COLOURS[scheme]
    least = 7 if scheme == "contrast" else 4.5
    for ground in (colours.card, colours.ground):
        assert contrast(getattr(colours, meaning), ground) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pressed_buttons_selected_rows_and_outlines_can_be_seen(scheme: Scheme) -> None:
    colours = COLOURS[scheme]
    assert contrast(colours.on_accent, colours.pooled) >= 4.5
    assert contrast(colours.text, colours.selection) >= 4.5
    assert contrast(colours.refused, colours.selection) >= 4.5
    assert contrast(colours.field_line, colours.card) >= 3


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_style_sheet_has_every_name_filled_in(scheme: Scheme, percent: int) -> None:
    sheet = style_sheet(Theme(scheme, percent))
    assert "$" not in sheet
    assert f"font-size: {28 * percent // 100}px" in sheet
    found = re.search(r'url\("([^"]+)"\)', sheet)
    assert found is not None
    assert found[1].endswith(f"check-{scheme}.svg")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_cannot_be_pressed_looks_different(scheme: Scheme, qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp, Theme(scheme))
    pictures = []
    for enabled in (True, False):
        button, menu = QPushButton("button"), QMenu()
        action = menu.addAction("action")
        for control in (button, menu):
            qtbot.addWidget(control)
        for part in (button, action):
            part.setEnabled(enabled)
        pictures.append((button.grab().toImage(), menu.grab().toImage()))
    (button_on, menu_on), (button_off, menu_off) = pictures
    assert button_on != button_off
    assert menu_on != menu_off


def test_an_apostrophe_among_latin_letters_is_no_wider_than_they_are(qapp: QApplication) -> None:
    wide, narrow = (QFontMetricsF(font(Theme(latin=latin))).horizontalAdvance("it’s") for latin in (False, True))
    assert narrow < wide


def test_a_label_shows_a_name_as_it_is_written(qtbot: QtBot) -> None:
    name, plain = QLabel("<b>Ming</b>"), QLabel("Ming")
    for label in (name, plain):
        qtbot.addWidget(label)
        set_role(label, "small")
    assert name.sizeHint().width() > plain.sizeHint().width()
