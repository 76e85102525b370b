"""A household and what it comes to as tables: what a spreadsheet holds, sheet by sheet and column by column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from calculator.case.case import Case, Person, Visit
from calculator.engine.statement import PersonStatement, Statement, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.money import format_amount
from calculator.policy.library import Library
from calculator.sheets.cell_text import in_one_cell, person_labels
from calculator.words.visit_columns import BY_KEY, COLUMNS, Column
from calculator.words.wording import Wording

Kind = Literal["text", "date", "month", "amount", "rate", "whole", "any"]


class Value(NamedTuple):
    """A cell of a column of the kind `any`, which says itself what it is."""

    kind: Kind
    value: Any


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a sheet; a sum stands below it where `summed`."""

    key: str
    heading: str
    kind: Kind = "text"
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: amounts are 分, rates ten-thousandths, months whole numbers, texts finished; None is an empty cell.

    Where `counted` names a column, only rows with a figure in it belong in the sums.
    """

    key: str
    title: str
    columns: tuple[TableColumn, ...]
    count: int
    rows: Callable[[], Iterable[Sequence[Any]]]
    counted: str | None = None


_SUMMED = {
    *("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"),
    *("in_scope", "deductible", "pooled", "over_cap", "personal", "account", "cash"),
}
_KINDS: dict[str, Kind] = {"date": "date", "amount": "amount", "rate": "rate"}


def _column(column: Column) -> TableColumn:
    return TableColumn(column.key, column.heading, _KINDS.get(column.kind, "text"), column.key in _SUMMED)


_MORE = {
    "institution": (TableColumn("prescriber", N_("prescriber")),),
    "setting": (TableColumn("emergency", N_("emergency")), TableColumn("circumstances", N_("circumstances"))),
    "cash": (TableColumn("pay_from_account", N_("paying accounts")),),
}
"""What stands behind a column of the window's table that has no room for it there."""

VISIT_COLUMNS: tuple[TableColumn, ...] = (
    *(part for column in COLUMNS for part in (_column(column), *_MORE.get(column.key, ()))),
    TableColumn("decision", N_("why not paid or not computed")),
    TableColumn("id", N_("visit id")),
)
ACCOUNT_COLUMNS = (
    TableColumn("person", N_("person")),
    TableColumn("month", N_("month"), "month"),
    TableColumn("before", N_("balance before"), "amount"),
    TableColumn("credit", N_("credit"), "amount", summed=True),
    TableColumn("paid", N_("paid by account"), "amount", summed=True),
    TableColumn("balance", N_("account balance"), "amount"),
    TableColumn("text", N_("how the credit is computed")),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("reading", N_("reading")),
)
USE_COLUMNS = (
    TableColumn("date", N_("date"), "date"),
    TableColumn("payer", N_("whose account")),
    TableColumn("relation", N_("for whom")),
    TableColumn("purpose", N_("for what")),
    TableColumn("amount", N_("amount"), "amount", summed=True),
    TableColumn("allowed", N_("answer")),
    TableColumn("paid", N_("paid by account"), "amount", summed=True),
    TableColumn("text", N_("why")),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("id", N_("use id")),
)
STEP_COLUMNS = (
    TableColumn("date", N_("date"), "date"),
    TableColumn("person", N_("person")),
    TableColumn("number", N_("step"), "whole"),
    TableColumn("name", N_("figure")),
    TableColumn("text", N_("how it was computed")),
    TableColumn("amount", N_("amount"), "amount"),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("reading", N_("reading")),
    TableColumn("visit", N_("visit id")),
)
SUM = N_("sum")
COMPUTED_SUM = N_("sum of the visits that were computed")
YES, NO = N_("yes"), N_("no")

TITLES = {
    "visits": N_("Visits"),
    "account": N_("Account by month"),
    "uses": N_("Account uses"),
    "steps": N_("How it was computed"),
    "assumptions": N_("Assumptions"),
}


class Tables:
    """The sheets of a household, or with `person_id` of one person; every text in the wording's language."""

    def __init__(
        self, case: Case, statement: Statement, library: Library, wording: Wording, person_id: str | None = None
    ) -> None:
        self.case, self.statement, self.library, self.wording = case, statement, library, wording
        self.person_id = person_id
        self._people = {person.id: person for person in case.people}
        self._labels = person_labels({person.id: person.name for person in case.people})
        self._settled = {
            visit.id: visit for person in statement.people for year in person.years for visit in year.visits
        }

    def all(self, on: date) -> list[Table]:
        """Every sheet, as given out on a day."""
        from calculator.sheets.own.assumptions_table import assumptions

        return [self.visits(), self.account(), self.uses(), self.steps(), assumptions(self, on)]

    def people(self) -> list[tuple[Person, PersonStatement]]:
        """The people that the sheets are about, each with their statement."""
        pairs = zip(self.case.people, self.statement.people, strict=True)
        return [pair for pair in pairs if self.person_id in (None, pair[0].id)]

    def label(self, person_id: str) -> str:
        """What a person is called."""
        return self._labels[person_id]

    # ---- visits

    def visits(self) -> Table:
        """The bills in the case's order with what was computed."""
        shown = self._shown()
        refused = any(settled.refused for _visit, settled in shown)
        return self._table("visits", VISIT_COLUMNS, len(shown), self._visit_rows, "pooled" if refused else None)

    def _shown(self) -> list[tuple[Visit, VisitSettlement]]:
        return [
            (visit, self._settled[visit.id]) for visit in self.case.visits if self.person_id in (None, visit.person)
        ]

    def _visit_rows(self) -> Iterator[Sequence[Any]]:
        for visit, settled in self._shown():
            yield [self._visit_cell(column.key, visit, settled) for column in VISIT_COLUMNS]

    def _visit_cell(self, key: str, visit: Visit, settled: VisitSettlement) -> Any:
        write = _WRITTEN.get(key)
        if write is None:
            return BY_KEY[key].value(visit, settled, self._people[visit.person])
        return write(self, visit, settled) or None

    def entered(self, key: str, visit: Visit) -> str:
        """What was entered for a visit in a column, as text."""
        write = _WRITTEN.get(key)
        return format_amount(getattr(visit, key)) if write is None else write(self, visit, self._settled[visit.id])

    def listed(self, parts: Iterable[str]) -> str:
        """Several texts in one cell."""
        return in_one_cell(parts, self.wording.text(N_("; ")))

    # ---- accounts

    def account(self) -> Table:
        """The accounts month by month."""
        count = sum(len(computed.account.months) for _person, computed in self.people())
        return self._table("account", ACCOUNT_COLUMNS, count, self._account_rows)

    def _account_rows(self) -> Iterator[Sequence[Any]]:
        words = self.wording
        for person, computed in self.people():
            pack, before = self.library.pack(person.region), computed.account.opening
            for month in computed.account.months:
                how, reading = words.say(month.text), words.readings(pack, month.reading)
                figures = (month.month, before, month.credit, month.paid, month.balance)
                yield [self._labels[person.id], *figures, how, month.source, month.clause, reading or None]
                before = month.balance

    def uses(self) -> Table:
        """What accounts paid besides visits."""
        count = sum(len(computed.uses) for _person, computed in self.people())
        return self._table("uses", USE_COLUMNS, count, self._use_rows)

    def _use_rows(self) -> Iterator[Sequence[Any]]:
        words = self.wording
        answers = {answer.id: answer for _person, computed in self.people() for answer in computed.uses}
        for use in self.case.account_uses:
            if use.id not in answers:
                continue
            answer = answers[use.id]
            asked = (use.date, self._labels[use.payer], words.word(use.relation), words.word(use.purpose), use.amount)
            told = (words.word(answer.allowed), answer.paid, words.say(answer.message), answer.source, answer.clause)
            yield [*asked, *told, use.id]

    # ---- the explanation

    def steps(self) -> Table:
        """Every visit's steps; of a visit that was not computed, why."""
        count = sum(max(1, len(settled.steps)) for _visit, settled in self._shown())
        return self._table("steps", STEP_COLUMNS, count, self._step_rows)

    def _step_rows(self) -> Iterator[Sequence[Any]]:
        words = self.wording
        for visit, settled in self._shown():
            pack = self.library.pack(self._people[visit.person].region)
            whose = (visit.date, self._labels[visit.person])
            if settled.refused is not None:
                no, said = settled.refused, words.say(settled.refused.message)
                yield [*whose, 1, words.text(N_("no rule")), said, None, no.source, no.clause, None, visit.id]
            for number, step in enumerate(settled.steps, start=1):
                figure = (number, words.word(step.name), words.say(step.text), step.amount)
                reading = words.readings(pack, step.reading) or None
                yield [*whose, *figure, step.source, step.clause, reading, visit.id]

    def _table(
        self,
        key: str,
        columns: tuple[TableColumn, ...],
        count: int,
        rows: Callable[[], Iterable[Sequence[Any]]],
        counted: str | None = None,
    ) -> Table:
        return Table(key, self.wording.text(TITLES[key]), columns, count, rows, counted)


def _why_not(tables: Tables, _visit: Visit, settled: VisitSettlement) -> str:
    decision = settled.refused or settled.excluded
    return tables.wording.say(decision.message) if decision else ""


_WRITTEN: dict[str, Callable[[Tables, Visit, VisitSettlement], str]] = {
    "person": lambda tables, visit, _settled: tables.label(visit.person),
    "institution": lambda tables, visit, _settled: tables.wording.word(visit.institution),
    "prescriber": lambda tables, visit, _settled: tables.wording.word(visit.prescriber or ""),
    "setting": lambda tables, visit, _settled: tables.wording.word(visit.setting),
    "emergency": lambda tables, visit, _settled: tables.wording.text(YES if visit.emergency else ""),
    "circumstances": lambda tables, visit, _settled: tables.listed(map(tables.wording.word, visit.circumstances)),
    "pay_from_account": lambda tables, visit, _settled: tables.listed(map(tables.label, visit.pay_from_account)),
    "decision": _why_not,
    "id": lambda _tables, visit, _settled: visit.id,
}
"""The cells of a visit that hold texts."""
