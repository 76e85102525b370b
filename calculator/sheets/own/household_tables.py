"""A household and what it comes to as tables, of which each sheet and each file given out is one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from calculator.case.case import Case, Person, Visit
from calculator.engine.statement import PersonStatement, Statement, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.money import format_amount
from calculator.policy.packs import Packs
from calculator.sheets.cell_text import in_one_cell, person_labels
from calculator.sheets.own.unread_cells import unread_cell
from calculator.sheets.table_columns import (
    ACCOUNT_COLUMNS,
    STEP_COLUMNS,
    TITLES,
    USE_COLUMNS,
    VISIT_COLUMNS,
    YES,
    Table,
    TableColumn,
    Value,
)
from calculator.words.cell_display import is_counted, not_counted
from calculator.words.framework_bounds import entered_clause
from calculator.words.stated_words import difference_text
from calculator.words.visit_columns import BY_KEY
from calculator.words.wording import Wording


class Tables:
    """The sheets of a household, or with `person_id` of one person; every text in the wording's language."""

    def __init__(
        self, case: Case, statement: Statement, library: Packs, wording: Wording, person_id: str | None = None
    ) -> None:
        self.case, self.statement, self.library, self.wording = case, statement, library, wording
        self.person_id = person_id
        self._people = {person.id: person for person in case.people}
        self._labels = person_labels({person.id: person.name for person in case.people})
        self._settled = {
            visit.id: visit for person in statement.people for year in person.years for visit in year.visits
        }

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
        left = not_counted((settled for _visit, settled in shown), self.wording)
        return self._table("visits", VISIT_COLUMNS, len(shown), self._visit_rows, "pooled" if left else None, left)

    def _shown(self) -> list[tuple[Visit, VisitSettlement]]:
        return [
            (visit, self._settled[visit.id]) for visit in self.case.visits if self.person_id in (None, visit.person)
        ]

    def _visit_rows(self) -> Iterator[Sequence[Any]]:
        for visit, settled in self._shown():
            yield [self._visit_cell(column.key, visit, settled) for column in VISIT_COLUMNS]

    def _visit_cell(self, key: str, visit: Visit, settled: VisitSettlement) -> Any:
        if key in visit.unread:
            return Value("text", visit.unread[key])
        if key.startswith("stated."):
            return getattr(visit.stated, key.removeprefix("stated."), None)
        write = _WRITTEN.get(key)
        if write is None:
            column = BY_KEY[key]
            computed = column.field is None and column.kind in ("amount", "rate")
            if computed and settled.refused is None and not is_counted(settled):
                return None  # was paid back, and stands in no sum
            return column.value(visit, settled, self._people[visit.person])
        return write(self, visit, settled) or None

    def entered(self, key: str, visit: Visit) -> str:
        """What was entered for a visit in a column, as text."""
        write = _WRITTEN.get(key)
        if write is not None:
            return write(self, visit, self._settled[visit.id])
        amount = getattr(visit.stated, key.removeprefix("stated."), None) if "." in key else getattr(visit, key)
        return "" if amount is None else format_amount(amount)

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
            allowed = words.word(answer.allowed or "entry_unread")
            told = (allowed, answer.paid, words.say(answer.message), answer.source, answer.clause)
            yield [*self._as_typed(asked, use.unread), *told, unread_cell(use), use.id]

    @staticmethod
    def _as_typed(cells: Sequence[Any], unread: Mapping[str, str]) -> list[Any]:
        """The cells of a use as entered; where one could not be read, what was typed there."""
        keys = [column.key for column in USE_COLUMNS]
        return [Value("text", unread[key]) if key in unread else cell for key, cell in zip(keys, cells, strict=False)]

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
                source = step.source if step.set_by is None else entered_clause(step.bound or "", words)
                yield [*whose, *figure, source, step.clause, reading, visit.id]

    def _table(
        self,
        key: str,
        columns: tuple[TableColumn, ...],
        count: int,
        rows: Callable[[], Iterable[Sequence[Any]]],
        counted: str | None = None,
        not_counted: str = "",
    ) -> Table:
        return Table(key, self.wording.text(TITLES[key]), columns, count, rows, counted, not_counted)


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
    "institution_name": lambda _tables, visit, _settled: visit.institution_name,
    "note": lambda _tables, visit, _settled: visit.note,
    "receipt": lambda _tables, visit, _settled: visit.receipt,
    "time": lambda _tables, visit, _settled: visit.time or "",
    "refunded": lambda tables, visit, _settled: tables.wording.text(YES) if visit.refunded else "",
    "stated_difference": lambda tables, _visit, settled: difference_text(settled.stated_difference, tables.wording),
    "decision": _why_not,
    "unread": lambda _tables, visit, _settled: unread_cell(visit) or "",
    "id": lambda _tables, visit, _settled: visit.id,
}
"""The cells of a visit that hold texts."""
