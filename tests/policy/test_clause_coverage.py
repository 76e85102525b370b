"""The fidelity table: every clause of the five documents has one status, and the packs bear it out."""

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from commands import INVALID, run
from hypothesis import given
from hypothesis import strategies as st
from statements import LIBRARY, REGIONS, WORDINGS

from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.resources import resource
from calculator.policy.clause_coverage import (
    SHOWN_TABLES,
    Coverage,
    citations,
    clauses_in,
    contradictions,
    load_coverage,
    number_of,
    parse_coverage,
)
from calculator.policy.pack import Pack
from calculator.policy_pages.coverage_text import STATUS_WORDS, coverage_lines


def table(region: str) -> Coverage:
    found = load_coverage(region)
    assert found is not None, f"{region} has no table of its clauses"
    return found


COVERAGE = {region: table(region) for region in REGIONS}


def numbered(*parts: str | tuple[str, int]) -> Iterator[str]:
    """The clauses of a document: a text stands for itself, a pair for its parts （一） … or .1 …"""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part[0].endswith("."):
            yield from (f"{part[0]}{number}" for number in range(1, part[1] + 1))
        else:
            yield from (f"{part[0]}（{'一二三四五六七八九'[number]}）" for number in range(part[1]))


def articles(last: int) -> Iterator[str]:
    digits = "一二三四五六七八九"
    for number in range(1, last + 1):
        tens, ones = divmod(number, 10)
        said = (digits[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (digits[ones - 1] if ones else "")
        yield f"第{said}条"


CONTENTS: dict[tuple[str, str], Sequence[str]] = {
    ("erenhot", "plan"): [
        *numbered("通知", "方案前言", ("方案一", 2), "方案二（一）"),
        *(f"方案二（一）{number}" for number in range(1, 6)),
        *(f"方案二（二）{number}" for number in range(1, 4)),
        *numbered("方案二（三）", "方案二（四）", ("方案三", 3), "发布日期"),
    ],
    ("erenhot", "explanation"): [*numbered("解读前言", ("解读一.", 3), ("解读二.", 3), ("解读三.", 4), ("解读四.", 3))],
    ("gansu", "measures"): ["通知", *articles(20)],
    ("nanchang", "explanation"): [
        *numbered("一", ("二.", 4), "三", "四", "四（一）", "四（二）1", "四（二）2", "四（三）1", "四（三）2"),
        *numbered("四（四）", "四（五）", "四（六）", ("五", 5), "六", "征求意见名单"),
    ],
    ("rizhao", "notice"): [*numbered("前言", "一", ("二", 7), ("三", 2), ("四", 4), "末段")],
    ("xian", "draft"): [*articles(28)],
}
"""The tables of contents of the documents, counted in the texts themselves."""


@pytest.mark.parametrize(("region", "source"), CONTENTS)
def test_every_clause_of_a_document_is_in_the_table_in_the_order_of_the_text(region: str, source: str) -> None:
    assert COVERAGE[region].names(source) == CONTENTS[region, source]


def test_every_document_of_every_pack_has_its_table() -> None:
    assert set(CONTENTS) == {(pack.id, source.id) for pack in LIBRARY for source in pack.sources}
    assert {path.stem for path in resource("policies", "coverage").iterdir()} == set(REGIONS)
    assert all(COVERAGE[region].pack == region for region in REGIONS)


@pytest.mark.parametrize("region", REGIONS)
def test_table_and_pack_agree(region: str) -> None:
    assert contradictions(COVERAGE[region], LIBRARY.pack(region)) == []


@pytest.mark.parametrize("region", REGIONS)
def test_what_a_rule_stands_on_is_computed_and_what_only_a_fact_stands_on_is_shown(region: str) -> None:
    """The same as above, read off the pack without the help of the module."""
    pack, status = LIBRARY.pack(region), {row.clause: row.status for row in COVERAGE[region].clause}
    rows = [row for rows in pack.rule_tables().values() for row in rows]
    ruled = {row.clause for row in (*rows, *pack.bound, *pack.reading, *pack.before_reform) if row.clause}
    told = {row.clause for row in (*pack.fact, pack.adjustment)}
    assert {clause: status.get(clause) for clause in ruled} == dict.fromkeys(ruled, "computed")
    assert {status[clause] for clause in told} <= {"computed", "shown"}
    assert not {clause for clause in told - ruled if status[clause] == "computed" and clause not in named(pack)}


def named(pack: Pack) -> str:
    return " ".join(row.note.zh for rows in pack.rule_tables().values() for row in rows if row.note is not None)


def changed(region: str, which: str, **fields: object) -> Coverage:
    data = COVERAGE[region].model_dump()
    data["clause"] = [row | (fields if row["clause"] == which else {}) for row in data["clause"]]
    return Coverage.model_validate(data)


def without(region: str, clause: str) -> Coverage:
    data = COVERAGE[region].model_dump()
    data["clause"] = [row for row in data["clause"] if row["clause"] != clause]
    return Coverage.model_validate(data)


WRONG: dict[str, tuple[str, Callable[[], Coverage], set[tuple[str, str]]]] = {
    "a clause that nobody looked at": (
        "rizhao",
        lambda: without("rizhao", "四（二）"),
        {("四（三）", "gap")},
    ),
    "an article that nobody looked at": (
        "xian",
        lambda: without("xian", "第二十条"),
        {("第二十一条", "gap")},
    ),
    "a cited clause that is missing": (
        "rizhao",
        lambda: without("rizhao", "二（七）"),
        {("二（七）", "not in the table")},
    ),
    "a computed clause called out of scope": (
        "rizhao",
        lambda: changed("rizhao", "二（二）", status="out", why="aims"),
        {("二（二）", "cited, yet out")},
    ),
    "a computed clause called shown": (
        "rizhao",
        lambda: changed("rizhao", "二（二）", status="shown"),
        {("二（二）", "computed, yet only shown")},
    ),
    "a shown clause called computed": (
        "rizhao",
        lambda: changed("rizhao", "二（七）", status="computed"),
        {("二（七）", "computed, yet only shown")},
    ),
    "a clause called shown that no pack cites": (
        "gansu",
        lambda: changed("gansu", "第十三条", status="shown", why=None),
        {("第十三条", "not cited")},
    ),
    "out of scope without a reason": (
        "gansu",
        lambda: changed("gansu", "第十三条", why=None),
        {("第十三条", "no why")},
    ),
    "a repetition of nothing": (
        "erenhot",
        lambda: changed("erenhot", "解读二.1", same_as="方案九"),
        {("解读二.1", "same")},
    ),
    "a clause twice": (
        "gansu",
        lambda: changed("gansu", "第十四条", clause="第十三条"),
        {("第十三条", "twice"), ("第十三条", "gap"), ("第十五条", "gap")},
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_table_is_found(name: str) -> None:
    region, made, expected = WRONG[name]
    found = {(one.clause, one.kind) for one in contradictions(made(), LIBRARY.pack(region))}
    assert found == expected


def test_a_pack_that_loses_its_fact_no_longer_shows_the_clause() -> None:
    pack = LIBRARY.pack("rizhao")
    less = pack.model_copy(update={"fact": tuple(fact for fact in pack.fact if fact.clause != "二（七）")})
    assert [tuple(one) for one in contradictions(COVERAGE["rizhao"], less)] == [("二（七）", "not cited")]


def test_that_nothing_is_known_of_before_the_reform_is_on_no_clause() -> None:
    pack = LIBRARY.pack("nanchang")
    rows = citations(pack, COVERAGE["nanchang"])["explanation", "四（三）1"]
    cited = {one.row for one in rows if one.table == "before_reform" and not one.named}
    assert cited == {place for place, row in enumerate(pack.before_reform) if row.parts}
    assert cited
    assert len(cited) < len(pack.before_reform)


def test_a_row_without_a_clause_cites_none() -> None:
    pack = LIBRARY.pack("rizhao")
    reading = pack.reading[0].model_copy(update={"clause": None, "question": None, "why": None})
    found = citations(pack.model_copy(update={"reading": (reading,)}), COVERAGE["rizhao"])
    assert not [one for rows in found.values() for one in rows if one.table == "reading" and not one.named]


def test_a_citation_of_several_clauses_counts_for_each() -> None:
    order = [*articles(9), "二（一）", "二（二）", "二（三）", "方案二（一）1"]
    assert clauses_in("二（二）", order) == ["二（二）"]
    assert clauses_in("二（二）、二（三）", order) == ["二（二）", "二（三）"]
    assert clauses_in("第四、五条", order) == ["第四条", "第五条"]
    assert clauses_in("第四条至第六条、第九条", order) == ["第四条", "第五条", "第六条", "第九条"]
    assert clauses_in("方案二（一）1", order) == ["方案二（一）1"]
    pack = LIBRARY.pack("rizhao")
    both = pack.fact[0].model_copy(update={"clause": "二（二）–二（三）"})
    found = citations(pack.model_copy(update={"fact": (both,)}), COVERAGE["rizhao"])
    for clause in ("二（二）", "二（三）"):
        assert [one for one in found["notice", clause] if one.table in SHOWN_TABLES and not one.named]


@given(st.integers(1, 99))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    *_, last = articles(number)
    assert number_of(last) == (number,)


def test_numbers_of_parts() -> None:
    told = {"四（二）1": (4, 2, 1), "方案二（一）": (2, 1), "解读三.3": (3, 3), "十一": (11,), "通知": (), "末段": ()}
    assert {clause: number_of(clause) for clause in told} == told


def test_a_file_that_is_no_table_is_refused() -> None:
    for content, code in ((b"\xff", "not_toml"), (b"format = 1", "not_one_of"), (b"x = [", "not_toml")):
        with pytest.raises(FaultsError) as caught:
            parse_coverage(content, "x.toml")
        assert code in {fault.code for fault in caught.value.faults}
    assert load_coverage("atlantis") is None


# ---- the command


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_a_line_a_clause(language: Language, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    output = run(capfdbinary, "policies", "--coverage", "--lang", language)
    assert (output.status, output.err) == (0, "")
    rows = [line.split("\t") for line in output.out.removesuffix("\n").split("\n")]
    assert {len(row) for row in rows} == {4}
    assert all(cell and cell == cell.strip() for row in rows for cell in row)
    assert {row[2] for row in rows} == set(STATUS_WORDS)
    documents = [row[0] for row in rows]
    assert documents == sorted(documents)
    for pack in LIBRARY:
        for source in pack.sources:
            printed = [row[1] for row in rows if row[0] == source.number]
            assert printed == CONTENTS[pack.id, source.id]
    assert len(rows) == sum(len(clauses) for clauses in CONTENTS.values())
    if language == "zh":
        assert not [row for row in rows if re.search("[a-z]{3}", row[3])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_for_one_region(language: Language, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    every = run(capfdbinary, "policies", "--coverage", "--lang", language).out.splitlines()
    number = LIBRARY.pack("gansu").sources[0].number
    one = run(capfdbinary, "policies", "gansu", "--coverage", "--lang", language).out.splitlines()
    assert one == [line for line in every if line.startswith(f"{number}\t")]
    output = run(capfdbinary, "policies", "atlantis", "--coverage", "--lang", language)
    assert (output.status, output.out) == (INVALID, "")
    assert "atlantis" in output.faults[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_says_which_part_of_the_policy_page(language: Language) -> None:
    wording = WORDINGS[language]
    lines = {(line.document, line.clause): line for line in coverage_lines(LIBRARY, wording)}
    number = LIBRARY.pack("rizhao").sources[0].number
    assert wording.word("arrears") in lines[number, "二（三）"].where
    assert wording.word("remote_filed") in lines[number, "二（六）"].where
    repeated = next(line for line in lines.values() if line.clause == "解读二.1")
    assert "方案二（二）1" in repeated.where
