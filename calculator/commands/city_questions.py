"""The figures of the office's city below a provincial framework, asked for one after the other."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from calculator.commands.console import tell, write
from calculator.files.hall_settings import HallSettings
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.ground.money import format_rate
from calculator.ground.typed_values import typed_percentage
from calculator.policy.packs import Packs
from calculator.words.wording import Wording

_LEVELS = {"level1": N_("level 1 and below"), "level2": N_("level 2"), "level3": N_("level 3")}
_NAME = N_("Name of the city whose figures hold; empty where nobody's do")
_SINGLE = {
    "retired_uplift": N_("Percentage points by which a retired person's rate is higher, such as 5"),
    "cap": N_("Limit of a year (yuan)"),
}

Answered = Callable[[str], str]
"""Asks one question on the terminal; gives what was typed."""
Checked = Callable[[dict[str, Any]], HallSettings]
"""The settings in plain data. Raises FaultsError."""


def city_asked(
    settings: HallSettings, packs: Packs, wording: Wording, answered: Answered, checked: Checked
) -> HallSettings:
    """The settings with the city's figures; only where the region that stands first is a framework.

    What does not fit is told, and all is asked again with what was typed in brackets. Raises FaultsError where nobody
    answers any more.
    """
    region = settings.defaults.region
    if region is None or packs.pack(region).standing != "framework":
        return settings
    data: dict[str, Any] = settings.model_dump(mode="json", exclude_none=True)
    city: dict[str, Any] = data["defaults"].setdefault("city", {})
    write(wording.text(N_("This province leaves figures to its cities. Those of your city:")) + "\n")
    while True:
        _ask(city, "name", wording.text(_NAME), answered)
        if not city.get("name"):
            del data["defaults"]["city"]
            return checked(data)
        for table, text in (
            ("deductible", N_("Deductible of a year, {level} (yuan)")),
            ("rate", N_("Rate of those in work, {level} (percent, such as 65)")),
        ):
            figures = city.setdefault(table, {})
            for level, name in _LEVELS.items():
                said = wording.text(text).format(level=wording.text(name))
                _ask(figures, level, said, answered, rate=table == "rate")
        for name, text in _SINGLE.items():
            _ask(city, name, wording.text(text), answered, rate=name == "retired_uplift")
        try:
            return checked(data)
        except FaultsError as error:
            tell(error.faults, "", wording.language)


def _ask(figures: dict[str, Any], name: str, said: str, answered: Answered, *, rate: bool = False) -> None:
    """One figure; Enter keeps what stands, - empties it. What cannot be read is left as typed, for a fault to name."""
    answer = answered(f"{said} [{figures.get(name, '')}] ")
    if answer == "-":
        figures.pop(name, None)
    elif answer:
        figures[name] = answer
        if rate:
            with suppress(ValueError):
                figures[name] = format_rate(typed_percentage(answer))
