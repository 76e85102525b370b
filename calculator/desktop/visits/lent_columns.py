"""Columns that the table of visits shows for as long as something asks for them, besides those that were chosen."""

from collections.abc import Collection

from calculator.desktop.visits.visits_model import VisitsModel
from calculator.desktop.visits.visits_table import VisitsTable
from calculator.session.session import Session
from calculator.words.visit_columns import COLUMNS, EVERYDAY, WITH_SLIPS


class LentColumns:
    """Whose visits they are among everyone's; what slips say, where a shown visit has one; what could not be read.

    What was lent and is taken away by hand does not come back by itself.
    """

    def __init__(self, session: Session, model: VisitsModel, table: VisitsTable) -> None:
        self._session, self._model, self._table = session, model, table
        self._lent: set[str] = set()
        self._unwanted: set[str] = set()

    def follow(self) -> None:
        """Lend what is asked for now, and take back what is not any more."""
        if self._table.state() == self._table.State.EditingState:
            return  # the columns must not move below an editor
        wanted = self._wanted()
        keys = [column.key for column in self._model.columns]
        more = wanted - set(keys) - self._unwanted
        less = self._lent - wanted
        self._lent = (self._lent | more) - less
        if more or less:
            self._show([key for key in [*keys, *sorted(more)] if key not in less])

    def chosen(self, keys: Collection[str]) -> list[str]:
        """Of the columns that a person now wants, those that are not only lent."""
        self._unwanted |= self._lent - set(keys)
        self._lent &= set(keys)
        return [key for key in keys if key not in self._lent]

    def _wanted(self) -> set[str]:
        session = self._session
        several = session.everyone and len(session.case.people) > 1
        people = session.statement.people if session.everyone else [session.computed]
        years = (year for person in people for year in person.years if year.year == session.year)
        slips = any(year.stated is not None for year in years)
        return {*(("person",) if several else ()), *(WITH_SLIPS if slips else ()), *self._unread()}

    def _unread(self) -> set[str]:
        """The columns that nobody chose in which something stands that could not be read, or is still to be entered."""
        session = self._session
        if not session.shown_totals().refused_visits:
            return set()
        fields = {field for one in session.shown_visits() if one.refused for field in session.visit(one.id).unread}
        return {
            column.key for column in COLUMNS if column.key not in EVERYDAY and (column.field or column.key) in fields
        }

    def _show(self, keys: list[str]) -> None:
        """Show other columns, and stay in the cell."""
        current = self._table.currentIndex()
        key = self._model.columns[current.column()].key if current.isValid() else ""
        self._model.show_columns(keys)
        places = [column.key for column in self._model.columns]
        if key in places and current.row() < self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(current.row(), places.index(key)))
