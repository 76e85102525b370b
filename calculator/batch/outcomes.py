"""What is given out of many people: a row for each person and year, and on request one for each visit."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from calculator.case.case import Person
from calculator.engine.statement import PersonStatement, VisitSettlement, YearStatement
from calculator.ground.language import N_

OutcomeKind = Literal["text", "word", "whole", "amount", "rate", "day", "truth"]


class OutcomeColumn(NamedTuple):
    """A column: amounts are 分, rates ten-thousandths, a `word` is a name of the case format or a decision's code."""

    key: str
    heading: str
    kind: OutcomeKind = "amount"


Outcome: TypeAlias = tuple[Any, ...]
"""The values of a row in the order of its columns; None for what there is not."""

YEAR_COLUMNS = (
    OutcomeColumn("family", N_("household"), "text"),
    OutcomeColumn("person", N_("insured person"), "text"),
    OutcomeColumn("region", N_("region"), "text"),
    OutcomeColumn("year", N_("year"), "whole"),
    OutcomeColumn("status", N_("status"), "word"),
    OutcomeColumn("age", N_("age"), "whole"),
    OutcomeColumn("visits", N_("visits"), "whole"),
    OutcomeColumn("refused_visits", N_("visits not computed"), "whole"),
    OutcomeColumn("left_out", N_("faulty rows left out"), "whole"),
    OutcomeColumn("total", N_("total")),
    OutcomeColumn("in_scope", N_("in scope")),
    OutcomeColumn("deductible", N_("deductible")),
    OutcomeColumn("pooled", N_("paid by the pooled fund")),
    OutcomeColumn("personal", N_("personal share")),
    OutcomeColumn("account", N_("paid by accounts")),
    OutcomeColumn("cash", N_("cash")),
    OutcomeColumn("deductible_used", N_("deductible used this year")),
    OutcomeColumn("pooled_to_date", N_("paid by the pooled fund this year")),
    OutcomeColumn("cap", N_("yearly cap")),
    OutcomeColumn("cap_remaining", N_("left of the cap")),
    OutcomeColumn("opening", N_("account at the start")),
    OutcomeColumn("credited", N_("credited")),
    OutcomeColumn("paid", N_("paid by the account")),
    OutcomeColumn("balance", N_("account balance")),
    OutcomeColumn("complete", N_("every credit known"), "truth"),
)
"""The sums of a person's year, as `YearStatement` has them; `left_out` are the person's rows that were faulty,
`age` is that of the year's last day."""

VISIT_COLUMNS = (
    OutcomeColumn("family", N_("household"), "text"),
    OutcomeColumn("person", N_("insured person"), "text"),
    OutcomeColumn("id", N_("visit id"), "text"),
    OutcomeColumn("date", N_("date"), "day"),
    OutcomeColumn("status", N_("status"), "word"),
    OutcomeColumn("level", N_("level"), "word"),
    OutcomeColumn("total", N_("total")),
    OutcomeColumn("paid_elsewhere", N_("paid elsewhere")),
    OutcomeColumn("in_scope", N_("in scope")),
    OutcomeColumn("deductible", N_("deductible")),
    OutcomeColumn("rate", N_("rate"), "rate"),
    OutcomeColumn("pooled", N_("paid by the pooled fund")),
    OutcomeColumn("over_cap", N_("over the cap")),
    OutcomeColumn("personal", N_("personal share")),
    OutcomeColumn("account", N_("paid by accounts")),
    OutcomeColumn("cash", N_("cash")),
    OutcomeColumn("excluded", N_("excluded because"), "word"),
    OutcomeColumn("refused", N_("not computed because"), "word"),
    OutcomeColumn("deductible_used", N_("deductible used this year")),
    OutcomeColumn("pooled_to_date", N_("paid by the pooled fund this year")),
    OutcomeColumn("cap_remaining", N_("left of the cap")),
)
"""One visit as it was settled, as `VisitSettlement` has it, in the order of the person's days."""


def year_outcomes(family: str, person: Person, computed: PersonStatement, left_out: int) -> Iterator[Outcome]:
    """The rows of a person's years; `left_out` rows of the person were faulty and are in none of the sums."""
    for year in computed.years:
        yield _year(family, person, computed, year, left_out)


def _year(family: str, person: Person, computed: PersonStatement, year: YearStatement, left_out: int) -> Outcome:
    sums, account = year.totals, year.account
    # On the last day of a year the year's birthday is over, whoever has it.
    age = person.age if person.birth_date is None else year.year - person.birth_date.year
    return (
        *(family, computed.id, computed.region, year.year, year.status, age),
        *(len(year.visits), sums.refused_visits, left_out),
        *(sums.total, sums.in_scope, sums.deductible, sums.pooled, sums.personal, sums.account, sums.cash),
        *(year.deductible_used, year.pooled_to_date, year.cap, year.cap_remaining),
        *(account.opening, account.credited, account.paid, account.balance, account.complete),
    )


def visit_outcomes(family: str, person: PersonStatement) -> Iterator[Outcome]:
    """The rows of a person's visits."""
    for year in person.years:
        for visit in year.visits:
            yield _visit(family, person.id, visit)


def _visit(family: str, person: str, visit: VisitSettlement) -> Outcome:
    refused = visit.refused is not None
    return (
        *(family, person, visit.id, visit.date, visit.status, visit.level, visit.total, visit.paid_elsewhere),
        *(visit.in_scope, visit.deductible, visit.rate, visit.pooled, visit.over_cap, visit.personal),
        *(None if refused else visit.account_total, visit.cash),
        visit.excluded.code if visit.excluded is not None else None,
        visit.refused.code if visit.refused is not None else None,
        *(visit.deductible_used, visit.pooled_to_date, visit.cap_remaining),
    )
