"""Outcomes as lines of comma-separated text: in the files of a part with a number in front, and as they are given out.

Lines are given out in the order of the table of people, whichever part they come from and whoever computed it.
"""

import csv
import heapq
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

from calculator.batch.outcomes import VISIT_COLUMNS, YEAR_COLUMNS, Outcome, OutcomeColumn
from calculator.files.many_people.job import Job
from calculator.files.spreadsheets.guarded_text import into_csv
from calculator.ground.language import N_
from calculator.ground.money import format_amount, format_rate
from calculator.ground.progress import Work
from calculator.sheets.table_columns import NO, YES
from calculator.words.vocabulary import WORDS
from calculator.words.wording import Wording

_BLOCK_BYTES = 1 << 15
COLUMNS: dict[str, tuple[OutcomeColumn, ...]] = {"years": YEAR_COLUMNS, "visits": VISIT_COLUMNS}
_FAULTY_COLUMNS = (N_("table"), N_("row"), N_("what is wrong"), N_("the row as it was"))
_TABLES = {"people": N_("table of people"), "visits": N_("table of visits")}


class OutcomeText:
    """How the values of outcomes are written in a language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._words = {True: wording.text(YES), False: wording.text(NO)}
        self._kinds: dict[str, Callable[[Any], str]] = {
            "text": into_csv,
            "word": self.word,
            "whole": str,
            "amount": format_amount,
            "rate": format_rate,
            "day": str,
            "truth": self._words.__getitem__,
        }

    def word(self, name: str) -> str:
        """The word for a name of the case format, or the code of a decision as it is."""
        return self._wording.word(name) if name in WORDS else name

    def truth(self, value: bool) -> str:
        """Yes or no."""
        return self._words[value]

    def headings(self, what: str) -> list[str]:
        """The headings of a table that is given out."""
        return [self._wording.text(column.heading) for column in COLUMNS[what]]

    def faulty_headings(self) -> list[str]:
        """The headings of the table of faulty rows."""
        return [self._wording.text(text) for text in _FAULTY_COLUMNS]

    def table(self, name: str) -> str:
        """What a table of the input is called."""
        return self._wording.text(_TABLES[name])

    def written(self, what: str, rows: Iterable[tuple[int, Outcome]]) -> str:
        """The lines of outcomes, each behind its number."""
        text = io.StringIO()
        write = csv.writer(text, lineterminator="\n").writerow
        kinds = [self._kinds[column.kind] for column in COLUMNS[what]]
        for number, row in rows:
            write([number, *("" if value is None else kind(value) for kind, value in zip(kinds, row, strict=True))])
        return text.getvalue()


def merge(job: Job, work: Work) -> dict[str, int]:
    """Write what is given out into the folder of the work, with how many lines each has. Raises StoppedError."""
    text = OutcomeText(Wording(job.language))
    done, names = {}, [name for name in job.outputs.all() if name != "faulty"]
    for place, name in enumerate(names):
        work.reach(place, len(names))
        with ExitStack() as files:
            parts = [files.enter_context(path.open(encoding="utf-8", newline="\n")) for path in _parts(job, name)]
            out = files.enter_context(job.part(name, 9999).open("w", encoding="utf-8-sig", newline=""))
            csv.writer(out, lineterminator="\r\n").writerow(text.headings(name))
            count = 0
            for lines in in_order(parts):
                work.reach(place, len(names))
                out.write("".join([line[line.index(",") + 1 : -1] + "\r\n" for line in lines]))
                count += len(lines)
        done[name] = count
        if job.outputs.all()[name].suffix.lower() == ".parquet":
            from calculator.files.many_people.parquet_tables import into_parquet

            written = job.part(name, 9999)
            into_parquet(written, job.part(f"{name}-parquet", 9999), COLUMNS[name], text.headings(name))
            job.part(f"{name}-parquet", 9999).replace(written)
    done["faulty"] = _merge_faulty(job, text)
    return done


def _parts(job: Job, name: str) -> Iterator[Path]:
    return (job.part(f"{name}-of", number) for number in range(job.parts))


def in_order(files: Sequence[TextIO]) -> Iterator[list[str]]:
    """The lines of several files block by block, by the numbers in front; each file is in that order already.

    Lines with the same number are in one file. A block is sorted at once, which takes a quarter of the time of a heap.
    """
    held: list[list[tuple[int, str]]] = [[] for _file in files]
    while True:
        for lines, file in zip(held, files, strict=True):
            if not lines:
                lines += [(number_of(line), line) for line in file.readlines(_BLOCK_BYTES)]
        last = min((lines[-1][0] for lines in held if lines), default=None)
        if last is None:
            return
        block: list[tuple[int, str]] = []
        for lines in held:
            end = bisect_right(lines, last, key=itemgetter(0))
            block += lines[:end]
            del lines[:end]
        block.sort(key=itemgetter(0))
        yield [line for _number, line in block]


def number_of(line: str) -> int:
    """The number in front of a line."""
    return int(line[: line.index(",")])


def _merge_faulty(job: Job, text: OutcomeText) -> int:
    with ExitStack() as files:
        parts = [
            csv.reader(files.enter_context(path.open(encoding="utf-8", newline=""))) for path in _parts(job, "faulty")
        ]
        merged = heapq.merge(*parts, key=_table_and_row)
        out = files.enter_context(job.part("faulty", 9999).open("w", encoding="utf-8-sig", newline=""))
        write = csv.writer(out, lineterminator="\r\n").writerow
        write(text.faulty_headings())
        count = 0
        for _row, faults in groupby(merged, key=itemgetter(0, 1)):
            rows = list(faults)
            table, number, _reason, *cells = rows[0]
            reason = "; ".join(row[2] for row in rows)
            write([text.table(table), number, *map(into_csv, [reason, *cells])])
            count += 1
    return count


def _table_and_row(row: Sequence[str]) -> tuple[str, int]:
    return row[0], int(row[1])
