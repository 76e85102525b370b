"""Monthly credits and payments of one personal account; amounts in 分."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from calculator.case.case import Person, bears
from calculator.engine.exclusions import Payable
from calculator.engine.member import Member, read_when
from calculator.engine.statement import (
    NO_CITE,
    AccountMonth,
    AccountStatement,
    Cite,
    Decision,
    Phrase,
    Readings,
)
from calculator.ground.money import Fen, rounding_matters, share_of
from calculator.ground.months import Month, first_day, month_of, year_of
from calculator.policy.names import Status
from calculator.policy.pack import Credit

_GIVEN = "account.monthly_credit"
_CREDIT_FIELDS = (
    *("region", "status", "retirement_date", "plan", "birth_date", "age"),
    *("contribution_base", "own_pension", "average_pension"),
)


class MonthlyCredit(NamedTuple):
    """What one month is credited, in 分; None with a refusal where the text or the person leaves it open."""

    amount: Fen | None
    phrase: Phrase
    cite: Cite
    status: Status
    readings: Readings = ()
    refused: Decision | None = None
    set_by: Literal["person"] | None = None


class PersonalAccount:
    """The balance of one account as days go by, and its months."""

    def __init__(self, member: Member, first: Month, last: Month) -> None:
        self.member = member
        self.owner = member.person.id
        opening_unread = bears(member.person.unread, "account.opening_balance")
        self.opening = Fen(0) if opening_unread else member.person.account.opening_balance
        self._balance_unread = opening_unread or bears(member.person.unread, "known")
        self.balance: int = self.opening
        self._is_known = not self._balance_unread
        self._first = first
        self._credits: list[MonthlyCredit | None] = [None] * (last - first + 1)
        self._paid = [0] * (last - first + 1)
        self._corrected = [0] * (last - first + 1)
        self.at_month_end = member.rulebook.reading("credit-timing", "start-of-month") == "end-of-month"
        self.pays_everything = member.rulebook.reading("account-scope", "in-scope") == "any-at-designated"
        self.pays_first_self_pay = member.rulebook.reading("first-self-pay", "in-scope") == "in-scope"
        self.pack_missing = member.rulebook.pack.stands_in
        self.region_unread = bears(member.person.unread, "region")
        self.cite = member.cite(member.rulebook.account_use("hospital_personal", "self"))
        self._start = member.rulebook.accounts_start()
        self._scope_readings = member.read_as("account-scope")
        self._first_self_pay_readings = member.read_as("first-self-pay")

    def credit(self, month: Month) -> None:
        """Add the month's credit to the balance."""
        credit = credit_of(self.member, month)
        self._credits[month - self._first] = credit
        self.balance += credit.amount or 0
        if credit.amount is None:
            self._is_known = False

    @property
    def stands(self) -> tuple[int, bool]:
        """The balance, and whether it is known."""
        return self.balance, self._is_known

    def month(self, month: Month) -> tuple[MonthlyCredit | None, int]:
        """What a month of the period was credited, and what was paid in it."""
        return self._credits[month - self._first], self._paid[month - self._first]

    def skip(self, month: Month, went: tuple[MonthlyCredit | None, int], stands: tuple[int, bool]) -> None:
        """Let a month go by as it is known to, and stand where it led to."""
        self._credits[month - self._first], self._paid[month - self._first] = went
        self.balance, self._is_known = stands

    @property
    def known_balance(self) -> int | None:
        """The balance, in 分; None where a credit since the last known balance is not known."""
        return self.balance if self._is_known else None

    def credited_in(self, month: Month) -> int:
        """What a month of the period was credited, in 分."""
        credit = self._credits[month - self._first]
        return 0 if credit is None else credit.amount or 0

    @property
    def lacks_credits(self) -> bool:
        """Whether the credit of a month so far was refused, so that the balance is less than it should be."""
        return any(credit is not None and credit.refused is not None for credit in self._credits)

    def payable(self, payable: Payable) -> int:
        """What this account may pay of a bill, as far as its region's text goes; nothing where that is missing."""
        if self.pack_missing or self.region_unread:
            return 0
        amount = payable.whole if self.pays_everything else payable.in_scope
        return amount if self.pays_first_self_pay else amount - payable.first_self_pay

    def payable_readings(self, payable: Payable) -> Readings:
        """How the questions are read that bear on what this account may pay of a bill."""
        scope = self._scope_readings if payable.in_scope != payable.whole else ()
        return scope + self._first_self_pay_readings if payable.first_self_pay else scope

    def pay(self, amount: int, day: date) -> int:
        """Pay up to `amount` on a day; gives what the balance sufficed for."""
        paid = min(self.balance, max(0, amount))
        self.balance -= paid
        self._paid[month_of(day) - self._first] += paid
        return paid

    def correct(self, by: int, day: date) -> None:
        """Add to the balance what it is known to hold more (less if negative) at the end of a day."""
        self.balance += by
        self._is_known = not self._balance_unread
        self._corrected[month_of(day) - self._first] += by

    def warn_before_text(self, day: date, field: str, told: Member, cite: Cite) -> None:
        """Tell whom it concerns where the account pays before its region's text speaks of accounts."""
        if self._start is not None and day < self._start:
            told.warn("no_rule_in_text", field, cite, subject=field, day=day, what="account_use")

    def statement(self) -> AccountStatement:
        """The account over the period, month by month."""
        months, balance = [], int(self.opening)
        for place, (credit, paid, by) in enumerate(zip(self._credits, self._paid, self._corrected, strict=True)):
            assert credit is not None, "every month of the period is credited before the statement is asked for"
            balance += (credit.amount or 0) - paid + by
            months.append(
                AccountMonth(
                    month=self._first + place,
                    credit=credit.amount,
                    paid=paid,
                    balance=balance,
                    source=credit.cite.source,
                    clause=credit.cite.clause,
                    refused=credit.refused,
                    text=credit.phrase,
                    reading=credit.readings,
                    status=credit.status,
                    corrected=by or None,
                    set_by=credit.set_by,
                )
            )
        return AccountStatement(
            opening=self.opening,
            credited=sum(month.credit or 0 for month in months),
            paid=sum(self._paid),
            balance=self.balance,
            complete=not self._balance_unread and all(month.refused is None for month in months),
            months=months,
            corrected=sum(self._corrected) or None,
        )


def credit_of(member: Member, month: Month) -> MonthlyCredit:
    """The credit of a month by the rule in force on its first day, rounded once on the sum of its parts."""
    person = member.person
    status = member.credit_status_in(month)
    given = None if bears(person.unread, _GIVEN) else _at(person.account.monthly_credit, month)
    if given is not None:
        return MonthlyCredit(given, ("credit.given", {"amount": given}), NO_CITE, status, set_by="person")
    if bears(person.unread, _GIVEN, *_CREDIT_FIELDS):
        return _refused("entry_unread", NO_CITE, status, {"unread": person.unread})
    rules = member.rulebook.credits_on(first_day(month), status, person.plan)
    if not rules:
        no_plan = person.plan == "pooled_only" and not member.rulebook.knows_plans
        template = "refused.plan_not_in_text" if no_plan else ""
        return _refused("no_rule_in_text", NO_CITE, status, {"month": month}, template=template)
    return _by_rules(member, rules, month, status)


def _by_rules(member: Member, rules: list[Credit], month: Month, status: Status) -> MonthlyCredit:
    rule = _of_age(member, rules, month)
    cite = member.cite(rule)
    if rule.unknown is not None:
        figures = {"why": rule.unknown, "month": month}
        if member.rulebook.pack.stands_in:
            return _refused("pack_missing", NO_CITE, status, figures)
        return _refused(rule.refusal or "no_rule_in_text", cite, status, figures)
    since = rule.retired_since
    if since is not None and not member.retired_since(since):
        if member.retirement_unknown(since):
            template = "refused.retirement_unknown"
            return _refused("no_rule_in_text", cite, status, {"since": since}, template=template)
        phrase = ("credit.retired_before", {"status": status, "since": since})
        return MonthlyCredit(Fen(0), phrase, cite, status, read_when(rule))
    missing = _missing(member, rule, month, by_age=len(rules) > 1)
    if missing is not None:
        code, year = missing
        return _refused(code, cite, status, {"year": year, "month": month, "pension": rule.pension_of}, year)
    return _computed(member, rule, month, status)


def _refused(
    code: str,
    cite: Cite,
    status: Status,
    figures: Mapping[str, object],
    year: int | None = None,
    *,
    template: str = "",
) -> MonthlyCredit:
    phrase = (template or f"refused.{code}", {"status": status, **figures})
    refused = Decision(code, phrase, cite.source, cite.clause, year)
    return MonthlyCredit(None, phrase, cite, status, refused=refused)


def _pension_year(rule: Credit, month: Month) -> int:
    return year_of(month) - 1 if rule.pension_year == "previous" else int(rule.pension_year or 0)


def _missing(member: Member, rule: Credit, month: Month, *, by_age: bool) -> tuple[str, int] | None:
    """The first figure that the rule needs and the person has not given: code, and the year it is needed for."""
    person = member.person
    year = _pension_year(rule, month)
    if rule.basis == "average_pension" and year not in person.average_pension:
        return "average_pension_required", year
    if rule.basis == "own_pension" and _at(person.own_pension, month) is None:
        return "own_pension_required", year_of(month)
    if by_age and _is_ageless(person):
        return "birth_date_required", year_of(month)
    if rule.basis == "contribution_base" and _at(person.contribution_base, month) is None:
        return "contribution_base_required", year_of(month)
    return None


def _at(series: Fen | dict[Month, Fen] | None, month: Month) -> Fen | None:
    """The amount that holds in a month."""
    if not isinstance(series, dict):
        return series
    months = sorted(series)
    place = bisect_right(months, month)
    return series[months[place - 1]] if place else None


def _of_age(member: Member, rules: list[Credit], month: Month) -> Credit:
    """The rule for the person's age in a month: one, or of two bands the one that they are in; the first if unknown."""
    if len(rules) == 1 or _is_ageless(member.person):
        return rules[0]
    upper = next(rule for rule in rules if rule.age_from is not None)
    lower = next(rule for rule in rules if rule.age_below is not None)
    return upper if _has_reached(member, upper, month) else lower


def _is_ageless(person: Person) -> bool:
    return person.age is None and person.birth_date is None


def _has_reached(member: Member, upper: Credit, month: Month) -> bool:
    person, age_from = member.person, upper.age_from or 0
    if person.birth_date is None:
        return (person.age or 0) >= age_from
    birth = person.birth_date
    turning = Month(month_of(birth) + 12 * age_from)
    change = member.rulebook.reading("age-change", "next-month")
    if change == "birthday-month":
        return month >= turning
    if change == "next-month":
        return month > turning
    january = Month(year_of(month) * 12)
    on_first = month_of(birth) % 12 == 0 and birth.day == 1
    # On the first of January itself only who has a birthday that day is in doubt.
    return january > turning or (january == turning and on_first and not upper.after_birthday)


def _computed(member: Member, rule: Credit, month: Month, status: Status) -> MonthlyCredit:
    person, cite = member.person, member.cite(rule)
    readings = read_when(rule)
    if (rule.age_from is not None or rule.age_below is not None) and person.birth_date is not None:
        readings += member.read_as("age-change")
    figures: dict[str, object] = {"status": status, "note": rule.note}
    if rule.basis == "nothing":
        return MonthlyCredit(Fen(0), ("credit.nothing", figures), cite, status, readings)
    if rule.basis == "fixed":
        amount = rule.amount or Fen(0)
        return MonthlyCredit(amount, ("credit.fixed", {**figures, "amount": amount}), cite, status, readings)
    year = _pension_year(rule, month)
    if rule.basis == "average_pension":
        base = person.average_pension[year]
    else:
        base = _at(getattr(person, str(rule.basis)), month) or Fen(0)
    amount = share_of(base, rule.rate, member.rounding)
    if rounding_matters(base, rule.rate):
        readings += member.rounding_readings
    if rule.undated is not None:
        member.warn("undated_rule", None, cite, why=rule.undated)
    if rule.approximate:
        member.warn("about_two_percent", None, cite, rate=rule.rate)
    figures.update(amount=amount, base=base, rate=rule.rate, parts=rule.parts, year=year, pension=rule.pension_of)
    return MonthlyCredit(amount, (f"credit.{rule.basis}", figures), cite, status, readings)
