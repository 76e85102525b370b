"""The screens of an estimate that are drawn: what is chosen, and what came of it, question by question."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from pictures.policy_desk import TODAY
from PySide6.QtWidgets import QWidget

from calculator.batch.drawn_population import Population
from calculator.desktop.estimates.estimate_page import EstimatePage
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.files.many_people.estimate_files import read_population
from calculator.files.many_people.estimate_run import BEFORE_REFORM, Asked, Estimated, estimated
from calculator.ground.language import N_, Language
from calculator.ground.progress import Work
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.whatif.other_packs import EarlierPacks
from calculator.widgets.theme import Theme

_PLACE = 2
_FEWER = 50
"""So many times fewer people are drawn than in the example: a picture needs no more."""


def desk(session: Session, theme: Theme) -> PolicyDesk:
    """The policy desk, turned to the estimate."""
    pages = [(session.wording.text(N_("Estimate")), lambda: EstimatePage(session, theme))]
    data = Path(gettempdir()) / "gongjisuan-pictures"
    made = PolicyDesk(session, theme, data=data, today=TODAY, pages=pages)
    made.turn_to(_PLACE)
    return made


def page_of(screen: QWidget) -> EstimatePage:
    """The page of the estimate."""
    assert isinstance(screen, PolicyDesk)
    page = screen.tabs.page(_PLACE)
    assert isinstance(page, EstimatePage)
    return page


@cache
def found(language: Language) -> tuple[Asked, Estimated]:
    """Some of the example's people by the reform."""
    path = resource("examples", "estimate.toml")
    example = read_population(path.read_bytes(), path.name)
    groups = tuple(group.model_copy(update={"people": group.people // _FEWER}) for group in example.group)
    people: Population = example.model_copy(update={"group": groups, "stands_for": example.stands_for * _FEWER})
    library = Library.embedded()
    asked = Asked(people, EarlierPacks(library), library, BEFORE_REFORM, language, {}, engine="plain", processes=1)
    with TemporaryDirectory() as folder:
        return asked, estimated(asked, Path(folder), Work())


def computed(group: str, part: str = "cost") -> Callable[[QWidget], None]:
    """An estimate by a table and a question."""

    def act(screen: QWidget) -> None:
        page = page_of(screen)
        page.show_estimate(*found(page.choices.question().language))
        page.view.group.button(group).click()
        page.view.part.button(part).click()

    return act


def tables(screen: QWidget) -> None:
    """Tables and rules that are still to be chosen."""
    page = page_of(screen)
    page.choices.source.button("files").click()
    page.choices.rules.button("pack").click()
    page.start.click()


def choices(_screen: QWidget) -> None:
    """As it opens."""


ESTIMATES: dict[str, Callable[[QWidget], None]] = {
    "estimate": choices,
    "estimate-tables": tables,
    "estimate-cost": computed("status"),
    "estimate-pooled": computed("decile", "pooled"),
    "estimate-accounts": computed("age", "credited"),
    "estimate-shares": computed("status", "shares"),
    "estimate-levels": computed("level"),
    "estimate-stated": computed("stated"),
}
