"""The rulebooks as tables of numbers, made of the same rules that the ordinary engine resolves for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from calculator.batch.households import Frame
from calculator.batch.population import CIRCUMSTANCES, NONE, Book, Truth, Whole, truth, whole
from calculator.case.case import Person
from calculator.engine.account import PersonalAccount
from calculator.engine.member import Member, Scale
from calculator.ground.months import first_day, last_day
from calculator.policy.names import LEVELS, SETTINGS, STATUSES
from calculator.policy.rulebook import Rulebook, Terms

ACROSS = ("top-up", "per-level", "once-met")
ROUNDINGS = ("half-up", "truncate", "half-even")
EFFECTS = ("paid", "excluded", "refused")
EXCLUSIONS = ("refunded", "not_in_force", *SETTINGS, *CIRCUMSTANCES, "pharmacy")
"""Why pooling does not pay, as the engine's decisions are called."""
REFUSALS = ("city_parameters_required", "no_rule_in_text", "remote_rule_not_in_text")
CITY_REQUIRED, NO_RULE, REMOTE = range(3)


class _Rows:
    """Rows of figures, each with its number."""

    def __init__(self) -> None:
        self.standard: list[list[int]] = []
        self.rate: list[list[int]] = []
        self.cap: list[int] = []
        self.least: list[int] = []

    def add(self, scale: Scale, *, per_visit: bool) -> int:
        """The number of a new row; `least` is what must have been used of the deductible if the fund paid."""
        self.standard.append([scale.standard[level] for level in LEVELS])
        self.rate.append([scale.rate[level] for level in LEVELS])
        self.cap.append(scale.cap)
        paying = [scale.standard[level] for level in LEVELS if scale.rate[level]]
        self.least.append(0 if per_visit else min(paying, default=0))
        return len(self.cap) - 1


@dataclass(slots=True)
class RuleTables:
    """The rules of some books in a period, by number.

    By book: the readings' flags, and `region`. By region and day of the period: `terms`, which counts the stretches of
    rules. By stretch: what is in force, settings, circumstances and pharmacies. By book, stretch and status: the row of
    figures, or why there is none. Of a row: standard and rate by level, cap, and the least deductible.
    """

    books: Sequence[Book]
    frame: Frame
    rulebooks: Sequence[Rulebook]
    region: Whole
    terms: Whole
    in_force: Truth
    setting: Whole
    emergency_paid: Truth
    excludes: Truth
    no_pharmacy: Truth
    row: Whole
    lacking: Whole
    standard: Whole
    rate: Whole
    cap: Whole
    least: Whole
    flags: Mapping[str, Whole] = field(default_factory=dict)

    @property
    def first_day(self) -> int:
        """The ordinal of the period's first day."""
        return first_day(self.frame.first).toordinal()


def rule_tables(books: Sequence[Book], frame: Frame) -> RuleTables:
    """The tables of these books."""
    regions = list(dict.fromkeys(book.region for book in books))
    rulebooks = [Rulebook(frame.packs.pack(region), frame.readings.get(region, {})) for region in regions]
    days = range(first_day(frame.first).toordinal(), last_day(frame.last).toordinal() + 1)
    stretches: dict[int, tuple[int, Terms]] = {}
    terms = whole([[_number(stretches, rulebook.terms_on(day)) for day in days] for rulebook in rulebooks])
    known = [stretch for _number, stretch in stretches.values()]
    members = [_member(book, rulebooks[regions.index(book.region)], frame) for book in books]
    rows = _Rows()
    row = np.full((len(books), len(known), len(STATUSES)), NONE, dtype=np.int64)
    lacking = np.full_like(row, NONE)
    for place, member in enumerate(members):
        # Of a region's stretches; the others are no rules of this book.
        own = np.unique(terms[regions.index(books[place].region)])
        for number in own:
            for status, name in enumerate(STATUSES):
                if known[number].pooling is None:
                    continue
                scale = member.scale(known[number], name)
                if scale is not None:
                    row[place, number, status] = rows.add(scale, per_visit=member.per_visit)
                else:
                    lacking[place, number, status] = _why(known[number], name)
    return RuleTables(
        books=books,
        frame=frame,
        rulebooks=rulebooks,
        region=whole([regions.index(book.region) for book in books]),
        terms=terms,
        in_force=truth([one.pooling is not None for one in known]),
        setting=whole([[_effect(one, setting) for setting in SETTINGS] for one in known]),
        emergency_paid=truth([[_emergency(one, setting) for setting in SETTINGS] for one in known]),
        excludes=truth(
            [[[(name, status) in one.exclusions for name in CIRCUMSTANCES] for status in STATUSES] for one in known]
        ),
        no_pharmacy=truth([one.pharmacy is not None and one.pharmacy.effect == "excluded" for one in known]),
        row=row,
        lacking=lacking,
        standard=whole(rows.standard or [[0] * len(LEVELS)]),
        rate=whole(rows.rate or [[0] * len(LEVELS)]),
        cap=whole(rows.cap or [0]),
        least=whole(rows.least or [0]),
        flags=_flags(members, frame),
    )


def _number(stretches: dict[int, tuple[int, Terms]], terms: Terms) -> int:
    # A rulebook keeps its terms, so that each has one identity.
    return stretches.setdefault(id(terms), (len(stretches), terms))[0]


def _member(book: Book, rulebook: Rulebook, frame: Frame) -> Member:
    person = Person.model_construct(id="", region=book.region, status="employed", city=book.city)
    return Member(person, rulebook, frame.first)


def _why(terms: Terms, status: str) -> int:
    rules = (terms.deductible[status], terms.rate[status], terms.cap[status])  # type: ignore[index]
    return NO_RULE if any(rule.unknown is not None for rule in rules) else CITY_REQUIRED


def _effect(terms: Terms, setting: str) -> int:
    rule = terms.settings.get(setting)  # type: ignore[call-overload]
    return EFFECTS.index(rule.effect) if rule is not None else 0


def _emergency(terms: Terms, setting: str) -> bool:
    rule = terms.settings.get(setting)  # type: ignore[call-overload]
    return rule is not None and rule.emergency == "paid"


def _flags(members: Sequence[Member], frame: Frame) -> dict[str, Whole]:
    accounts = [PersonalAccount(member, frame.first, frame.last) for member in members]
    reading = [member.rulebook.reading for member in members]
    values = {
        "per_visit": [member.per_visit for member in members],
        "across": [ACROSS.index(member.across_levels) for member in members],
        "cap_on_expense": [member.cap_on_expense for member in members],
        "as_prescriber": [member.pharmacy_as_prescriber for member in members],
        "excluded_count": [member.excluded_costs_count for member in members],
        "rounding": [ROUNDINGS.index(member.rounding) for member in members],
        "status_of_year": [one("status-change", "on-visit-date") == "on-1-january" for one in reading],
        "retired_same_day": [one("retirement-effect", "next-month") == "same-day" for one in reading],
        "at_month_end": [account.at_month_end for account in accounts],
        "pays_everything": [account.pays_everything for account in accounts],
        "pays_first_self_pay": [account.pays_first_self_pay for account in accounts],
    }
    return {name: whole(flags) for name, flags in values.items()}
