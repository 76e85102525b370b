"""The fidelity table in words: each clause of each document with its status, and where it is used or why it is not."""

from collections.abc import Iterator
from typing import NamedTuple

from calculator.ground.language import N_
from calculator.policy.clause_coverage import Citation, Citations, Clause, Coverage, Status, citations, load_coverage
from calculator.policy.pack import Pack
from calculator.policy.packs import Packs
from calculator.policy_pages.region_page import TOPICS
from calculator.words.policy_sections import SECTIONS
from calculator.words.wording import Wording

REASONS: dict[str, str] = {
    "aims": N_("aims and principles; it sets no benefit"),
    "basis": N_("basis, background or structure of the text; it sets no benefit"),
    "organisation": N_("tasks of authorities, consultation and publicity; no one's benefit depends on it"),
    "supervision": N_("supervision of institutions, accounts and the fund; no one's benefit depends on it"),
    "payment": N_("agreements between insurance and institutions, and how they are paid; a person's share is the same"),
    "purchasing": N_("buying and pricing of drugs; a person's share follows the catalogue"),
    "terms": N_("a definition of terms; the figures stand elsewhere"),
}
STATUS_WORDS: dict[Status, str] = {"computed": N_("computed"), "shown": N_("shown"), "out": N_("out of scope")}
"""The statuses as a page says them; the command prints the names themselves."""

_TABLES: dict[str, str] = {
    **SECTIONS,
    "bound": N_("Check of a city against the framework"),
    "reading": N_("Open questions"),
    "fact": N_("policy page"),
    "adjustment": N_("warning that the text may be outdated"),
}
"""A table of a pack as the policy page calls it."""
_DETAILED = N_("{table}: {details}")
_REFUSED = N_("{setting} (no figures in the text)")
_SILENT = N_("{setting} (the text is silent)")
_SAME = N_("repeats {clause}, see there")


class CoverageLine(NamedTuple):
    """A clause as a line of the table: how its document is cited, and of which region it is."""

    region: str
    document: str
    clause: str
    status: Status
    about: str
    where: str


def coverage_lines(library: Packs, wording: Wording, region: str | None = None) -> list[CoverageLine]:
    """Every clause of the library's documents, or of one region's, by document and in the order of its text.

    The library must be the embedded one: a table belongs to the pack that comes with the program.
    Raises FaultsError for a table that is none.
    """
    tables = ((pack, load_coverage(pack.id)) for pack in library if region in (None, pack.id))
    lines = [line for pack, table in tables if table is not None for line in _lines(pack, table, wording)]
    return sorted(lines, key=lambda line: line.document)  # a stable sort: the order of the text stays


def coverage_text(library: Packs, wording: Wording, region: str | None = None) -> str:
    """The table as the command prints it: document, clause, status and where, with tabs between."""
    lines = coverage_lines(library, wording, region)
    return "".join(f"{line.document}\t{line.clause}\t{line.status}\t{line.where}\n" for line in lines)


def _lines(pack: Pack, coverage: Coverage, wording: Wording) -> Iterator[CoverageLine]:
    cited = citations(pack, coverage)
    region = wording.of(pack.name)
    for row in coverage.clause:
        document = pack.source_number(row.source)
        where = _where(row, pack, cited, wording)
        yield CoverageLine(region, document, row.clause, row.status, wording.of(row.about), where)


def _where(row: Clause, pack: Pack, cited: Citations, wording: Wording) -> str:
    if row.why is not None:
        return wording.text(REASONS[row.why])
    if row.same_as is not None:
        return wording.text(_SAME).format(clause=row.same_as)
    found = cited[row.source, row.clause]
    if row.status == "computed":
        # A fact that only names a clause in passing says nothing of where the clause is used.
        found = [one for one in found if not (one.named and one.table in ("fact", "reading"))]
    else:
        found = [one for one in found if one.table in ("fact", "adjustment")]
    tables = dict.fromkeys(one.table for one in found)
    said = (_table(name, [one for one in found if one.table == name], pack, wording) for name in tables)
    return wording.text(N_("; ")).join(said)


def _table(name: str, found: list[Citation], pack: Pack, wording: Wording) -> str:
    """A table of the pack in words; where the clause speaks of some of its matters only, with these."""
    said, details = wording.text(_TABLES[name]), [_detail(one, pack, wording) for one in found]
    listed = wording.text(N_(" / ")).join(dict.fromkeys(detail for detail in details if detail))
    return wording.text(_DETAILED).format(table=said, details=listed) if listed else said


def _detail(one: Citation, pack: Pack, wording: Wording) -> str:
    if one.table == "fact":
        return wording.text(TOPICS[pack.fact[one.row].topic])
    if one.table == "exclusion":
        return wording.word(pack.exclusion[one.row].circumstance)
    if one.table == "setting":
        rule = pack.setting[one.row]
        template = _REFUSED if rule.effect == "refused" else _SILENT if rule.unknown is not None else "{setting}"
        return wording.text(template).format(setting=wording.word(rule.setting))
    return ""
