"""Choosing the region of the shown person."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from calculator.case.people_edits import CHANGE_REGION
from calculator.case.unread_entries import Entry, as_read
from calculator.session.session import Session
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme

if TYPE_CHECKING:
    from calculator.desktop.document.unknown_region import UnknownRegion


class RegionPicker(RegionField):
    """The shown person's region; `chosen` carries the id of another one that a person picks.

    Whoever listens puts it into the case; the picker shows what stands there. A text that names no region is kept in
    the case too, and nothing is computed for the person until another stands in its place. Below such a text stand the
    ways on; `errand_wanted` carries the one that a person takes, as the menu calls it.
    """

    errand_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        self._session, self._person_id = session, session.person_id
        self.unknown: UnknownRegion | None = None
        super().__init__(
            session.library,
            session.wording,
            theme,
            session.pack.id,
            lambda region: session.case.readings.get(region, {}),
        )
        session.changed.connect(self.refresh)
        self.refresh()

    def _say(self, sentence: str) -> None:
        super()._say(sentence)
        layout = self.layout()
        if sentence and self.unknown is None and layout is not None:
            from calculator.desktop.document.unknown_region import UnknownRegion

            self.unknown = UnknownRegion(self._wording, self._theme)
            self.unknown.wanted.connect(self.errand_wanted)
            layout.addWidget(self.unknown)
        if self.unknown is not None:
            self.unknown.setVisible(bool(sentence))

    @property
    def region(self) -> str | None:
        """The id of the shown person's region."""
        return self._session.pack.id

    @property
    def _unread(self) -> str | None:
        return self._session.person.unread.get("region")

    def refresh(self) -> None:
        """Show the region of the shown person, or what was typed for them instead."""
        person_id, unread = self._session.person_id, self._unread
        if unread is not None:
            if person_id != self._person_id or not self.edit.hasFocus():
                self.type_again(unread)
        elif person_id != self._person_id or self.faulty:
            self._show(self.region)
        else:
            super().refresh()
        self._person_id = person_id

    def _picked(self, region: str) -> None:
        self.chosen.emit(region)

    @property
    def _entry(self) -> Entry:
        return Entry("people", self._session.person_id, "region")

    def _rejected(self, text: str) -> None:
        self._session.enter(CHANGE_REGION, self._entry, text, None)

    def _given_up(self) -> None:
        if self._unread is not None:
            self._session.edit(CHANGE_REGION, as_read(self._session.case, self._entry))
