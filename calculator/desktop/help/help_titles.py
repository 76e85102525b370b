"""The pages of the help by name, as its menu lists them."""

from typing import Literal

from calculator.ground.language import N_

PageName = Literal["worker", "clerk", "hall", "policy_section", "how", "limits", "keys", "coverage", "about"]
TITLES: dict[PageName, str] = {
    "how": N_("How it computes"),
    "limits": N_("What it cannot know"),
    "worker": N_("For the insured"),
    "clerk": N_("For the counter"),
    "hall": N_("For the hall's operator"),
    "policy_section": N_("For the policy section"),
    "keys": N_("Keys"),
    "coverage": N_("Every clause"),
    "about": N_("About"),
}
