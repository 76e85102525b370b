"""Many people's visits settled at once: the first visit of everybody, then everybody's second, and so on.

What runs on through a year — deductible, cap, balance — is exact, as every step sees what the one before it left.
"""

from datetime import date

import numpy as np

from calculator.batch.credits import credited, rounded
from calculator.batch.population import (
    CIRCUMSTANCES,
    NONE,
    PHARMACY,
    Bills,
    People,
    Whole,
    first_days,
    month_of_days,
)
from calculator.batch.rule_tables import ACROSS, EFFECTS, EXCLUSIONS, REMOTE, RuleTables
from calculator.batch.settled_arrays import SettledBills, SettledYears
from calculator.ground.months import last_day, year_of
from calculator.policy.names import LEVELS, SETTINGS, STATUSES

_RETIRED = STATUSES.index("retired")
_NEVER = np.iinfo(np.int64).max
_LOCAL, _NON_DESIGNATED = SETTINGS.index("local"), SETTINGS.index("non_designated")
_DIGITS = 10


def settle_people(people: People, bills: Bills, tables: RuleTables) -> tuple[SettledYears, SettledBills]:
    """The years of people and what becomes of each of their visits."""
    run = _Run(people, bills, tables)
    return run.years(), run.settled


class _Run:
    def __init__(self, people: People, bills: Bills, tables: RuleTables) -> None:
        self.people, self.bills, self.tables = people, bills, tables
        self.flags = {name: flags[people.book] for name, flags in tables.flags.items()}
        frame = tables.frame
        self.first_year = year_of(frame.first)
        self.year_count = year_of(frame.last) - self.first_year + 1
        self.retired_from = self._retired_from()
        self.credits = credited(people, tables)
        self.credit_sums = np.zeros((len(people), self.credits.shape[1] + 1), dtype=np.int64)
        np.cumsum(np.maximum(self.credits, 0), axis=1, out=self.credit_sums[:, 1:])
        self._open()
        self.settled = self._settle()

    # ---- people

    def _retired_from(self) -> Whole:
        """The day from which pooling takes a person for retired."""
        people = self.people
        given = np.maximum(people.retirement, 1)
        following = np.where(self.flags["retired_same_day"] == 1, given, first_days(month_of_days(given) + 1))
        never = np.where(people.status == _RETIRED, 0, _NEVER)
        found: Whole = np.where(people.retirement == NONE, never, following)
        return found

    def status_on(self, person: Whole, day: Whole) -> Whole:
        """The status that pooling goes by on each day."""
        january = first_days(month_of_days(day) // 12 * 12)
        counted = np.where(self.flags["status_of_year"][person] == 1, january, day)
        found: Whole = np.where(counted >= self.retired_from[person], _RETIRED, self.people.status[person])
        return found

    def terms_on(self, person: Whole, day: Whole) -> Whole:
        """The stretch of rules of each person's region."""
        tables = self.tables
        found: Whole = tables.terms[tables.region[self.people.book[person]], day - tables.first_day]
        return found

    def _open(self) -> None:
        """The counters of each person and year as the period begins."""
        people, tables, shape = self.people, self.tables, (len(self.people), self.year_count)
        everyone = np.arange(len(people))
        day = np.full(len(people), tables.first_day, dtype=np.int64)
        row = tables.row[people.book, self.terms_on(everyone, day), self.status_on(everyone, day)]
        least = np.where(row == NONE, 0, tables.least[row])
        used = np.where(people.opening_pooled > 0, np.maximum(people.opening_used, least), people.opening_used)
        used, pooled = (np.where(people.has_opening, amount, 0) for amount in (used, people.opening_pooled))
        self.deductible, self.pooled, self.expense = (np.zeros(shape, dtype=np.int64) for _counter in range(3))
        self.by_level = np.zeros((*shape, len(LEVELS)), dtype=np.int64)
        self.met = np.zeros(shape, dtype=np.bool_)
        self.deductible[:, 0], self.pooled[:, 0] = used, pooled
        self.expense[:, 0], self.met[:, 0] = used + pooled, pooled > 0
        self.by_level[:, 0, :] = used[:, None]
        self.paid = np.zeros(shape, dtype=np.int64)

    # ---- visits

    def _settle(self) -> SettledBills:
        bills, tables, flags = self.bills, self.tables, self.flags
        person = bills.person
        month = month_of_days(bills.day)
        status, terms = self.status_on(person, bills.day), self.terms_on(person, bills.day)
        row = tables.row[self.people.book[person], terms, status]
        prescribed = np.where((flags["as_prescriber"][person] == 1) & (bills.prescriber != NONE), bills.prescriber, 0)
        level = np.where(bills.institution == PHARMACY, prescribed, bills.institution)
        excluded = self._excluded(terms, status)
        refused = np.where(row == NONE, tables.lacking[self.people.book[person], terms, status], NONE)
        setting = tables.setting[terms, bills.setting]
        remote = (bills.setting != _LOCAL) & (setting == EFFECTS.index("refused")) & (row != NONE)
        refused = np.where(remote, REMOTE, refused)
        refused = np.where(excluded == NONE, refused, NONE)
        known = np.maximum(row, 0)
        steps = _Steps(self, month)
        steps.prepare(
            row=row,
            level=level,
            standard=tables.standard[known, level],
            rate=tables.rate[known, level],
            cap=tables.cap[known],
            excluded=excluded,
            refused=refused,
        )
        found = steps.run()
        found.year, found.status, found.level = month // 12, status, level
        return found

    def _excluded(self, terms: Whole, status: Whole) -> Whole:
        """Why pooling does not pay, the first reason in the engine's order."""
        bills, tables = self.bills, self.tables
        found = np.full(len(bills), NONE, dtype=np.int64)
        pharmacy = (bills.institution == PHARMACY) & tables.no_pharmacy[terms]
        found[pharmacy] = EXCLUSIONS.index("pharmacy")
        first = EXCLUSIONS.index(CIRCUMSTANCES[0])
        for place in reversed(range(len(str(int(bills.circumstances.max(initial=0)))))):
            digit = bills.circumstances // _DIGITS**place % _DIGITS
            hit = (digit > 0) & tables.excludes[terms, status, np.maximum(digit - 1, 0)]
            found[hit] = first + digit[hit] - 1
        setting = tables.setting[terms, bills.setting] == EFFECTS.index("excluded")
        spared = bills.emergency & tables.emergency_paid[terms, bills.setting]
        hit = (bills.setting != _LOCAL) & setting & ~spared
        found[hit] = EXCLUSIONS.index(SETTINGS[0]) + bills.setting[hit]
        found[~tables.in_force[terms]] = EXCLUSIONS.index("not_in_force")
        found[bills.refunded] = EXCLUSIONS.index("refunded")
        return found

    # ---- years

    def years(self) -> SettledYears:
        """The sums of every person and year."""
        people, tables, settled = self.people, self.tables, self.settled
        frame, shape = tables.frame, (len(people), self.year_count)
        place = self.bills.person * self.year_count + settled.year - self.first_year
        counts = settled.refused == NONE
        kept = counts & (settled.excluded != EXCLUSIONS.index("refunded"))
        amounts = {"total": self.bills.total}
        amounts |= {name: getattr(settled, name) for name in _SUMMED}
        sums = {name: _summed(np.where(kept, amount, 0), place, shape) for name, amount in amounts.items()}
        ends = [min(date(self.first_year + year, 12, 31), last_day(frame.last)).toordinal() for year in range(shape[1])]
        person, day = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.asarray(ends, dtype=np.int64), shape[0])
        status = self.status_on(person, day)
        row = tables.row[people.book[person], self.terms_on(person, day), status].reshape(shape)
        cap = np.where(row == NONE, NONE, tables.cap[np.maximum(row, 0)])
        used = np.where(self.flags["cap_on_expense"][:, None] == 1, self.expense, self.pooled)
        months = np.arange(frame.first, frame.last + 1) // 12 - self.first_year
        known_credits = np.maximum(self.credits, 0)
        by_year = [known_credits[:, months == year].sum(axis=1) for year in range(shape[1])]
        known = [(self.credits[:, months == year] != NONE).all(axis=1) for year in range(shape[1])]
        credited_sums = np.stack(by_year, axis=1)
        balance = people.balance[:, None] + np.cumsum(credited_sums - self.paid, axis=1)
        return SettledYears(
            status=status.reshape(shape),
            visits=_summed(np.ones(len(self.bills), dtype=np.int64), place, shape),
            refused_visits=_summed((~counts).astype(np.int64), place, shape),
            sums=sums,
            deductible_used=self.deductible,
            pooled_to_date=self.pooled,
            cap=cap,
            cap_remaining=np.where(row == NONE, NONE, np.maximum(0, cap - used)),
            opening=balance - credited_sums + self.paid,
            credited=credited_sums,
            paid=self.paid,
            balance=balance,
            complete=np.stack(known, axis=1),
        )


_SUMMED = ("in_scope", "deductible", "pooled", "personal", "account", "cash")


def _summed(amounts: Whole, place: Whole, shape: tuple[int, int]) -> Whole:
    """Sums by person and year; the places stand in order."""
    found = np.zeros(shape[0] * shape[1], dtype=np.int64)
    if len(place):
        starts = np.flatnonzero(np.r_[True, place[1:] != place[:-1]])
        found[place[starts]] = np.add.reduceat(amounts, starts)
    return found.reshape(shape)


class _Steps:
    """The visits one after the other, everybody's at once."""

    def __init__(self, run: _Run, month: Whole) -> None:
        self._run = run
        bills = run.bills
        starts = np.searchsorted(bills.person, np.arange(len(run.people)))
        self._rank = np.arange(len(bills)) - starts[bills.person] if len(bills) else bills.person
        self._order = np.argsort(self._rank, kind="stable")
        self._bounds = np.r_[0, np.cumsum(np.bincount(self._rank))] if len(bills) else np.zeros(1, dtype=np.int64)
        person, flags = bills.person, run.flags
        # A credit at a month's end comes after that month's visits.
        place = month - run.tables.frame.first + 1 - flags["at_month_end"][person]
        self._columns: dict[str, Whole] = {
            "person": person,
            "year": month // 12 - run.first_year,
            "credits": run.people.balance[person] + run.credit_sums[person, place],
            "in_scope": bills.total
            - (bills.out_of_catalogue + bills.over_price_limit + bills.first_self_pay + bills.paid_elsewhere),
            "owed": bills.total - bills.paid_elsewhere,
            "first_self_pay": bills.first_self_pay,
        }

    def prepare(
        self,
        *,
        row: Whole,
        level: Whole,
        standard: Whole,
        rate: Whole,
        cap: Whole,
        excluded: Whole,
        refused: Whole,
    ) -> None:
        """Take what is known of a visit before those before it are settled."""
        bills, flags = self._run.bills, self._run.flags
        open_to_accounts = (bills.setting != _NON_DESIGNATED) & ~bills.refunded
        counts = flags["excluded_count"][bills.person] == 1
        self._columns |= {
            "row": row,
            "level": level,
            "standard": standard,
            "rate": rate,
            "cap": cap,
            "excluded": excluded,
            "refused": refused,
            "paying": (excluded == NONE) & (refused == NONE),
            # What is excluded may use up the deductible all the same.
            "counting": (excluded > 0) & (row != NONE) & counts,
            "asked": bills.own_account & (refused == NONE) & ((excluded == NONE) | open_to_accounts),
        }

    def run(self) -> SettledBills:
        """Settle all visits, step by step."""
        columns = {name: values[self._order] for name, values in self._columns.items()}
        names = ("deductible", "pooled", "over_cap", "account", "deductible_used", "pooled_to_date", "cap_remaining")
        found = {name: np.empty(len(self._order), dtype=np.int64) for name in names}
        for low, high in zip(self._bounds[:-1], self._bounds[1:], strict=True):
            step = {name: values[low:high] for name, values in columns.items()}
            for name, values in self._step(step).items():
                found[name][low:high] = values
        back = np.empty_like(self._order)
        back[self._order] = np.arange(len(self._order))
        return self._told({name: values[back] for name, values in found.items()})

    def _step(self, at: dict[str, Whole]) -> dict[str, Whole]:
        run, person, year, level = self._run, at["person"], at["year"], at["level"]
        flags = {name: values[person] for name, values in run.flags.items()}
        place = (person, year)
        used, pooled, expense = run.deductible[place], run.pooled[place], run.expense[place]
        room = np.where(flags["cap_on_expense"] == 1, np.maximum(0, at["cap"] - expense), _NEVER)
        within = np.minimum(at["in_scope"], room)
        counted = np.where(flags["across"] == ACROSS.index("per-level"), run.by_level[person, year, level], used)
        left = np.where(flags["per_visit"] == 1, at["standard"], np.maximum(0, at["standard"] - counted))
        once = (flags["across"] == ACROSS.index("once-met")) & run.met[place] & (flags["per_visit"] == 0)
        deductible = np.minimum(within, np.where(once, 0, left))
        share = rounded(within - deductible, at["rate"], flags["rounding"])
        paying, moving = at["paying"], at["paying"] | at["counting"]
        pays = np.where(paying, np.minimum(share, np.maximum(0, at["cap"] - pooled)), 0)
        uses = np.where(moving, deductible, 0)

        run.deductible[place] = used = used + uses
        run.by_level[person, year, level] += uses
        run.met[place] = run.met[place] | (moving & (used >= at["standard"]))
        run.pooled[place] = pooled = pooled + pays
        run.expense[place] = expense = expense + np.where(paying, at["in_scope"], 0)
        account = self._paid_by_account(at, pays, flags)
        run.paid[place] += account
        limited = np.where(flags["cap_on_expense"] == 1, expense, pooled)
        return {
            "deductible": np.where(paying, deductible, 0),
            "pooled": pays,
            "over_cap": np.where(paying, at["in_scope"] - within + share - pays, 0),
            "account": account,
            "deductible_used": used,
            "pooled_to_date": pooled,
            "cap_remaining": np.maximum(0, at["cap"] - limited),
        }

    def _paid_by_account(self, at: dict[str, Whole], pays: Whole, flags: dict[str, Whole]) -> Whole:
        person = at["person"]
        balance = at["credits"] - self._run.paid[person].sum(axis=1)
        in_scope = at["in_scope"] - pays + at["first_self_pay"]
        allowed = np.where(flags["pays_everything"] == 1, at["owed"] - pays, in_scope)
        allowed = allowed - np.where(flags["pays_first_self_pay"] == 1, 0, at["first_self_pay"])
        found: Whole = np.where(at["asked"], np.minimum(balance, np.maximum(0, allowed)), 0)
        return found

    def _told(self, found: dict[str, Whole]) -> SettledBills:
        columns, refused = self._columns, self._columns["refused"] != NONE
        paying = columns["paying"]
        personal = columns["owed"] - found["pooled"]

        def known(amounts: Whole) -> Whole:
            told: Whole = np.where(refused, NONE, amounts)
            return told

        return SettledBills(
            year=columns["year"],
            status=columns["person"],
            level=columns["level"],
            in_scope=known(np.where(paying, columns["in_scope"], 0)),
            deductible=known(found["deductible"]),
            rate=np.where(paying, columns["rate"], NONE),
            pooled=known(found["pooled"]),
            over_cap=known(found["over_cap"]),
            personal=known(personal),
            account=known(found["account"]),
            cash=known(personal - found["account"]),
            excluded=columns["excluded"],
            refused=columns["refused"],
            deductible_used=known(found["deductible_used"]),
            pooled_to_date=known(found["pooled_to_date"]),
            cap_remaining=np.where(columns["row"] == NONE, NONE, known(found["cap_remaining"])),
        )
