"""The pictures of README and of the guides: a few screens, in both languages, as small as they can still be read."""

from typing import NamedTuple

from pictures import hall
from pictures.screens import SCREENS, Screen, found, window
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from calculator.desktop.visits.visits_card import VisitsCard

_WINDOW = QSize(1120, 700)


class GuidePicture(NamedTuple):
    """A screen, and the window that it is drawn in."""

    screen: Screen
    size: QSize = _WINDOW


def note_receipt(screen: QWidget) -> QWidget:
    """The form for one receipt after the other."""
    card = found(screen, VisitsCard)
    card.note_receipt()
    return card


PICTURES = {
    "window": GuidePicture(SCREENS["window"], QSize(1320, 760)),
    "receipt": GuidePicture(Screen(window, note_receipt), QSize(1280, 1000)),
    "policy": GuidePicture(SCREENS["desk-policy"]),
    "counter": GuidePicture(SCREENS["counter-answer"]),
    "kiosk": GuidePicture(Screen(hall.terminal, hall.answered), QSize(608, 1080)),
}
