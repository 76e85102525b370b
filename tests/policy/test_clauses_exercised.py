"""`policies --coverage` is true clause by clause: what it calls computed decides a worked case.

Each clause called computed is followed to the rows of the pack that stand on it or name it. Without one of these rows,
or under another answer to the question that rests on it, a worked case of the region comes out otherwise.
"""

import json
from collections.abc import Iterator
from functools import cache

import pytest
from statements import LIBRARY, REGIONS, WORDINGS
from worked_cases import worked_cases

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.case.variants import with_reading
from calculator.engine.compute import compute
from calculator.engine.statement import Statement
from calculator.policy.clause_coverage import SHOWN_TABLES, Citation, Clause, citations, load_coverage
from calculator.policy.pack import Pack
from calculator.policy_pages.coverage_text import coverage_lines
from calculator.whatif.comparison import Question, compare
from calculator.whatif.other_packs import WithPack


def clauses() -> Iterator[tuple[str, Clause]]:
    for region in REGIONS:
        coverage = load_coverage(region)
        assert coverage is not None
        by_name = {row.clause: row for row in coverage.clause}
        for row in coverage.clause:
            if row.status == "computed":
                yield region, row if row.same_as is None else by_name[row.same_as]


CLAUSES = list(dict.fromkeys(clauses()))


@cache
def cases(region: str) -> tuple[tuple[Case, Statement], ...]:
    read = (read_case(json.dumps(worked.case).encode(), LIBRARY) for worked in worked_cases(region))
    return tuple((case, compute(case, LIBRARY)) for case in read)


@cache
def citing(region: str) -> dict[tuple[str, str], list[Citation]]:
    coverage = load_coverage(region)
    assert coverage is not None
    return {key: list(rows) for key, rows in citations(LIBRARY.pack(region), coverage).items()}


def decides(pack: Pack, row: Citation) -> bool:
    """Whether a worked case comes out otherwise without a row of a pack."""
    if row.table == "before_reform":
        return any(decides_comparison(case) for case, _statement in cases(pack.id))
    if row.table == "reading":
        reading = pack.reading[row.row]
        return any(
            compute(with_reading(case, pack, reading.id, value.id), LIBRARY) != statement
            for case, statement in cases(pack.id)
            for value in reading.values
        )
    rows = getattr(pack, row.table)
    other = pack.model_copy(update={row.table: rows[: row.row] + rows[row.row + 1 :]})
    packs = WithPack(LIBRARY, other, "built_in")
    return any(outcome(case, packs) != statement for case, statement in cases(pack.id))


def outcome(case: Case, packs: WithPack) -> Statement | None:
    try:
        return compute(case, packs)
    except (LookupError, ValueError):  # it cannot even be computed without the row
        return None


def decides_comparison(case: Case) -> bool:
    comparison = compare(case, LIBRARY, Question("reform", case.through // 12))
    return any(side.sums.credited for side in comparison.sides[:1])


@pytest.mark.parametrize(("region", "clause"), CLAUSES, ids=lambda value: getattr(value, "clause", value))
def test_what_is_computed_decides_a_worked_case(region: str, clause: Clause) -> None:
    pack = LIBRARY.pack(region)
    rows = [row for row in citing(region)[clause.source, clause.clause] if row.table not in SHOWN_TABLES]
    assert any(decides(pack, row) for row in rows), f"nothing rests on {clause.clause}: {rows}"


def test_a_row_that_decides_nothing_is_found() -> None:
    # So that the test above cannot pass for want of a difference: nobody is 150 years old.
    pack = LIBRARY.pack("rizhao")
    idle = pack.credit[0].model_copy(update={"age_from": 150, "age_below": None})
    with_idle = pack.model_copy(update={"credit": (*pack.credit, idle)})
    assert not decides(with_idle, Citation("credit", len(pack.credit), named=False))


def test_no_clause_is_said_to_be_used_where_it_is_not_named_in_the_text() -> None:
    lines = {(line.region, line.clause): line.where for line in coverage_lines(LIBRARY, WORDINGS["zh"])}
    assert "中医病种" not in lines["西安市", "第十三条"]
    assert "改革前" not in lines["西安市", "第四条"] + lines["甘肃省", "第十五条"]
    assert "改革前" in lines["日照市", "三（一）"]
    assert "条文未定之处" in lines["二连浩特市", "方案一（二）"]


def test_start_and_scope_are_classed_alike() -> None:
    lines = {(line.region, line.clause): line.status for line in coverage_lines(LIBRARY, WORDINGS["zh"])}
    starts = [("日照市", "末段"), ("南昌市", "四（六）"), ("甘肃省", "第二十条"), ("西安市", "第二十八条")]
    scopes = [("南昌市", "四（一）"), ("甘肃省", "第四条"), ("西安市", "第三条"), ("二连浩特市", "解读三.1")]
    assert {lines[key] for key in starts + scopes + [("二连浩特市", "发布日期")]} == {"computed"}
