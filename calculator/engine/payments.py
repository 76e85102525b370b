"""What accounts pay: of visits, the owner's and the family's, and for other things; whose text allows it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple, TypeAlias

from calculator.case.case import AccountUse, Person, Visit
from calculator.case.relations import relation_between
from calculator.engine.account import PersonalAccount
from calculator.engine.cautions import warn_of_missing_pack
from calculator.engine.exclusions import Payable
from calculator.engine.member import Member
from calculator.engine.statement import (
    NO_CITE,
    AccountPayment,
    Cite,
    Decision,
    Phrase,
    Step,
    UseAnswer,
    VisitSettlement,
)
from calculator.ground.money import Fen
from calculator.policy.names import Allowed, Relation
from calculator.policy.pack import AccountUse as UseRule

Asked: TypeAlias = tuple[str, int, int]
"""Whose account was asked to pay for a visit, how much, and what it paid; in 分."""


class _Refusal(NamedTuple):
    """Why an account may not pay for someone's visit, and where that stands."""

    phrase: Phrase
    cite: Cite


class Payments:
    """The accounts of a household, asked to pay in their turn."""

    def __init__(self, people: Sequence[Person], accounts: Mapping[str, PersonalAccount]) -> None:
        self._accounts = accounts
        # Asked for at every visit that another's account pays for.
        self._relation = cache(partial(relation_between, people))

    def pay_visit(self, visit: Visit, settlement: VisitSettlement, payable: Payable) -> list[Asked]:
        """Let the accounts pay in their order, each as far as its own region's text and its balance go.

        Gives what they were asked for.
        """
        told = self._accounts[visit.person].member
        paid, asked, wanted = 0, 0, 0
        first: PersonalAccount | None = None
        refusals: list[_Refusal] = []
        all_asked: list[Asked] = []
        for payer in visit.pay_from_account:
            account = self._accounts[payer]
            allowed = account.payable(payable)
            if payer != visit.person:
                refusal = self._refusal(account, visit, told)
                if refusal is not None:
                    refusals.append(refusal)
                    continue
            elif account.pack_missing:
                warn_of_missing_pack(account.member, told, visit.id)
            if first is None:
                first, wanted = account, allowed
            asked = max(asked, allowed)
            amount = account.pay(allowed - paid, visit.date)
            all_asked.append((payer, allowed - paid, amount))
            if amount:
                settlement.account.append(AccountPayment(payer, Fen(amount)))
                account.warn_before_text(visit.date, visit.id, told, account.cite)
            paid += amount
        if asked and first is not None:
            _step_of_payment(settlement, payable, first, paid, asked)
            # Later payers may be allowed more than the first; that they cannot pay it is no shortfall.
            if paid < wanted:
                _warn_of_shortfall(told, visit, first.cite, paid, wanted)
        for phrase, (source, clause) in refusals:
            settlement.steps.append(Step("account", phrase, 0, source, clause))
        return all_asked

    def would_pay(self, asked: Iterable[Asked]) -> bool:
        """Whether the accounts would pay now what they paid when they were asked for something."""
        accounts = self._accounts
        return all(min(accounts[payer].balance, max(0, wanted)) == paid for payer, wanted, paid in asked)

    def pay_again(self, asked: Iterable[Asked], day: date) -> None:
        """Let the accounts pay what `would_pay`."""
        for payer, wanted, _paid in asked:
            self._accounts[payer].pay(wanted, day)

    def _refusal(self, account: PersonalAccount, visit: Visit, told: Member) -> _Refusal | None:
        """Why another's account may not pay for a visit; the doubts where it may are told."""
        if account.pack_missing:
            warn_of_missing_pack(account.member, told, visit.id)
            return None  # it is allowed nothing
        if account.region_unread:
            unread = account.member.person.unread
            told.warn("entry_unread", visit.id, subject=visit.id, day=visit.date, unread=unread)
            return None
        relation = self._relation(account.owner, visit.person)
        if relation is None:
            told.warn("relation_not_entered", visit.id, account.cite, subject=visit.id, day=visit.date)
        book = account.member.rulebook
        rule = book.account_use("hospital_personal", relation or "spouse", visit.date)
        cite = account.member.cite(rule)
        if rule.allowed != "yes":
            return _Refusal(("step.account_not_for", {"relation": relation, "note": rule.note}), cite)
        if _is_before(rule, visit.date):
            return _Refusal(("step.account_before_text", {"date": rule.from_}), cite)
        return None

    def answer(self, use: AccountUse) -> UseAnswer:
        """Whether the account may pay for something, and how much of it it pays."""
        account = self._accounts[use.payer]
        member = account.member
        if use.unread or account.region_unread:
            phrase = ("refused.entry_unread", {"unread": use.unread or member.person.unread})
            refused = Decision("entry_unread", phrase, *NO_CITE)
            return UseAnswer(use.id, None, Fen(0), *NO_CITE, phrase, refused)
        rule = member.rulebook.account_use(use.purpose, use.relation, use.date)
        missing = member.rulebook.pack.stands_in
        cite = NO_CITE if missing else member.cite(rule)
        allowed = _allowed(rule, use.relation, use.date)
        paid = account.pay(use.amount, use.date) if allowed == "yes" else 0
        figures = {
            "purpose": use.purpose,
            "relation": use.relation,
            "allowed": allowed,
            "note": rule.note,
            "amount": use.amount,
            "paid": paid,
            "start": rule.from_,
        }
        if allowed == "yes" and paid < use.amount:
            _warn_of_shortfall(member, use, cite, paid, use.amount)
        if allowed == "yes":  # what is not paid rests on no silence
            account.warn_before_text(use.date, use.id, member, cite)
        template = "pack_missing.use" if missing else f"use.{allowed}" if allowed == rule.allowed else "before_text.use"
        return UseAnswer(use.id, allowed, Fen(paid), *cite, (template, figures))


def _is_before(rule: UseRule, day: date) -> bool:
    return rule.from_ is not None and day < rule.from_


def _allowed(rule: UseRule, relation: Relation, day: date) -> Allowed:
    """What a text says of a use; before it began, it had not brought in the use for the family."""
    family = relation != "self" and rule.allowed in ("yes", "conditional")
    return "not_listed" if family and _is_before(rule, day) else rule.allowed


def _step_of_payment(
    settlement: VisitSettlement, payable: Payable, first: PersonalAccount, paid: int, asked: int
) -> None:
    settlement.cash = (settlement.personal or 0) - paid
    figures = {
        "amount": paid,
        "allowed": asked,
        "personal": settlement.personal,
        "cash": settlement.cash,
        "payers": tuple(payment.payer for payment in settlement.account),
    }
    readings = first.payable_readings(payable)
    settlement.steps.append(Step("account", ("step.account", figures), paid, *first.cite, readings, asked))


def _warn_of_shortfall(told: Member, row: Visit | AccountUse, cite: Cite, paid: int, asked: int) -> None:
    told.warn("account_covers_part", row.id, cite, subject=row.id, day=row.date, paid=paid, asked=asked)
