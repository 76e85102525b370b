"""The household that is open: its case, the statement of it, and the way back.

One edit is one new case, one `compute`, one `changed`.

What is typed into a field is given to `enter`, with the values that it was read as or with None. A text that cannot
be read, or cannot stand beside the rest of its row, is kept in the row's `unread` by `case/unread_entries`, an edit as
well; the statement refuses such a row with `entry_unread`. The text goes with the edit that gives its field a value,
and becomes the value by itself with the edit that lets it stand.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from calculator.case.case import Case, Visit
from calculator.engine.kept_household import KeptHousehold
from calculator.engine.statement import Statement
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.progress import StoppedError
from calculator.policy.library import Library
from calculator.session.computing import computed, is_working, rest_collector
from calculator.session.edit_history import Action, EditHistory, Step, changing
from calculator.session.shown_household import ShownHousehold
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.case.unread_entries import Entry

__all__ = ["Action", "Session", "changing"]

STOPPED = Fault("", "stopped")
"""Why an edit was not made whose work a person stopped."""


class Session(ShownHousehold):
    """The open household; `changed` follows every new statement, `refused` carries why an edit cannot stand.

    `statement` is that of `case`, where it is known already. `edited` comes first after every edit, undo and redo, with
    what was done in words: who keeps the household on the disk hears of it before it is shown.
    """

    edited = Signal(str)
    refused = Signal(list)

    def __init__(self, case: Case, library: Library, wording: Wording, statement: Statement | None = None) -> None:
        self._kept = KeptHousehold(library)
        super().__init__(case, library, statement or computed(case, self._kept, wording))
        self.wording = wording
        self._left: tuple[Case, Statement] | None = None
        self.history = EditHistory()
        self._entry: Hashable = None
        self._half = self.half_typed = False  # the latter: an amount that is still being typed is shown, and not kept

    # ---- otherwise worded

    def rebuilt(self, wording: Wording, library: Library | None = None) -> "Session":
        """The same household, selection and way back, otherwise worded or by other policies; nothing listens there."""
        known, kept = self.statement, self._kept  # what was computed has no words
        if library is not None:  # policies that have changed already: there is no way back to stop for
            kept = KeptHousehold(library)
            known = computed(self.case, kept, wording, may_stop=False)
        other = Session(self.case, library or self.library, wording, known)
        other.person_id, other.year, other.visit_id = self.person_id, self.year, self.visit_id
        other.subject, other.month, other.everyone = self.subject, self.month, self.everyone
        other.history = self.history.copy()
        other._kept = kept
        return other

    # ---- edits

    def edit(self, action: Action | str, case: Case) -> list[Fault]:
        """Put a new case in place; gives the faults for which it was refused instead.

        `action` is what undo calls the edit; as a `str` it is a text of the catalogue with nothing to fill in.
        """
        # Loaded with the first edit: nothing of it is needed for a household to be shown.
        from calculator.case.case_checks import faults_in
        from calculator.case.people_edits import too_many_to_show
        from calculator.case.unread_entries import what_stands

        if self._half and is_working():
            return []  # it comes once more, and whole, when the person has typed it
        case = what_stands(case)
        if faults := [*faults_in(case, self.library, self.case), *too_many_to_show(case)]:
            self.refused.emit(faults)
            return faults
        if case != self.case:
            statement = self._computed(case)  # first of all: should it fail, everything stays as it was
            if statement is None:
                return [STOPPED]
            self.put_computed(action, case, statement)
        elif self.half_typed:
            self._to_keep((Action(action) if isinstance(action, str) else action).said(self.wording))
        return []

    def put_computed(self, action: Action | str, case: Case, statement: Statement) -> None:
        """Put a case in place that was found without faults and computed elsewhere, off the window's thread."""
        done = Action(action) if isinstance(action, str) else action
        self.history.add(done, self.case, case, self._entry)
        self._put(case, statement, done.said(self.wording))

    @contextmanager
    def entry(self, entry: Hashable, *, half: bool = False) -> Iterator[None]:
        """Edits within, as long as `entry` is the same, are one step of the way back: an amount that is being typed.

        What is `half` typed is shown, and kept with the next edit that is not: after a crash half an amount would be
        taken for the whole one.
        """
        before, (self._entry, self._half) = (self._entry, self._half), (entry, half)
        try:
            yield
        finally:
            self._entry, self._half = before

    def edit_person(self, action: Action | str, **fields: object) -> list[Fault]:
        """Change fields of the shown person; amounts in 分."""
        from calculator.case.unread_entries import with_values

        return self.edit(action, with_values(self.case, "people", self.person_id, fields))

    def edit_visit(self, action: Action | str, visit_id: str, **fields: object) -> list[Fault]:
        """Change fields of a visit; amounts in 分. A later year than the period's lengthens the period."""
        from calculator.case.visit_edits import changed_visit

        return self.edit(action, changed_visit(self.case, visit_id, **fields))

    def enter(
        self, action: Action | str, entry: "Entry", text: str, fields: Mapping[str, object] | None
    ) -> list[Fault]:
        """Take what was typed into a field of a row: `fields` are what it was read as, None where it cannot be read.

        What cannot be read, or cannot stand beside the rest, is kept as `text` in the row's `unread`, an edit like any
        other: the row counts nowhere until the field has a value. An empty text is one that is still to be entered;
        amounts are 分. Gives the faults for which what was read cannot stand.
        """
        from calculator.case.entered_values import entered
        from calculator.case.unread_entries import left_unread

        faults = [] if fields is None else self.faults_against(entry, fields)
        if fields is not None and not faults:
            return self.edit(action, entered(self.case, entry, fields))
        self.edit(action, left_unread(self.case, entry, text))
        return faults

    def faults_against(self, entry: "Entry", fields: Mapping[str, object]) -> list[Fault]:
        """Why values that a text was read as could not stand beside the rest; nothing is edited."""
        from calculator.case.case_checks import faults_in
        from calculator.case.entered_values import entered

        return list(faults_in(entered(self.case, entry, fields), self.library, self.case))

    def add_visits(self, action: Action | str, visits: Sequence[Visit]) -> list[Fault]:
        """Add several visits in one step and select the last."""
        from calculator.case.visit_edits import with_typed_visits

        faults = self.edit(action, with_typed_visits(self.case, visits))
        if visits and not faults:
            self.select_visit(visits[-1].id)
        return faults

    def remove_visits(self, action: Action | str, visit_ids: set[str]) -> list[Fault]:
        """Remove visits."""
        from calculator.case.visit_edits import without_visits

        if self.visit_id in visit_ids:
            self.visit_id = None
        return self.edit(action, without_visits(self.case, visit_ids))

    # ---- the way back

    def undo_name(self) -> str | None:
        """The action that undo would take back, in words."""
        return self.history.undo[-1].action.said(self.wording) if self.history.undo else None

    def redo_name(self) -> str | None:
        """The action that redo would do again, in words."""
        return self.history.redo[-1].action.said(self.wording) if self.history.redo else None

    def undo(self) -> None:
        """Take back the last edit."""
        self._turn(N_("Undo {action}"), self.history.undo, self.history.back)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(N_("Redo {action}"), self.history.redo, self.history.forward)

    def _turn(self, text: str, steps: list[Step], turn: Callable[[Case, Case], Action]) -> None:
        if steps:
            case = steps[-1].change.applied(self.case)
            statement = self._computed(case)  # first of all: should it fail, everything stays as it was
            if statement is not None:
                said = turn(self.case, case).said(self.wording)
                self._put(case, statement, self.wording.text(text).format(action=said))

    def _computed(self, case: Case) -> Statement | None:
        """The statement of a case, None where it was stopped; what was just left is known on the way back still."""
        rest_collector(case)
        left, self._left = self._left, None
        if left is not None and left[0] == case:
            return left[1]
        try:
            return computed(case, self._kept, self.wording)
        except StoppedError:
            self.refused.emit([STOPPED])
            self.changed.emit()  # controls that were turned show again what stands
            return None

    def _put(self, case: Case, statement: Statement, done: str) -> None:
        self._left = self.case, self.statement
        self.case = case
        self.statement = statement
        self._index()
        if self.person_id not in {person.id for person in case.people}:
            self.person_id = case.people[0].id
        years = self.years()
        self.year = min(max(self.year, years[0]), years[-1])
        if self.visit_id not in self._visits:
            self.visit_id = None
        self._to_keep(done)
        self.changed.emit()

    def _to_keep(self, done: str) -> None:
        self.half_typed = self._half
        if not self._half:
            self.edited.emit(done)
