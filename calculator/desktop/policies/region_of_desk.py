"""The region whose rules are shown, which need be nobody's: choosing it changes nothing in the household."""

from collections.abc import Callable

from calculator.session.session import Session
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme
from calculator.words.citing import RuleAt


class ShownRegion(RegionField):
    """A field for the region that `shown` gives; `chosen` carries the id of another one that a person picks."""

    def __init__(self, session: Session, theme: Theme, shown: Callable[[], str]) -> None:
        self._shown_region = shown
        super().__init__(
            session.library,
            session.wording,
            theme,
            shown(),
            lambda region: session.case.readings.get(region, {}),
        )

    @property
    def region(self) -> str | None:
        """The id of the shown region."""
        return self._shown_region()

    def _picked(self, region: str) -> None:
        self.chosen.emit(region)


def region_citing(session: Session, rule: RuleAt) -> str:
    """The region in whose documents a rule stands: its own, else one of the household's, at first the shown person's.

    What an account pays follows the region of its owner, who may be insured elsewhere.
    """
    if rule.region and rule.region in session.library:
        return rule.region
    regions = dict.fromkeys((session.person.region, *(person.region for person in session.case.people)))
    for region in regions:
        if any(rule.cited.startswith(source.number) for source in session.library.pack(region).sources):
            return region
    return session.person.region
