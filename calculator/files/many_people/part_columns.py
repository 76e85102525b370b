"""A part of a population on arrays: by the kernel as far as it knows, by the ordinary engine where it does not."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from calculator.batch.households import Frame
from calculator.batch.kernel import settle_people
from calculator.batch.outcomes import VISIT_COLUMNS, YEAR_COLUMNS, OutcomeColumn
from calculator.batch.population import FIRST_DAY, NONE, People, Whole, month_of_days
from calculator.batch.rule_tables import EXCLUSIONS, REFUSALS, rule_tables
from calculator.batch.settled_arrays import SettledBills, SettledYears
from calculator.files.many_people.column_values import rows_of
from calculator.files.many_people.job import Job
from calculator.files.many_people.outcome_lines import OutcomeText, number_of
from calculator.files.many_people.part_arrays import PartArrays, part_arrays
from calculator.files.many_people.part_households import Rows, faulty_text, settle_rows, write_part
from calculator.ground.money import format_rate
from calculator.ground.months import year_of
from calculator.policy.names import LEVELS, STATUSES
from calculator.sheets.own.flat_rows import Headings
from calculator.words.wording import Wording


class PartTexts(NamedTuple):
    """What became of a part as text, and how many people the kernel and the ordinary engine computed."""

    years: str
    visits: str
    faulty: str
    kernel: int
    engine: int


def settle_frames(
    people: pl.DataFrame,
    visits: pl.DataFrame,
    headings: tuple[Headings, Headings],
    frame: Frame,
    wording: Wording,
    *,
    with_visits: bool,
) -> PartTexts:
    """The outcomes of rows of both tables, which hold whole households: the row's number first, and then the cells."""
    arrays = part_arrays(people, visits, *headings, frame)
    text = OutcomeText(wording)
    years, bills = "", ""
    if len(arrays.people):
        settled_years, settled_bills = settle_people(
            arrays.people, arrays.bills, rule_tables(arrays.people.books, frame)
        )
        years = _lines(_year_columns(arrays, settled_years, frame, text), YEAR_COLUMNS)
        if with_visits:
            bills = _lines(_visit_columns(arrays, settled_bills, text), VISIT_COLUMNS)
    rows = Rows(rows_of(people, arrays.people_left), rows_of(visits, arrays.visits_left))
    settled = settle_rows(rows, frame, *headings, with_visits=with_visits)
    return PartTexts(
        _merged(years, text.written("years", settled.years)),
        _merged(bills, text.written("visits", settled.visits)),
        faulty_text(settled.faulty, rows, wording),
        len(arrays.people),
        len({number for number, _year in settled.years}),
    )


def _merged(ours: str, others: str) -> str:
    if not others:
        return ours
    return "".join(heapq.merge(*(text.splitlines(keepends=True) for text in (ours, others)), key=number_of))


# ---- as text


def _lines(columns: dict[str, pl.Series], order: Sequence[OutcomeColumn]) -> str:
    frame = pl.DataFrame({"number": columns["number"], **{one.key: columns[one.key] for one in order}})
    found: str = frame.write_csv(include_header=False, line_terminator="\n", quote_style="necessary")
    return found


def _amount(values: Whole) -> pl.Series:
    fen = pl.Series("fen", values.ravel())
    text = (fen // 100).cast(pl.String) + "." + (fen % 100).cast(pl.String).str.zfill(2)
    return text.set(fen == NONE, None)


def _named(values: Whole, names: Sequence[str], text: OutcomeText) -> pl.Series:
    return _worded(values.ravel(), dict(enumerate(map(text.word, names))))


def _worded(values: Whole, words: dict[int, str]) -> pl.Series:
    """The word for each number; None for `NONE`."""
    return pl.Series("words", values).replace_strict(words, default=None, return_dtype=pl.String)


def _year_columns(arrays: PartArrays, years: SettledYears, frame: Frame, text: OutcomeText) -> dict[str, pl.Series]:
    people, (rows, count) = arrays.people, years.status.shape

    def of_each(values: pl.Series) -> pl.Series:
        return values.gather(np.repeat(np.arange(rows), count))

    numbers = dict(enumerate(book.region for book in people.books))
    amounts = {name: years.sums[name] for name in years.sums}
    amounts |= {name: getattr(years, name) for name in _YEAR_AMOUNTS}
    return {
        "number": of_each(pl.Series(arrays.numbers)),
        "family": pl.Series([None] * (rows * count), dtype=pl.String),
        "person": of_each(arrays.ids),
        "region": of_each(_worded(people.book, numbers)),
        "year": pl.Series(np.tile(np.arange(count) + year_of(frame.first), rows)),
        "status": _named(years.status, STATUSES, text),
        "age": _ages(people, frame, count),
        "visits": pl.Series(years.visits.ravel()),
        "refused_visits": pl.Series(years.refused_visits.ravel()),
        "left_out": pl.Series(np.zeros(rows * count, dtype=np.int64)),
        "complete": _worded(years.complete.ravel().astype(np.int64), {0: text.truth(False), 1: text.truth(True)}),
        **{name: _amount(values) for name, values in amounts.items()},
    }


def _ages(people: People, frame: Frame, count: int) -> pl.Series:
    """The ages on the last days of the years."""
    born = (month_of_days(np.maximum(people.birth, 1)) // 12)[:, None]
    ages = np.where(
        (people.birth == NONE)[:, None], people.age[:, None], year_of(frame.first) + np.arange(count) - born
    )
    found = pl.Series(ages.ravel())
    return found.set(found == NONE, None)


_YEAR_AMOUNTS = (
    *("deductible_used", "pooled_to_date", "cap", "cap_remaining"),
    *("opening", "credited", "paid", "balance"),
)
_VISIT_AMOUNTS = (
    *("in_scope", "deductible", "pooled", "over_cap", "personal", "account", "cash"),
    *("deductible_used", "pooled_to_date", "cap_remaining"),
)


def _visit_columns(arrays: PartArrays, settled: SettledBills, text: OutcomeText) -> dict[str, pl.Series]:
    bills = arrays.bills
    rates = {int(rate): format_rate(int(rate)) for rate in np.unique(settled.rate) if rate != NONE}
    elsewhere = np.where(settled.refused == NONE, bills.paid_elsewhere, NONE)
    return {
        "number": pl.Series(arrays.numbers[bills.person]),
        "family": pl.Series([None] * len(bills), dtype=pl.String),
        "person": arrays.ids.gather(bills.person),
        "id": arrays.visit_ids,
        "date": pl.Series(bills.day - FIRST_DAY).cast(pl.Int32).cast(pl.Date),
        "status": _named(settled.status, STATUSES, text),
        "level": _named(settled.level, LEVELS, text),
        "total": _amount(bills.total),
        "paid_elsewhere": _amount(elsewhere),
        "rate": _worded(settled.rate, rates),
        "excluded": _named(settled.excluded, EXCLUSIONS, text),
        "refused": _named(settled.refused, REFUSALS, text),
        **{name: _amount(getattr(settled, name)) for name in _VISIT_AMOUNTS},
    }


# ---- the files of a part


def read_text_part(job: Job, what: str, number: int, headings: Headings) -> pl.DataFrame:
    """The rows of a part that was split from comma-separated text."""
    width = len(headings.titles) + 2
    schema = {"number": pl.Int64, **{f"cell {place}": pl.String for place in range(1, width)}}
    path = job.part(what, number)
    if not path.stat().st_size:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(path, has_header=False, schema=schema)


ReadPart = Callable[[Job, str, int, Headings], pl.DataFrame]


def settle_part_on_arrays(job: Job, number: int, read: Mapping[str, ReadPart] | None = None) -> None:
    """Compute a part and write what came of it; `read` reads the parts of each table, text where it is not given."""
    headings = {"people": job.people_headings, "visits": job.visits_headings}
    people, visits = ((read or {}).get(what, read_text_part)(job, what, number, own) for what, own in headings.items())
    wording, with_visits = Wording(job.language), job.outputs.visits is not None
    both = (job.people_headings, job.visits_headings)
    texts = settle_frames(people, visits, both, job.frame, wording, with_visits=with_visits)
    write_part(job, number, texts.years, texts.visits, texts.faulty, kernel=texts.kernel, engine=texts.engine)
