"""A case of one visit of somebody who stands at a counter or a terminal: all that is known of them fits on a line."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from calculator.case.case import Account, Case, City, Institution, KnownFigures, Opening, Visit
from calculator.case.new_case import new_case
from calculator.ground.money import Fen
from calculator.policy.names import LEVELS, Level, Status

PERSON, VISIT = "me", "1"
"""The ids in such a case; the person's is that of every new case."""


class OneVisit(NamedTuple):
    """What was asked; amounts in 分. `pooled` is 本年已报销 and `deductible_used` what the year had used before.

    A `balance` of None was not said: account and cash are then not told apart, and the account pays nothing.
    """

    region: str
    status: Status
    institution: Institution
    day: date
    total: Fen
    out_of_catalogue: Fen = Fen(0)
    over_price_limit: Fen = Fen(0)
    first_self_pay: Fen = Fen(0)
    paid_elsewhere: Fen = Fen(0)
    pooled: Fen | None = None
    deductible_used: Fen | None = None
    balance: Fen | None = None
    prescriber: Level | None = None
    city: City | None = None

    def case(self, name: str, readings: dict[str, dict[str, str]] | None = None) -> Case:
        """The year of the visit with this one visit, of a person called `name`."""
        case = new_case(self.region, self.status, name, self.day.year)
        person = case.people[0].model_copy(update=self._known())
        return case.model_copy(update={"people": (person,), "visits": (self._visit(),), "readings": readings or {}})

    def _known(self) -> dict[str, Any]:
        """What is known of the person besides."""
        update: dict[str, Any] = {"city": self.city}
        if self.institution != "pharmacy":
            update["usual_level"] = self.institution
        if self.pooled or self.deductible_used is not None:
            used, pooled = self.deductible_used, self.pooled or Fen(0)
            update["opening"] = Opening.model_construct(deductible_used=used, pooled=pooled)
        return update if self.balance is None else update | self._holding(self.balance)

    def _holding(self, balance: Fen) -> dict[str, Any]:
        """An account that holds so much when the visit is paid: known the day before, or there at the start."""
        before = self.day - timedelta(days=1)
        if before.year == self.day.year:
            return {"known": (KnownFigures.model_construct(date=before, balance=balance),)}
        return {"account": Account.model_construct(opening_balance=balance)}

    def _visit(self) -> Visit:
        prescriber = (self.prescriber or LEVELS[0]) if self.institution == "pharmacy" else None
        return Visit.model_construct(
            id=VISIT,
            person=PERSON,
            date=self.day,
            institution=self.institution,
            prescriber=prescriber,
            total=self.total,
            out_of_catalogue=self.out_of_catalogue,
            over_price_limit=self.over_price_limit,
            first_self_pay=self.first_self_pay,
            paid_elsewhere=self.paid_elsewhere,
            pay_from_account=() if self.balance is None else (PERSON,),
        )


def without_visit(case: Case) -> Case:
    """The same person before the visit, for what the visit would cost elsewhere."""
    return case.model_copy(update={"visits": ()})
