"""Choosing the region of the shown person."""

from calculator.desktop.region_field import RegionField
from calculator.desktop.session import Session
from calculator.widgets.theme import Theme


class RegionPicker(RegionField):
    """The shown person's region; `chosen` carries the id of another one that a person picks.

    Whoever listens puts it into the case; the picker shows what stands there.
    """

    def __init__(self, session: Session, theme: Theme) -> None:
        self._session = session
        super().__init__(
            session.library,
            session.wording,
            theme,
            session.pack.id,
            lambda region: session.case.readings.get(region, {}),
        )
        session.changed.connect(self.refresh)

    @property
    def region(self) -> str | None:
        """The id of the shown person's region."""
        return self._session.pack.id

    def _picked(self, region: str) -> None:
        self.chosen.emit(region)
