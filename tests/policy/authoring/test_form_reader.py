"""What is typed into the form of a region of one's own: each value as it is read, or a fault beside its field."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from statements import LIBRARY

from calculator.policy.authoring.draft import checked
from calculator.policy.authoring.form_reader import FormReader, identifier, spelt
from calculator.policy.authoring.other_rules import (
    SILENT,
    effect_fields,
    effect_of,
    named_rows,
    put_named,
    put_readings,
    reading_names,
)
from calculator.policy.authoring.own_documents import COPIED_NOTE, free_ids, own_sources
from calculator.policy.authoring.region_draft import left_empty, says_the_same
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import SETTINGS
from calculator.policy.pack_fields import Text

CITED = {"source": "document.0", "clause": "第一条"}
OWN = {"source": "own-1", "clause": "第一条"}
START = date(2025, 1, 1)


def _reader(grey: dict[str, str] | None = None, **form: str) -> FormReader:
    """A form whose keys are written with `_` for the points."""
    return FormReader({key.replace("__", "."): text for key, text in form.items()}, {"document.0": "own-1"}, grey)


def _row(key: str, **fields: str) -> dict[str, str]:
    return {f"{key}.{name}": text for name, text in {**CITED, **fields}.items()}


def _told(reader: FormReader) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in reader.faults]


# ---- words and days


def test_a_text_is_read_without_spaces_around_it_and_may_be_required() -> None:
    reader = _reader(zh="  新城 ", empty="  ")
    assert (reader.text("zh"), reader.text("empty"), reader.text("nothing")) == ("新城", "", "")
    assert (reader.required("zh"), _told(reader)) == ("新城", [])
    assert (reader.required("empty"), reader.required("nothing", "clause_required")) == ("", "")
    assert _told(reader) == [("empty", "missing"), ("nothing", "clause_required")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Xi'an Shi", None),
        ("Ha-er bin", None),
        ("x", None),
        ("", "missing"),
        ("新城", "not_letters"),
        ("a1", "not_letters"),
    ],
)
def test_letters(text: str, code: str | None) -> None:
    reader = _reader(letters=text)
    assert reader.letters("letters") == text
    assert _told(reader) == ([] if code is None else [("letters", code)])


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("2025-01-02", date(2025, 1, 2), None),
        ("1900-01-01", date(1900, 1, 1), None),
        ("1899-12-31", None, "not_a_day"),
        ("3-5", None, "not_a_day"),  # its year has to be written
        ("soon", None, "not_a_day"),
        ("", None, "missing"),
    ],
)
def test_a_day_is_read_with_its_year(text: str, day: date | None, code: str | None) -> None:
    reader = _reader(start=text)
    assert reader.day("start") == day
    assert _told(reader) == ([] if code is None else [("start", code)])


# ---- documents


def test_what_stands_beside_figures_is_a_document_of_ones_own_and_a_clause() -> None:
    reader = FormReader(_row("cap"), {"document.0": "own-1"})
    assert (reader.cited("cap"), reader.used, reader.faults) == (OWN, {"document.0"}, [])
    assert reader.cited("rate")["source"] is None
    assert _told(reader) == [("rate.source", "document_required"), ("rate.clause", "clause_required")]


@pytest.mark.parametrize("name", ["number", "title", "title_en", "signed", "kind"])
def test_a_document_is_begun_where_anything_but_its_kind_is_typed(name: str) -> None:
    reader = FormReader({f"document.1.{name}": "x"}, {})
    assert reader.begun(1) == (name != "kind")
    assert not reader.begun(0)


def test_a_document_has_number_title_kind_and_day() -> None:
    form = {"document.0.number": "1号", "document.0.title": "办法", "document.0.kind": "notice"}
    reader = FormReader({**form, "document.0.signed": "2025-01-02"}, {})
    row = reader.document(0, "own-1")
    assert row == {
        "id": "own-1",
        "number": "1号",
        "title": {"zh": "办法", "en": "办法"},
        "kind": "notice",
        "signed": date(2025, 1, 2),
    }
    assert (reader.places, reader.faults) == ([(row, "document.0")], [])
    english = FormReader({**form, "document.0.title_en": "Rules"}, {})
    assert english.document(0, "own-1", dated=False)["title"] == {"zh": "办法", "en": "Rules"}
    assert english.faults == []
    undated = FormReader(form, {})
    assert "signed" not in undated.document(0, "own-1")
    assert _told(undated) == [("document.0.signed", "missing")]


def test_what_is_missing_of_a_document_is_told_field_by_field() -> None:
    reader = FormReader({"document.0.kind": "framework"}, {})  # a province's is none of one's own
    reader.document(0, "own-1", dated=False)
    assert _told(reader) == [
        ("document.0.title", "missing"),
        ("document.0.number", "missing"),
        ("document.0.kind", "missing"),
    ]
    wrong = FormReader({"document.0.signed": "soon"}, {})
    wrong.document(0, "own-1", dated=False)
    assert ("document.0.signed", "not_a_day") in _told(wrong)


# ---- figures


@pytest.mark.parametrize(
    ("text", "rate", "found", "code"),
    [
        ("300", False, 300, None),
        ("300.5", False, Decimal("300.5"), None),
        ("0", False, 0, None),
        ("99999999999", False, None, "amount_too_large"),
        ("x", False, None, "not_an_amount"),
        ("-1", False, None, "not_an_amount"),
        ("", False, None, "missing"),
        ("70%", True, Decimal("0.7"), None),
        ("70", True, Decimal("0.7"), None),
        ("0%", True, 0, None),
        ("100%", True, 1, None),
        ("100.01%", True, None, "percentage_out_of_range"),
        ("0.7", True, None, "share_or_percentage"),
        ("x", True, None, "not_a_percentage"),
        ("", True, None, "missing"),
    ],
)
def test_a_figure_is_an_amount_or_a_percentage(text: str, rate: bool, found: object, code: str | None) -> None:
    reader = _reader(figure=text)
    assert reader.figure("figure", rate=rate) == found
    assert _told(reader) == ([] if code is None else [("figure", code)])


def test_what_is_left_empty_holds_as_it_stands_in_grey() -> None:
    reader = _reader({"figure": "250"}, figure=" ")
    assert (reader.figure("figure", rate=False), reader.faults) == (250, [])
    typed = _reader({"figure": "250"}, figure="300")
    assert typed.figure("figure", rate=False) == 300


def test_the_figures_of_a_row_are_whole_or_none() -> None:
    levels = {"level1": "80%", "level2": "70%", "level3": "60%"}
    reader = FormReader(_row("rate.retired", **levels), {"document.0": "own-1"})
    shares = {"level1": Decimal("0.8"), "level2": Decimal("0.7"), "level3": Decimal("0.6")}
    assert reader.figures("rate", "retired") == {**shares, **OWN}
    lower = FormReader(_row("rate.retired", **levels, below="yes"), {"document.0": "own-1"})
    assert lower.figures("rate", "retired") == {**shares, **OWN, "retired_below_employed": True}
    cap = FormReader(_row("cap.employed", amount="2000"), {"document.0": "own-1"})
    assert cap.figures("cap", "employed") == {"amount": 2000, **OWN}
    wrong = FormReader({**_row("cap.employed", amount="x"), **_row("cap.retired", amount="3")}, {"document.0": "own-1"})
    assert wrong.figures("cap", "employed") is None
    assert wrong.figures("cap", "retired") == {"amount": 3, **OWN}  # the fault of another row is none of its own
    assert FormReader({"cap.employed.amount": "2"}, {}).figures("cap", "employed") is None


def test_a_status_is_entered_where_a_figure_or_a_clause_is() -> None:
    form = {"cap.retired.amount": "1", "cap.flexible.clause": "一", "cap.employed.source": "document.0"}
    assert set(FormReader(form, {}).entered("cap")) == {"retired", "flexible"}
    assert FormReader({"rate.employed.level2": "1"}, {}).entered("rate") == ["employed"]
    assert FormReader({"rate.employed.amount": "1"}, {}).entered("rate") == []


# ---- credits


@pytest.mark.parametrize(
    ("status", "fields", "row"),
    [
        ("employed", {"basis": "nothing"}, {"basis": "nothing"}),
        ("retired", {"basis": "fixed", "figure": "100"}, {"basis": "fixed", "amount": 100}),
        (
            "employed",
            {"basis": "contribution_base", "figure": "2%"},
            {"basis": "contribution_base", "parts": [{"payer": "personal", "rate": Decimal("0.02")}]},
        ),
        (
            "retired",
            {"basis": "own_pension", "figure": "3.5%"},
            {"basis": "own_pension", "parts": [{"payer": "fund", "rate": Decimal("0.035")}]},
        ),
        (
            "retired",
            {"basis": "average_pension", "figure": "2%", "year": "2023", "pension": "全省"},
            {
                "basis": "average_pension",
                "parts": [{"payer": "fund", "rate": Decimal("0.02")}],
                "pension_year": 2023,
                "pension_of": {"zh": "全省", "en": "全省"},
            },
        ),
    ],
)
def test_a_credit_is_read_by_its_basis(status: Any, fields: dict[str, str], row: dict[str, object]) -> None:
    for key in (f"credit.{status}", "credit.other"):
        reader = FormReader(_row(key, **fields), {"document.0": "own-1"})
        assert reader.credit(status, "" if key.endswith(status) else key) == {**row, **OWN}
        assert reader.faults == []


def test_a_credit_that_was_not_chosen_or_is_not_whole_is_none() -> None:
    assert FormReader(_row("credit.employed", figure="2%"), {"document.0": "own-1"}).credit("employed") is None
    reader = FormReader(_row("credit.retired", basis="average_pension", figure="2%"), {"document.0": "own-1"})
    assert reader.credit("retired") is None
    assert _told(reader) == [("credit.retired.pension", "missing")]
    uncited = FormReader({"credit.employed.basis": "nothing"}, {})
    assert uncited.credit("employed") is None


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("", "previous", None),
        ("2023", 2023, None),
        ("1999", 1999, None),
        ("3000", "previous", "not_a_year"),
        ("202", "previous", "not_a_year"),
        ("２０２３", "previous", "not_a_year"),
    ],
)
def test_a_year_of_a_pension_is_that_before_or_one_that_is_written(text: str, year: object, code: str | None) -> None:
    reader = _reader(year=text)
    assert reader.year("year") == year
    assert _told(reader) == ([] if code is None else [("year", code)])


@pytest.mark.parametrize(
    ("zh", "letters", "words"),
    [
        ("新城市", "Xin Cheng", ["xincheng", "shi"]),
        ("甘肃省", "Gansu", ["gansu", "sheng"]),
        ("阿拉善盟 ", "Alxa", ["alxa", "meng"]),
        ("新城", "Xin'cheng-1", ["xincheng"]),
        ("新城市", "12", []),
        ("", "Xin", ["xin"]),
    ],
)
def test_a_name_is_spelt_by_its_letters_and_its_kind_of_place(zh: str, letters: str, words: list[str]) -> None:
    assert list(spelt(zh, letters)) == words


@pytest.mark.parametrize(
    ("letters", "taken", "found"),
    [
        ("Xi'an Shi", [], "xian-shi"),
        ("xian", ["xian"], "xian-2"),
        ("xian", ["xian", "xian-2", "xian-4"], "xian-3"),
        ("--", [], ""),
        ("", ["-2"], ""),
        ("x" * 60, [], "x" * 50),
    ],
)
def test_an_id_is_one_that_no_pack_has(letters: str, taken: list[str], found: str) -> None:
    assert identifier(letters, taken) == found


# ---- rules without figures


def test_every_place_and_circumstance_has_a_row() -> None:
    rows = list(named_rows())
    assert rows[0] == ("pharmacy", "", "pharmacy")
    assert [name for table, name, _key in rows if table == "setting"] == [one for one in SETTINGS if one != "local"]
    assert ("exclusion", "prenatal", "exclusion.prenatal") in rows


@pytest.mark.parametrize(
    ("table", "rule", "effect"),
    [
        ("pharmacy", {"effect": "paid"}, "paid"),
        ("pharmacy", {"effect": "excluded"}, "excluded"),
        ("setting", {"effect": "paid", "emergency": None, "unknown": None}, "paid"),
        ("setting", {"effect": "paid", "emergency": None, "unknown": "?"}, "silent"),
        ("setting", {"effect": "refused", "emergency": None, "unknown": "?"}, "refused"),
        ("setting", {"effect": "excluded", "emergency": "paid", "unknown": None}, "emergency"),
        ("exclusion", {"status": ("flexible", "employed")}, "employed+flexible"),
        ("exclusion", {"status": ("retired",)}, "retired"),
    ],
)
def test_what_is_chosen_for_a_rule(table: str, rule: dict[str, object], effect: str) -> None:
    assert effect_of(table, SimpleNamespace(**rule)) == effect


@pytest.mark.parametrize(
    ("effect", "why", "fields"),
    [
        ("paid", "", {"effect": "paid"}),
        ("excluded", "x", {"effect": "excluded"}),
        ("emergency", "", {"effect": "excluded", "emergency": "paid"}),
        ("silent", "", {"effect": "paid", "unknown": SILENT}),
        ("silent", "未写", {"effect": "paid", "unknown": {"zh": "未写", "en": "未写"}}),
        ("refused", "未写", {"effect": "refused", "unknown": {"zh": "未写", "en": "未写"}}),
    ],
)
def test_what_a_choice_comes_to_in_a_pack(effect: str, why: str, fields: dict[str, object]) -> None:
    reader = FormReader({"setting.a.effect": effect, "setting.a.why": why}, {})
    assert effect_fields(reader, "setting", "setting.a") == fields
    excluded = FormReader({"exclusion.a.effect": "employed+flexible"}, {})
    assert effect_fields(excluded, "exclusion", "exclusion.a") == {"status": ["employed", "flexible"]}


def _replaced(mine: Any, first: date, statuses: Any, new: Any) -> list[dict[str, Any]]:
    return [*({**row, "closed": first} for row in mine), *new]


def test_what_was_chosen_takes_the_place_of_the_rule_of_its_name_alone() -> None:
    data: dict[str, Any] = {
        "pharmacy": [{"effect": "paid"}],
        "setting": [{"setting": "remote_filed", "effect": "paid"}, {"setting": "non_designated", "effect": "excluded"}],
        "exclusion": [{"circumstance": "prenatal", "status": ["employed"]}],
    }
    form = {
        **_row("pharmacy", effect="excluded"),
        **_row("setting.remote_filed", effect="emergency"),
        **_row("exclusion.prenatal", effect="none"),
        **_row("exclusion.arrears", effect="employed"),
        **_row("exclusion.day_surgery", effect="none"),
    }
    reader = FormReader(form, {"document.0": "own-1"})
    put_named(reader, data, START, _replaced)
    assert reader.faults == []
    assert data["pharmacy"] == [{"effect": "paid", "closed": START}, {"from": START, "effect": "excluded", **OWN}]
    assert data["setting"] == [
        {"setting": "non_designated", "effect": "excluded"},
        {"setting": "remote_filed", "effect": "paid", "closed": START},
        {"setting": "remote_filed", "from": START, "effect": "excluded", "emergency": "paid", **OWN},
    ]
    # What excludes nobody closes the rule, and makes none where there was none.
    assert data["exclusion"] == [
        {"circumstance": "prenatal", "status": ["employed"], "closed": START},
        {"circumstance": "arrears", "from": START, "status": ["employed"], **OWN},
    ] or data["exclusion"] == [
        {"circumstance": "arrears", "from": START, "status": ["employed"], **OWN},
        {"circumstance": "prenatal", "status": ["employed"], "closed": START},
    ]
    assert {key for _row_made, key in reader.places} == {"pharmacy", "setting.remote_filed", "exclusion.arrears"}
    empty: dict[str, Any] = {}
    put_named(
        FormReader(_row("exclusion.day_surgery", effect="none"), {"document.0": "own-1"}), empty, START, _replaced
    )
    assert empty == {}


def test_a_question_is_read_otherwise_with_why_and_where() -> None:
    values = [{"id": value} for value in MECHANISMS["rounding"]]
    shown = {"reading.rounding.default": "half-up", "reading.rounding.why": "惯例"}
    same: dict[str, Any] = {"reading": [{"id": "rounding", "values": values, "why": {"zh": "惯例", "en": "custom"}}]}
    before = [dict(row) for row in same["reading"]]
    put_readings(FormReader(shown, {}), same, shown)
    assert same["reading"] == before  # as it is shown
    form = {**shown, "reading.rounding.default": "truncate"}
    put_readings(FormReader(form, {"document.0": "own-1"}), same, shown)
    (row,) = same["reading"]
    assert next(value["id"] for value in row["values"]) == "truncate"
    assert {value["id"] for value in row["values"]} == set(MECHANISMS["rounding"])
    assert row["why"] == {"zh": "惯例", "en": "custom"}  # it was not typed anew
    assert "clause" not in row
    cited = {
        **form,
        "reading.rounding.why": "改了",
        **{f"reading.rounding.{name}": text for name, text in CITED.items()},
    }
    reader = FormReader(cited, {"document.0": "own-1"})
    put_readings(reader, same, shown)
    (row,) = same["reading"]
    assert (row["why"], row["source"], row["clause"]) == ({"zh": "改了", "en": "改了"}, "own-1", "第一条")
    assert reader.places == [(row, "reading.rounding")]


def test_a_question_that_a_pack_does_not_ask_is_added_with_why() -> None:
    data: dict[str, Any] = {}
    reader = FormReader({"reading.rounding.default": "truncate"}, {})
    put_readings(reader, data, {})
    assert _told(reader) == [("reading.rounding.why", "missing")]
    assert [row["id"] for row in data["reading"]] == ["rounding"]
    nothing: dict[str, Any] = {}
    put_readings(FormReader({}, {}), nothing, {})
    assert nothing == {}
    assert reading_names(["own", "rounding"])[:2] == ["own", "rounding"]
    assert set(reading_names(["own"])) == {"own", *MECHANISMS}


# ---- what a form comes to


def test_the_documents_of_a_draft_are_ones_own() -> None:
    reader = FormReader({}, {"document.0": "own-1", "notice": "notice", "document.1": "own-2"})
    reader.fault("start", "missing")
    draft = checked(reader, {}, START)
    assert (draft.pack, draft.content, draft.start) == (None, b"", START)
    assert draft.documents == ("own-1", "own-2")
    assert [(fault.path, fault.code) for fault in draft.faults] == [("start", "missing")]


def test_documents_that_were_copied_are_not_ones_own_and_ids_are_free() -> None:
    pack = LIBRARY.pack("xian")
    copied = pack.sources[0].model_copy(update={"note": Text(**COPIED_NOTE)})
    named = [pack.sources[0].model_copy(update={"id": name, "note": None}) for name in ("own-1", "own-3")]
    other = named[0].model_copy(update={"id": "x", "note": Text(zh="注", en="note")})
    framework = named[0].model_copy(update={"id": "y", "kind": "framework"})
    mine = pack.model_copy(update={"sources": (copied, *named, other, framework)})
    assert [source.id for source in own_sources(mine)] == ["own-1", "own-3", "x"]
    assert free_ids(mine, 3) == ["own-2", "own-4", "own-5"]
    assert free_ids(pack, 1) == ["own-1"]


def test_below_a_framework_what_is_left_empty_is_as_for_the_employed() -> None:
    gansu = LIBRARY.pack("gansu")
    grey = left_empty({"cap.employed.amount": " 2000 ", "rate.employed.level2": ""}, gansu)
    assert (grey["cap.flexible.amount"], grey["cap.retired.amount"]) == ("2000", "2000")
    assert "rate.retired.level2" not in grey
    assert not [key for key in grey if key.startswith(("cap.employed", "deductible.", "rate."))]
    assert all(grey.values())


def test_a_version_says_the_same_where_only_its_number_is_another() -> None:
    pack = LIBRARY.pack("xian")
    assert says_the_same(pack.model_copy(update={"version": 7}), pack)
    assert not says_the_same(pack.model_copy(update={"pinyin": "xi an"}), pack)
    assert not says_the_same(pack, None)
