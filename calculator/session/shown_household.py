"""What of a household is shown: whose figures, of which year, and what is explained."""

from PySide6.QtCore import QObject, Signal

from calculator.case.case import Case, Person, Visit
from calculator.engine.statement import PersonStatement, Statement, Totals, VisitSettlement, YearStatement
from calculator.ground.months import Month
from calculator.policy.library import Library
from calculator.policy.pack import Pack


class ShownHousehold(QObject):
    """A case with its statement, and what of it is before the person's eyes.

    `changed` comes where other figures are to be shown, `selected` where other ones are explained.
    """

    changed = Signal()
    selected = Signal()

    def __init__(self, case: Case, library: Library, statement: Statement) -> None:
        super().__init__()
        self.library, self.case, self.statement = library, case, statement
        self.person_id = case.people[0].id
        self.year = case.through // 12
        self.visit_id: str | None = None
        self.subject = "visit"
        self.month: Month | None = None
        self.everyone = False
        self._index()

    @property
    def person(self) -> Person:
        """The person whose figures are shown."""
        return next(person for person in self.case.people if person.id == self.person_id)

    @property
    def pack(self) -> Pack:
        """The policy of that person's region."""
        return self.library.pack(self.person.region)

    @property
    def computed(self) -> PersonStatement:
        """That person's statement."""
        return next(person for person in self.statement.people if person.id == self.person_id)

    @property
    def year_statement(self) -> YearStatement:
        """That person's shown year."""
        return next(year for year in self.computed.years if year.year == self.year)

    def shown_visits(self) -> list[VisitSettlement]:
        """The shown year's visits in the order of their dates: the person's, or everyone's."""
        if not self.everyone:
            return self.year_statement.visits
        return sorted(self._year_of_all(), key=lambda visit: visit.date)

    def shown_totals(self) -> Totals:
        """The sums of the visits that are shown."""
        if not self.everyone:
            return self.year_statement.totals
        totals = Totals()
        for visit in self._year_of_all():
            totals.add(visit)
        return totals

    def _year_of_all(self) -> list[VisitSettlement]:
        years = (year for person in self.statement.people for year in person.years if year.year == self.year)
        return [visit for year in years for visit in year.visits]

    @property
    def unread_count(self) -> int:
        """How many rows, people among them, are unfinished: something in them could not be read, and counts nowhere."""
        from calculator.case.unread_entries import unfinished

        return len(unfinished(self.case))

    def years(self) -> list[int]:
        """The years of the case."""
        return [year.year for year in self.statement.people[0].years]

    def settlement(self, visit_id: str) -> VisitSettlement:
        """What was computed for a visit."""
        return self._settlements[visit_id]

    def visit(self, visit_id: str) -> Visit:
        """A visit as entered."""
        return self._visits[visit_id]

    def is_visit(self, name: str | None) -> bool:
        """Whether there is a visit with this id."""
        return name in self._visits

    def person_of(self, person_id: str) -> Person:
        """A person by id."""
        return self._people[person_id]

    def select_person(self, person_id: str) -> None:
        """Show another person."""
        if person_id != self.person_id:
            self.person_id = person_id
            self.visit_id = None
            self.changed.emit()

    def show_everyone(self, on: bool) -> None:
        """List the visits of all people, or only of the shown one."""
        if on != self.everyone:
            self.everyone = on
            self.changed.emit()

    def select_year(self, year: int) -> None:
        """Show another year."""
        if year != self.year:
            self.year = year
            self.visit_id = None
            self.changed.emit()

    def select_visit(self, visit_id: str | None) -> None:
        """Explain another visit."""
        if visit_id != self.visit_id or self.subject != "visit":
            self.visit_id, self.subject = visit_id, "visit"
            self.selected.emit()

    def show_visit(self, visit_id: str) -> None:
        """Select a visit in its year, which is its person's unless everyone is listed."""
        visit = self.visit(visit_id)
        if not self.everyone:
            self.select_person(visit.person)
        self.select_year(visit.date.year)
        self.select_visit(visit_id)

    def explain(self, subject: str) -> None:
        """Explain a figure of the year: `pooled`, `deductible`, `account` or `cash`; or the selected `visit`."""
        if subject != self.subject:
            self.subject = subject
            self.selected.emit()

    def explain_month(self, month: Month) -> None:
        """Explain what moved the shown person's account in a month."""
        if (self.subject, self.month) != ("month", month):
            self.subject, self.month = "month", month
            self.selected.emit()

    def select_telling_visit(self) -> None:
        """Explain a visit of the shown year: the second, as the first often shows little but its deductible."""
        visits = self.year_statement.visits
        if visits:
            self.select_visit(visits[min(1, len(visits) - 1)].id)

    def _index(self) -> None:
        self._people = {person.id: person for person in self.case.people}
        self._visits = {visit.id: visit for visit in self.case.visits}
        self._settlements = {
            visit.id: visit for person in self.statement.people for year in person.years for visit in year.visits
        }
