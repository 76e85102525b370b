"""Every screen of the hall terminal, with answers that fill it."""

from collections.abc import Iterator
from datetime import date

from driver.screens import freed

from calculator.kiosk.answers import UNKNOWN, Answers, Step, StepName
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.visitor import FIRST, RESULT, RULES, Place

_VISIT: dict[Step, object] = {
    Step("errand"): "visit",
    Step("region"): "rizhao",
    Step("status"): "flexible",
    Step("level"): "level3",
    Step("amount"): 1234567_89,
    Step("earlier"): "yes",
    Step("used"): 400_00,
    Step("pooled"): UNKNOWN,
}
_TWO = {**_VISIT, Step("level", 1): "level1", Step("amount", 1): 1234567_89, Step("day"): date(2023, 10, 12)}
_ACCOUNT: dict[Step, object] = {Step("errand"): "account", Step("region"): "erenhot", Step("status"): "employed"}


def _asked(of: dict[Step, object], *names: StepName) -> Iterator[tuple[Answers, Place]]:
    for name in names:
        yield Answers(of), Step(name)


def stations() -> Iterator[tuple[Answers, Place]]:
    """Every screen, each with answers that fill it."""
    yield Answers(), FIRST
    yield from _asked(_VISIT, "errand", "region", "status", "level", "amount", "own_paid", "day")
    yield from _asked(_VISIT, "earlier", "used", "pooled")
    yield from ((Answers(_TWO, 2), place) for place in (RESULT, "why", "doubts", "cheaper", "visits", "answers"))
    yield from _asked({**_VISIT, Step("region"): "gansu"}, "city_deductible", "city_rate", "city_cap")
    yield Answers({**_VISIT, Step("region"): "gansu", Step("city_deductible"): UNKNOWN}), RESULT
    yield Answers({**_VISIT, Step("region"): "nanchang", Step("errand"): "left"}), RESULT
    yield Answers({**_VISIT, Step("errand"): "cheaper"}), RESULT
    yield from _asked(_ACCOUNT, "plan", "age", "contribution_base", "own_pension", "average_pension")
    yield Answers({**_ACCOUNT, Step("plan"): UNKNOWN, Step("contribution_base"): 6500_00}), RESULT
    yield Answers({**_ACCOUNT, Step("plan"): "combined", Step("contribution_base"): UNKNOWN}), RESULT
    rules = Answers({Step("errand"): "rules", Step("region"): "gansu"})
    yield rules, RULES
    for topic in ("setting", "account_use"):
        yield rules, f"topic:{topic}"
    yield Answers(_VISIT), "message:The printer does not answer. Please ask at a counter."
    yield Answers(_VISIT), "message:This terminal has no font with Chinese characters. Please ask at a counter."


def put(window: HallWindow, answers: Answers, place: Place) -> None:
    """Show a screen as if the answers had led to it."""
    visitor = window.visitor
    visitor.answers, visitor.ways = answers, [FIRST] if place == FIRST else [FIRST, place]
    visitor.forget_result()
    window.refresh()
    freed()
