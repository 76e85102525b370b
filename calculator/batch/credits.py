"""What every account is credited month by month, for all people at once."""

import numpy as np

from calculator.batch.population import NONE, People, Truth, Whole, first_days, in_month, month_of_days
from calculator.batch.rule_tables import ROUNDINGS, RuleTables
from calculator.ground.money import ONE
from calculator.ground.months import Month, first_day, year_of
from calculator.policy.names import PLANS, STATUSES
from calculator.policy.pack import Credit
from calculator.policy.rulebook import Rulebook

_RETIRED = STATUSES.index("retired")
_NEVER = np.iinfo(np.int64).max


def rounded(amount: Whole, rate: Whole | int, rounding: Whole | int) -> Whole:
    """`share_of` for arrays; `rounding` counts in `ROUNDINGS`."""
    product = amount * rate
    share = product // ONE
    twice = 2 * (product - share * ONE)
    half_up = twice >= ONE
    half_even = (twice > ONE) | ((twice == ONE) & (share % 2 == 1))
    up = np.where(rounding == ROUNDINGS.index("half-up"), half_up, half_even)
    found: Whole = share + np.where(rounding == ROUNDINGS.index("truncate"), False, up)
    return found


def credited(people: People, tables: RuleTables) -> Whole:
    """The credits of every person and month; `NONE` where the engine refuses it."""
    months = range(tables.frame.first, tables.frame.last + 1)
    found = np.full((len(people), len(months)), NONE, dtype=np.int64)
    since = np.where(people.retirement == NONE, _NEVER, month_of_days(np.maximum(people.retirement, 1)))
    region = tables.region[people.book] if len(people) else people.book
    for place, month in enumerate(months):
        status = np.where(month > since, _RETIRED, people.status)
        key = (region * len(STATUSES) + status) * len(PLANS) + people.plan
        for one in np.unique(key):
            chosen = np.flatnonzero(key == one)
            rest, plan = divmod(int(one), len(PLANS))
            owner, name = divmod(rest, len(STATUSES))
            rulebook = tables.rulebooks[owner]
            rules = rulebook.credits_on(first_day(Month(month)), STATUSES[name], PLANS[plan])
            if rules:
                found[chosen, place] = _Months(people, tables, rulebook, chosen, Month(month), place).by(rules)
        given = in_month(people.given_credit, place)
        found[:, place] = np.where(given == NONE, found[:, place], given)
    return found


class _Months:
    """A month of some people who are credited by the same rules."""

    def __init__(
        self, people: People, tables: RuleTables, rulebook: Rulebook, chosen: Whole, month: Month, place: int
    ) -> None:
        self._people, self._tables, self._rulebook = people, tables, rulebook
        self._chosen, self._month, self._place = chosen, month, place

    def by(self, rules: list[Credit]) -> Whole:
        """The month's credits."""
        if len(rules) == 1:
            return self._by(rules[0])
        upper = next(rule for rule in rules if rule.age_from is not None)
        lower = next(rule for rule in rules if rule.age_below is not None)
        amount = np.where(self._has_reached(upper), self._by(upper), self._by(lower))
        ageless = (self._people.age[self._chosen] == NONE) & (self._people.birth[self._chosen] == NONE)
        # Of whom no age is known, only that nothing is credited can be.
        first = self._by(rules[0])
        nothing = np.where(self._is_since(rules[0]), NONE, first)
        found: Whole = np.where(ageless, nothing, amount)
        return found

    def _by(self, rule: Credit) -> Whole:
        """What a rule credits everybody; `NONE` where it does not say, or needs what is not given."""
        count = len(self._chosen)
        if rule.unknown is not None:
            return np.full(count, NONE, dtype=np.int64)
        amount = self._of(rule)
        if rule.retired_since is None:
            return amount
        retired = self._people.retirement[self._chosen]
        begins = first_day(self._tables.frame.first)
        before = NONE if begins > rule.retired_since else 0
        found: Whole = np.where(self._is_since(rule), amount, np.where(retired == NONE, before, 0))
        return found

    def _is_since(self, rule: Credit) -> Truth:
        """Who is known to have retired since the day from which the rule credits; everybody where there is none."""
        retired = self._people.retirement[self._chosen]
        since = 0 if rule.retired_since is None else rule.retired_since.toordinal()
        found: Truth = (retired >= since) | (rule.retired_since is None)
        return found

    def _of(self, rule: Credit) -> Whole:
        chosen = self._chosen
        if rule.basis in ("nothing", "fixed"):
            return np.full(len(chosen), rule.amount or 0, dtype=np.int64)
        base = self._base(rule)[chosen]
        rounding = ROUNDINGS.index(self._rulebook.reading("rounding", "half-up"))
        found: Whole = np.where(base == NONE, NONE, rounded(base, rule.rate, rounding))
        return found

    def _base(self, rule: Credit) -> Whole:
        people = self._people
        if rule.basis == "average_pension":
            year = year_of(self._month) - 1 if rule.pension_year == "previous" else int(rule.pension_year or 0)
            return people.average_pension.get(year, np.full(len(people), NONE, dtype=np.int64))
        return in_month(people.own_pension if rule.basis == "own_pension" else people.base, self._place)

    def _has_reached(self, upper: Credit) -> Truth:
        chosen, people, month = self._chosen, self._people, self._month
        birth, age = people.birth[chosen], people.age[chosen]
        born = month_of_days(np.maximum(birth, 1))
        turning = born + 12 * (upper.age_from or 0)
        change = self._rulebook.reading("age-change", "next-month")
        if change == "birthday-month":
            reached = month >= turning
        elif change == "next-month":
            reached = month > turning
        else:
            january = year_of(month) * 12
            # On the first of January itself only who has a birthday that day is in doubt.
            on_first = (born % 12 == 0) & (birth == first_days(born)) & (not upper.after_birthday)
            reached = (january > turning) | ((january == turning) & on_first)
        found: Truth = np.where(birth == NONE, age >= (upper.age_from or 0), reached)
        return found
