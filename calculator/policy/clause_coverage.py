"""Every clause of a pack's documents, and what becomes of it: computed, shown, or out of scope.

The table of contents and the status are data, `policies/coverage/<pack>.toml`, written by who read the text. Where
a clause is computed or shown is not written there: it is read off the pack, so that the two cannot drift apart.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from calculator.ground.faults import Fault, FaultsError, faults_of
from calculator.ground.plain_files import read_plain
from calculator.ground.records import Record
from calculator.ground.resources import resource
from calculator.policy.pack import Pack
from calculator.policy.pack_fields import Identifier, Name, Text

_MAX_BYTES = 1 << 18

Status = Literal["computed", "shown", "out"]
Why = Literal["aims", "basis", "organisation", "supervision", "payment", "purchasing", "terms"]
"""Why a clause is out of scope: it says nothing that a person's benefit depends on."""

SHOWN_TABLES = ("fact", "adjustment")
"""The tables of a pack that no sum uses; what all others cite is computed."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Clause(_Model):
    """A clause, what it is about, and its status; `same_as` names the clause of the pack that it repeats."""

    source: Identifier
    clause: Name
    status: Status
    about: Text
    why: Why | None = None
    same_as: Name | None = None


class Coverage(_Model):
    """The clauses of all documents of a pack, each document's in the order of its text."""

    format: Literal["gongjisuan-coverage/1"]
    pack: Identifier
    clause: tuple[Clause, ...]

    def names(self, source: str | None = None) -> list[str]:
        """The clauses of a document, or of all."""
        return [row.clause for row in self.clause if source in (None, row.source)]


class Citation(NamedTuple):
    """A row of a pack that stands on a clause, or only names it in its note; `row` counts from 0 in `table`."""

    table: str
    row: int
    named: bool


Citations = Mapping[tuple[str, str], Sequence[Citation]]
"""(source, clause) → where the pack cites it."""


class Contradiction(NamedTuple):
    """Something that cannot be: which clause, and what is wrong with it."""

    clause: str
    kind: Literal[
        "twice", "gap", "not in the table", "cited, yet out", "not cited", "computed, yet only shown", "no why", "same"
    ]


def load_coverage(pack_id: str) -> Coverage | None:
    """The clauses of the documents of a pack that comes with the program; None without a table. Raises FaultsError."""
    path = resource("policies", "coverage", f"{pack_id}.toml")
    if not path.is_file():
        return None
    return parse_coverage(read_plain(path, _MAX_BYTES, "256 KiB"), path.name)


def parse_coverage(content: bytes, where: str) -> Coverage:
    """The coverage in the bytes of the file `where`. Raises FaultsError."""
    try:
        return Coverage.model_validate(tomllib.loads(content.decode()))
    except ValidationError as error:
        raise FaultsError(faults_of(error), where) from None
    except ValueError as error:
        raise FaultsError([Fault("", "not_toml", {"detail": str(error)})], where) from None


# ---- what a pack cites


def citations(pack: Pack, coverage: Coverage) -> Citations:
    """Where the pack cites or names each clause; a clause that the table lacks is among them."""
    found: dict[tuple[str, str], list[Citation]] = {}
    home = {row.clause: row.source for row in coverage.clause}
    for table, position, row in _rows(pack):
        source, clause = getattr(row, "source", None), getattr(row, "clause", None)
        cited = [(source, name) for name in clauses_in(clause, coverage.names(source))] if source and clause else []
        for key in cited:
            found.setdefault(key, []).append(Citation(table, position, named=False))
        for name in _named(row):
            key = (home.get(name, ""), name)
            if key not in cited:
                found.setdefault(key, []).append(Citation(table, position, named=True))
    return found


def _rows(pack: Pack) -> Iterator[tuple[str, int, Record]]:
    tables: dict[str, Iterable[Record]] = {
        **pack.rule_tables(),
        "bound": pack.bound,
        "reading": pack.reading,
        "fact": pack.fact,
        "adjustment": (pack.adjustment,),
    }
    for table, rows in tables.items():
        for position, row in enumerate(rows):
            yield table, position, row
    # That the text does not say how things were before is on no clause of it.
    for position, row in enumerate(pack.before_reform):
        if row.parts:
            yield "before_reform", position, row


_DIGITS = "一二三四五六七八九十"
_NAMED = re.compile(
    rf"第[{_DIGITS}]+条|(?:方案|解读)[{_DIGITS}]+(?:（[{_DIGITS}]+）\d*|\.\d+)"
    rf"|[{_DIGITS}]+（[{_DIGITS}]+）\d*|“([{_DIGITS}]+|末段)”"
)
"""A clause named in a sentence; a whole section stands in quotation marks, as “六” or “末段”."""


def _named(row: Record) -> list[str]:
    """The clauses that the Chinese sentences of a row name."""
    texts = [text.zh for name in row.__dataclass_fields__ if isinstance(text := getattr(row, name), Text)]
    found = [match[1] or match[0] for text in texts for match in _NAMED.finditer(text)]
    return list(dict.fromkeys(found))


_RANGE = re.compile(r"[至–—-]")


def clauses_in(citation: str, order: Sequence[str]) -> list[str]:
    """The single clauses of a citation such as `二（二）、二（三）`, `第四、五条` or `第四条至第六条`.

    `order` is the document's clauses; a range runs over it.
    """
    if citation in order:
        return [citation]
    if match := re.fullmatch(rf"第([{_DIGITS}]+(?:、[{_DIGITS}]+)+)条", citation):
        return [f"第{number}条" for number in match[1].split("、")]
    found: list[str] = []
    for part in citation.split("、"):
        ends = _RANGE.split(part)
        if len(ends) == 2 and set(ends) <= set(order):
            found += order[order.index(ends[0]) : order.index(ends[1]) + 1]
        else:
            found.append(part)
    return found


# ---- does it all hold?


def contradictions(coverage: Coverage, pack: Pack) -> list[Contradiction]:
    """Where table and pack do not agree, and where the numbering of a document has gaps; none, if all is well."""
    found = [*_numbering(coverage)]
    by_key = {(row.source, row.clause): row for row in coverage.clause}
    cited = citations(pack, coverage)
    found += [Contradiction(key[1], "not in the table") for key in cited if key not in by_key]
    for key, row in by_key.items():
        found += _disagreements(row, cited.get(key, ()), coverage)
    return found


def _disagreements(row: Clause, cited: Sequence[Citation], coverage: Coverage) -> Iterator[Contradiction]:
    if (row.status == "out") != (row.why is not None):
        yield Contradiction(row.clause, "no why")
    if row.status == "out" and (cited or row.same_as):
        yield Contradiction(row.clause, "cited, yet out")
    if row.same_as is not None:
        other = next((other for other in coverage.clause if other.clause == row.same_as), None)
        if other is None or other is row or other.same_as is not None or other.status != row.status or cited:
            yield Contradiction(row.clause, "same")
    elif row.status != "out" and not cited:
        yield Contradiction(row.clause, "not cited")
    else:
        by_rule = [citation for citation in cited if citation.table not in SHOWN_TABLES]
        if row.status == "computed" and not by_rule:
            yield Contradiction(row.clause, "computed, yet only shown")
        if row.status == "shown" and any(not citation.named for citation in by_rule):
            yield Contradiction(row.clause, "computed, yet only shown")


_ARTICLE = re.compile(rf"第([{_DIGITS}]+)条")
_SECTION = re.compile(rf"(?:方案|解读)?([{_DIGITS}]+)(?:（([{_DIGITS}]+)）)?\.?(\d*)")


def number_of(clause: str) -> tuple[int, ...]:
    """`第十一条` as (11,), `四（二）1` as (4, 2, 1); nothing for a clause without number, such as a preamble."""
    match = _ARTICLE.fullmatch(clause) or _SECTION.fullmatch(clause)
    if match is None:
        return ()
    parts = [_value(part) for part in match.groups() if part]
    return tuple(parts)


def _value(digits: str) -> int:
    """`二十八` as 28; Arabic figures as they stand."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    units = _DIGITS.index(ones) + 1 if ones else 0
    return (10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0) + units


def _numbering(coverage: Coverage) -> Iterator[Contradiction]:
    """Clauses that stand twice, out of order, or after one that is missing."""
    names = coverage.names()
    yield from (Contradiction(name, "twice") for name in sorted({name for name in names if names.count(name) > 1}))
    for source in dict.fromkeys(row.source for row in coverage.clause):
        last: tuple[int, ...] = ()
        for name in coverage.names(source):
            number = number_of(name)
            if number and not _follows(number, last):
                yield Contradiction(name, "gap")
            last = number or last


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a number comes right after another: (4, 2, 1) after (4, 1), (4, 1, 7) or (4, 2)."""
    same = next((place for place, (one, other) in enumerate(zip(number, last, strict=False)) if one != other), None)
    if same is None:  # a clause's first part follows the clause itself
        return len(number) > len(last) and set(number[len(last) :]) == {1}
    return number[same] == last[same] + 1 and set(number[same + 1 :]) <= {1}
