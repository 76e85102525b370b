"""What goes on paper: a household or one person, one year or all, with or without the explanation; or slips."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calculator.case.case import Case
from calculator.engine.statement import Statement
from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.policy.packs import Packs
from calculator.printing.account_sheet import TITLE, account_sheet, household_sheet
from calculator.printing.explained_sheet import assumptions_sheet, explained_sheet
from calculator.printing.paper import Paper, Sheet
from calculator.printing.slip_sheet import slip_sheet
from calculator.printing.visit_page import visit_page_paper
from calculator.printing.visit_slip import visit_slip_paper
from calculator.sheets.own.household_tables import Tables
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.wording import Wording


@dataclass(frozen=True)
class Report:
    """What is asked for: all people where `person` is None, all years of the case where `year` is None.

    `statement` is that of `case`; `printed_on` is the day that stands on the paper. Without `visits` and `explained`
    it is a summary: a page for each year.
    """

    case: Case
    statement: Statement
    library: Packs
    wording: Wording
    printed_on: date
    person: str | None = None
    year: int | None = None
    explained: bool = True
    visits: bool = True

    def title(self) -> str:
        """What the paper is called."""
        return self.wording.text(TITLE)

    def years(self) -> list[int]:
        """The years that are asked for."""
        return [year.year for year in self.statement.people[0].years if self.year in (None, year.year)]

    def personal_years(self) -> list[PersonalYear]:
        """Every person's years, person by person. Raises KeyError for a person or year that is not in the case."""
        ids = [person.id for person in self.case.people if self.person in (None, person.id)]
        found = [
            personal_year(self.case, self.statement, self.library, self.wording, person_id, year)
            for person_id in ids
            for year in self.years()
        ]
        if not found:
            raise KeyError(self.person if not ids else self.year)
        return found

    def foot(self) -> str:
        """The day of printing in words."""
        return self.wording.text(N_("Printed on {day}")).format(day=self.wording.day(self.printed_on))


def report_paper(report: Report) -> Steps[Paper]:
    """The pages: first what it comes to, then how it was computed.

    Raises KeyError for a person or year that is not in the case.
    """
    about = report.personal_years()
    count = len(about) * (2 if report.explained else 1) + 1
    sheets = []
    for done, sheet in enumerate(_sheets(report, about), start=1):
        sheet.pages  # noqa: B018 — laying out is the long part of the work, and is done here
        sheets.append(sheet)
        yield done, count
    return Paper(sheets, report.wording, report.title(), report.foot())


def _sheets(report: Report, about: list[PersonalYear]) -> Iterator[Sheet]:
    case, statement, library, wording = report.case, report.statement, report.library, report.wording
    visits = {visit.id: visit for visit in case.visits}
    of_household = report.person is None and len(case.people) > 1
    if of_household:
        for year in report.years():
            yield household_sheet(case, statement, library, wording, year)
    for of in about if report.visits or not of_household else ():
        yield account_sheet(case, statement, library, of, visits if report.visits else None)
    if report.explained:
        for of in about:
            yield explained_sheet(of, case.people)
        yield assumptions_sheet(Tables(case, statement, library, wording, report.person), report.printed_on)


def slip_paper(report: Report) -> Steps[Paper]:
    """A slip for each person and year. Raises as `report_paper`."""
    about = report.personal_years()
    sheets = []
    for done, of in enumerate(about, start=1):
        sheets.append(slip_sheet(report.case, of, report.printed_on))
        yield done, len(about)
    return Paper(sheets, report.wording, report.title())


def visit_paper(report: Report, visit_id: str, *, slip: bool) -> Steps[Paper]:
    """The slip of one visit, or its page. Raises as `visit_of`."""
    visit = next(visit for visit in report.case.visits if visit.id == visit_id)
    case, statement, library, wording = report.case, report.statement, report.library, report.wording
    of = personal_year(case, statement, library, wording, visit.person, visit.date.year)
    paper = (visit_slip_paper if slip else visit_page_paper)(of, visit_id, report.printed_on)
    yield 1, 1
    return paper
