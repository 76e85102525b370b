"""Choosing the region of the shown person."""

from calculator.session.session import Session
from calculator.widgets.region_field import RegionField
from calculator.widgets.region_list import ID_ROLE
from calculator.widgets.theme import Theme


class RegionPicker(RegionField):
    """The shown person's region; `chosen` carries the id of another one that a person picks.

    Whoever listens puts it into the case; the picker shows what stands there. What names no region belongs to the
    person for whom it was typed: it goes and comes with them while their region stays.
    """

    def __init__(self, session: Session, theme: Theme) -> None:
        self._session, self._person_id = session, session.person_id
        self._typed: dict[str, tuple[object, str]] = {}
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

    @property
    def typed(self) -> dict[str, tuple[object, str]]:
        """By person, their region and what was typed instead and has not been taken."""
        if not (self.faulty or self.edit.isModified()):
            return self._typed
        return {**self._typed, self._person_id: (self.box.currentData(ID_ROLE), self.edit.text())}

    def take_typed(self, other: "RegionPicker") -> None:
        """Go on with what was typed into another picker of the same household, for whomever."""
        self._typed = dict(other.typed)
        self._show_typed()

    def refresh(self) -> None:
        """Show the region of the shown person, or what was typed for them instead."""
        session = self._session
        if session.person_id != self._person_id:
            self._typed, self._person_id = dict(self.typed), session.person_id
            self._show(self.region)
            self._show_typed()
        else:
            super().refresh()
        # Not what was typed for people who are gone: others may bear their ids later.
        self._typed = {one.id: self._typed[one.id] for one in session.case.people if one.id in self._typed}

    def _show_typed(self) -> None:
        region, text = self._typed.pop(self._person_id, (None, ""))
        if region is not None and region == self.region:
            self.type_again(text)

    def _picked(self, region: str) -> None:
        self.chosen.emit(region)
