"""The pages of the help by name, as its menu lists them."""

from typing import Literal

from calculator.ground.language import N_

PageName = Literal["how", "limits", "keys", "coverage", "about"]
TITLES: dict[PageName, str] = {
    "how": N_("How it computes"),
    "limits": N_("What it cannot know"),
    "keys": N_("Keys"),
    "coverage": N_("Every clause"),
    "about": N_("About"),
}
