"""Edits of what an app or a slip says on a day: one entry a date, in the order of the dates."""

from collections.abc import Iterable
from datetime import date, timedelta

from calculator.case.case import Case, KnownFigures
from calculator.ground.months import first_day, last_day

Known = tuple[KnownFigures, ...]


def with_known(known: Iterable[KnownFigures], day: date, **figures: object) -> Known:
    """The entries with these figures of a day; others of that day stay as they are."""
    by_day = {one.date: one for one in known}
    of_day = by_day.get(day) or KnownFigures.model_construct(date=day)
    by_day[day] = of_day.model_copy(update=figures)
    return tuple(by_day[one] for one in sorted(by_day))


def without_known(known: Iterable[KnownFigures], day: date) -> Known:
    """The entries without that of a day."""
    return tuple(one for one in known if one.date != day)


def known_on_another_day(known: Iterable[KnownFigures], day: date, other: date) -> Known:
    """The entries with that of a day dated otherwise. Raises ValueError where there is one of that date."""
    entries = tuple(known)
    if other != day and any(one.date == other for one in entries):
        raise ValueError("there is an entry of that day")
    moved = (one.model_copy(update={"date": other}) if one.date == day else one for one in entries)
    return tuple(sorted(moved, key=lambda one: one.date))


def free_day(case: Case, known: Iterable[KnownFigures], today: date) -> date:
    """A day of the period that has no entry: today, or the nearest one before; else the first one that is free."""
    first, last = first_day(case.from_), last_day(case.through)
    taken = {one.date for one in known}
    day = min(max(today, first), last)
    while day in taken and day > first:
        day -= timedelta(1)
    while day in taken and day < last:
        day += timedelta(1)
    return day
