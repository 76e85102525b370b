"""People and their visits as arrays, one value a row: what the kernel takes in.

Amounts are 分, days the ordinals of dates, months counted as everywhere. `NONE` stands for what is not given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from calculator.case.case import City, Institution, Person, Visit
from calculator.ground.months import Month
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance

Whole: TypeAlias = npt.NDArray[np.int64]
Truth: TypeAlias = npt.NDArray[np.bool_]

NONE = -1
INSTITUTIONS: tuple[str, ...] = get_args(Institution)
CIRCUMSTANCES: tuple[str, ...] = get_args(Circumstance)
PHARMACY = INSTITUTIONS.index("pharmacy")
_DIGITS = 10
FIRST_DAY = 719_163
"""The ordinal of 1 January 1970, from which arrays count their days."""


class Book(NamedTuple):
    """What people are computed by: a region's rules, and the figures of their city below a framework."""

    region: str
    city: City | None


@dataclass(slots=True)
class People:
    """A row each. Amounts by month (`base`, `own_pension`, `given_credit`) are one a person or one a person and month.

    `book` counts in `books`; `status` and `plan` count in `STATUSES` and `PLANS`; `average_pension` is by year.
    """

    books: Sequence[Book]
    book: Whole
    status: Whole
    plan: Whole
    retirement: Whole
    birth: Whole
    age: Whole
    base: Whole
    own_pension: Whole
    average_pension: Mapping[int, Whole]
    given_credit: Whole
    balance: Whole
    has_opening: Truth
    opening_used: Whole
    opening_pooled: Whole

    def __len__(self) -> int:
        return len(self.book)

    def taken(self, rows: Whole) -> "People":
        """Some of the people, in this order."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        arrays = {name: values[rows] for name, values in own.items() if isinstance(values, np.ndarray)}
        pensions = {year: amounts[rows] for year, amounts in self.average_pension.items()}
        return People(books=self.books, average_pension=pensions, **arrays)


@dataclass(slots=True)
class Bills:
    """Visits in the order in which a person's are settled, person by person; `person` counts in the people.

    `institution`, `prescriber` and `setting` count in the names' lists; `circumstances` are decimal digits from the
    last one on, each the place of a name plus one; `own_account` says that the person's account is asked to pay.
    """

    person: Whole
    day: Whole
    institution: Whole
    prescriber: Whole
    total: Whole
    out_of_catalogue: Whole
    over_price_limit: Whole
    first_self_pay: Whole
    paid_elsewhere: Whole
    setting: Whole
    emergency: Truth
    circumstances: Whole
    refunded: Truth
    own_account: Truth

    def __len__(self) -> int:
        return len(self.person)

    def taken(self, rows: Whole) -> "Bills":
        """Some of the visits, in this order."""
        return Bills(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


def whole(values: Any) -> Whole:
    """Whole numbers as an array."""
    return np.asarray(values, dtype=np.int64)


def truth(values: Any) -> Truth:
    """Truths as an array."""
    return np.asarray(values, dtype=np.bool_)


def month_of_days(days: Whole) -> Whole:
    """The months that days lie in."""
    months: Whole = (days - FIRST_DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months + 1970 * 12


def first_days(months: Whole) -> Whole:
    """The ordinals of the first days of months."""
    days: Whole = (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days + FIRST_DAY


def digits_of(circumstances: Sequence[str]) -> int:
    """Circumstances as one number."""
    number = 0
    for name in reversed(circumstances):
        number = number * _DIGITS + CIRCUMSTANCES.index(name) + 1
    return number


def is_known_to_kernel(person: Person, visits: Sequence[Visit]) -> bool:
    """Whether the kernel knows all that a person alone needs; a household of several is none of its own."""
    if person.known or person.unread:
        return False
    own = {person.id}
    return all(not visit.unread and own.issuperset(visit.pay_from_account) for visit in visits)


def arrays_of(
    people: Sequence[Person], visits: Sequence[Sequence[Visit]], first: Month, last: Month
) -> tuple[People, Bills]:
    """Arrays of people and of each one's visits, as they stand in the file."""
    books = list(dict.fromkeys(_book_of(person) for person in people))
    places = {book: place for place, book in enumerate(books)}
    months = range(first, last + 1)
    years = sorted({year for person in people for year in person.average_pension})
    openings = [person.opening for person in people]
    arrays = People(
        books=books,
        book=whole([places[_book_of(person)] for person in people]),
        status=whole([STATUSES.index(person.status) for person in people]),
        plan=whole([PLANS.index(person.plan) for person in people]),
        retirement=whole([_ordinal(person.retirement_date) for person in people]),
        birth=whole([_ordinal(person.birth_date) for person in people]),
        age=whole([NONE if person.age is None else person.age for person in people]),
        base=_series([person.contribution_base for person in people], months),
        own_pension=_series([person.own_pension for person in people], months),
        average_pension={year: whole([one.average_pension.get(year, NONE) for one in people]) for year in years},
        given_credit=_series([person.account.monthly_credit for person in people], months),
        balance=whole([person.account.opening_balance for person in people]),
        has_opening=truth([opening is not None for opening in openings]),
        opening_used=whole([0 if opening is None else opening.deductible_used or 0 for opening in openings]),
        opening_pooled=whole([0 if opening is None else opening.pooled for opening in openings]),
    )
    return arrays, _bills_of([sorted(row, key=lambda visit: visit.moment) for row in visits])


def _bills_of(visits: Sequence[Sequence[Visit]]) -> Bills:
    flat = [visit for row in visits for visit in row]
    return Bills(
        person=whole([place for place, row in enumerate(visits) for _visit in row]),
        day=whole([visit.date.toordinal() for visit in flat]),
        institution=whole([INSTITUTIONS.index(visit.institution) for visit in flat]),
        prescriber=whole([NONE if one.prescriber is None else LEVELS.index(one.prescriber) for one in flat]),
        total=whole([visit.total for visit in flat]),
        out_of_catalogue=whole([visit.out_of_catalogue for visit in flat]),
        over_price_limit=whole([visit.over_price_limit for visit in flat]),
        first_self_pay=whole([visit.first_self_pay for visit in flat]),
        paid_elsewhere=whole([visit.paid_elsewhere for visit in flat]),
        setting=whole([SETTINGS.index(visit.setting) for visit in flat]),
        emergency=truth([visit.emergency for visit in flat]),
        circumstances=whole([digits_of(visit.circumstances) for visit in flat]),
        refunded=truth([visit.refunded for visit in flat]),
        own_account=truth([bool(visit.pay_from_account) for visit in flat]),
    )


def _book_of(person: Person) -> Book:
    return Book(person.region, person.city)


def _ordinal(day: Any) -> int:
    return NONE if day is None else day.toordinal()


def _series(values: Sequence[Any], months: range) -> Whole:
    """One amount a person, or where one has several, one a month."""
    if not any(isinstance(value, dict) for value in values):
        return whole([NONE if value is None else value for value in values])
    return whole([[_in_month(value, month) for month in months] for value in values]).reshape(len(values), len(months))


def _in_month(value: Any, month: int) -> int:
    if not isinstance(value, dict):
        return NONE if value is None else value
    since = [start for start in value if start <= month]
    return value[max(since)] if since else NONE


def in_month(amounts: Whole, place: int) -> Whole:
    """The amounts of a month, which is the `place`-th of the period."""
    return amounts if amounts.ndim == 1 else amounts[:, place]
