"""A case of one visit of somebody who stands at a counter or a terminal: all that is known of them fits on a line."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from calculator.case.case import FORMAT, Case, City, Institution, KnownFigures, Opening, Person, Visit
from calculator.ground.money import Fen
from calculator.policy.names import LEVELS, Level, Status

PERSON, VISIT = "me", "1"


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
        year, person = self.day.year, self._person(name)
        months = {"from": f"{year:04d}-01", "through": f"{year:04d}-12"}
        empty = Case.model_validate({"format": FORMAT, **months, "people": [person], "readings": readings or {}})
        return empty.model_copy(update={"visits": (self._visit(),)})

    def _person(self, name: str) -> Person:
        fields: dict[str, Any] = {"id": PERSON, "name": name, "region": self.region, "status": self.status}
        update: dict[str, Any] = {"city": self.city}
        if self.institution != "pharmacy":
            update["usual_level"] = self.institution
        if self.pooled or self.deductible_used is not None:
            update["opening"] = Opening.model_construct(
                deductible_used=self.deductible_used, pooled=self.pooled or Fen(0)
            )
        if self.balance is not None:
            update |= self._holding(self.balance)
        return Person.model_validate(fields).model_copy(update=update)

    def _holding(self, balance: Fen) -> dict[str, Any]:
        """An account that holds so much when the visit is paid: known the day before, or there at the start."""
        before = self.day - timedelta(days=1)
        if before.year == self.day.year:
            return {"known": (KnownFigures.model_construct(date=before, balance=balance),)}
        from calculator.case.case import Account

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
