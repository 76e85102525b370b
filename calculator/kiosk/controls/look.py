"""How the terminal looks: colours that keep 7 : 1, and lengths that grow with the screen and in large print."""

from functools import cache
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QFont

from calculator.widgets.theme import COLOURS, Colours, Theme, font

TextSize = Literal["small", "text", "key", "question", "figure"]

LEAST_TARGET, GAP = 64, 12
"""The shorter side of what is touched, and the room between two such, in pixels."""
_SIZES: dict[TextSize, int] = {"small": 24, "text": 26, "key": 28, "question": 36, "figure": 60}
_LARGE: dict[TextSize, int] = {"small": 32, "text": 34, "key": 36, "question": 42, "figure": 66}
LEADING = 1.4
"""The height of a line against the size of its letters; a font that asks for more is given more."""
_SMALLEST_SCREEN, _MOST = 800, 1.6

_LIGHT = COLOURS["light"]._replace(
    # The same meanings as in the window, darker: here they keep 7 : 1 as texts and below white ones.
    field_line="#4B5563",
    line="#C6CEDA",
    muted="#374151",
    selection="#E3F4F1",
    pooled="#0B5A54",
    account="#7C3A06",
    cash="#334155",
    deductible="#1E3A8A",
    refused="#8F1414",
)


@cache
def _font(size: int, latin: bool, bold: bool) -> QFont:
    made = font(Theme(latin=latin), bold=bold)
    made.setPixelSize(size)
    return made


class Look(NamedTuple):
    """Contrast or not, large print or not, Latin letters or not; `unit` is how much larger than 768 the screen is."""

    contrast: bool = False
    large: bool = False
    latin: bool = False
    unit: float = 1.0

    @property
    def colours(self) -> Colours:
        """The colours by their meaning."""
        return COLOURS["contrast"] if self.contrast else _LIGHT

    def colour(self, meaning: str) -> QColor:
        """The colour of a meaning, by its field in `Colours`."""
        return QColor(getattr(self.colours, meaning))

    def px(self, length: float) -> int:
        """A length of the smallest screen in pixels of this one; never smaller."""
        return round(length * self.unit)

    def size(self, text: TextSize) -> int:
        """The height of letters in pixels."""
        return round((_LARGE if self.large else _SIZES)[text] * self.unit)

    def font(self, text: TextSize, *, bold: bool = False) -> QFont:
        """The font of a size."""
        return _font(self.size(text), self.latin, bold)

    @property
    def gap(self) -> int:
        """The room between two things that can be touched."""
        return self.px(GAP)

    @property
    def target(self) -> int:
        """The least side of what can be touched; in large print its letters need more."""
        return self.px(LEAST_TARGET + (12 if self.large else 0))


def unit_of(width: int, height: int) -> float:
    """How much larger things are on a screen, which is read from as far, than on the smallest."""
    return min(_MOST, max(1.0, min(width, height) / _SMALLEST_SCREEN))
