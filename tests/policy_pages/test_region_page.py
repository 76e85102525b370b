"""The policy page as data: true to the packs, every rule with its clause, and what a date changed."""

from datetime import date
from pathlib import Path

import pytest
from statements import LEAST_PERSON, LIBRARY, REGIONS, WORDINGS, case_data, case_of

from calculator.engine.compute import compute
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.resources import resource
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.library import Library
from calculator.policy.pack import Rule
from calculator.policy.pack_reader import parse_pack
from calculator.policy.rulebook import applies, in_force
from calculator.policy_pages.region_page import BEARS_ON, PolicyPage, Section, policy_page, sections_of
from calculator.policy_pages.rule_entries import Entries
from calculator.whatif.other_packs import WithPack
from calculator.words.cell_display import cited
from calculator.words.citing import Cites
from calculator.words.policy_sections import SECTIONS
from calculator.words.retired_help import retired_help
from calculator.words.wording import Wording

DAYS = (date(2022, 8, 1), date(2022, 12, 31), date(2023, 1, 1), date(2024, 6, 1))
ZH, EN = WORDINGS["zh"], WORDINGS["en"]


def page_of(region: str, day: date = date(2023, 6, 1), wording: Wording = ZH, **readings: str) -> PolicyPage:
    return policy_page(LIBRARY.pack(region), {name.replace("_", "-"): v for name, v in readings.items()}, day, wording)


def section(page: PolicyPage, key: str) -> Section:
    return next(section for section in page.sections if section.key == key)


def told(page: PolicyPage) -> str:
    """Everything that stands on the page."""
    return "\n".join(
        " ".join([entry.subject, entry.said, *entry.notes, entry.unknown, entry.cited, entry.since])
        for section in page.sections
        for entry in section.entries
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("region", REGIONS)
def test_every_rule_in_force_stands_on_the_page_with_its_clause(region: str, day: date, language: Language) -> None:
    pack, wording = LIBRARY.pack(region), WORDINGS[language]
    text = told(policy_page(pack, {}, day, wording))
    defaults = pack.default_readings()
    for rules in pack.rule_tables().values():
        for rule in rules:
            if in_force(rule, day) and applies(rule, defaults):
                assert cited(pack.source_number(rule.source), rule.clause) in text
                assert wording.of(rule.note) in text
                assert wording.of(getattr(rule, "unknown", None)) in text
    earlier = [rule for rule in pack.before_reform if rule.parts]  # what the text does not say has no row
    for other in (*pack.fact, *pack.bound, *earlier, pack.adjustment):
        assert other.clause in text
        assert wording.of(other.note) in text
    for fact in pack.fact:
        assert wording.of(fact.text) in text
    for source in pack.sources:
        assert source.number in text
        assert wording.of(source.title) in text


@pytest.mark.parametrize("region", REGIONS)
def test_every_entry_names_its_document(region: str) -> None:
    pack = LIBRARY.pack(region)
    sources = {source.id for source in pack.sources}
    for part in page_of(region).sections:
        assert all(entry.source in sources and entry.cited and entry.said for entry in part.entries)


def test_figures_are_those_of_the_text() -> None:
    page = page_of("rizhao")
    assert [entry.said for entry in section(page, "deductible").entries] == [
        "一级及以下 300.00 · 二级 400.00 · 三级 500.00",
        "一级及以下 200.00 · 二级 300.00 · 三级 400.00",
    ]
    assert section(page, "deductible").entries[0].subject == "在职、灵活就业"
    assert section(page, "rate").entries[1].said == "一级及以下 85% · 二级 75% · 三级 65%"
    (cap,) = section(page, "cap").entries
    assert (cap.subject, cap.said) == ("在职、灵活就业、退休", "每年 2000.00 元")
    assert [note for note in cap.notes if "暂定" in note] == ["限额为暂定。"]  # said once, by the text's own note
    credit = section(page, "credit").entries[0]
    assert credit.said == "未满46周岁：缴费基数 × (2% + 0.75%)；满46周岁及以上：缴费基数 × (2% + 1.1%)"
    assert credit.since == "2023年1月1日至2023年12月31日"


def test_what_the_text_does_not_say_is_said() -> None:
    remote = section(page_of("rizhao"), "setting").entries[0]
    assert remote.said == "条文没有给出标准，因此不计算"
    assert remote.unknown.startswith("条款只说要调整完善异地就医政策")


def test_a_day_before_the_text_says_so() -> None:
    page = page_of("xian", date(2022, 12, 31), EN)
    assert "⚠ Pooling is not in force on this day; it begins on 2023-01-01." in page.notices
    assert any("draft for comment" in notice for notice in page.notices)
    assert not [part for part in page.sections if part.key == "deductible" and part.entries]


def test_bounds_of_a_framework_stand_beside_what_they_bound() -> None:
    page = page_of("gansu", wording=EN)
    assert section(page, "deductible").entries[-1].said == "in principle at most 300.00 yuan"
    assert section(page, "rate").entries[-1].said == "about 65%"
    assert section(page, "deductible").entries[0].said == "set by the city"


# ---- what is left open


@pytest.mark.parametrize("region", REGIONS)
def test_every_open_question_is_said_where_it_bears(region: str) -> None:
    pack = LIBRARY.pack(region)
    page = page_of(region)
    for reading in pack.reading:
        keys = sections_of(pack, reading.id)
        assert keys
        for key in keys:
            assert reading.id in [question.reading for question in section(page, key).open]


def test_every_question_of_the_engine_has_a_place() -> None:
    assert set(BEARS_ON) == set(MECHANISMS)
    assert set(BEARS_ON.values()) <= set(SECTIONS)


def test_a_chosen_reading_shows_its_own_rules() -> None:
    page = page_of("xian", retiree_uplift="relative")
    rate = section(page, "rate")
    assert rate.entries[1].said == "一级及以下 73.5% · 二级 63% · 三级 52.5%"
    assert [question.chosen for question in rate.open if question.reading == "retiree-uplift"] == [True]
    by_default = section(page_of("xian"), "rate")
    assert not any(question.chosen for question in by_default.open)


# ---- what changed when


def test_the_history_says_what_a_new_date_changed() -> None:
    first, second = page_of("rizhao").history
    assert [first.day, second.day] == [date(2023, 1, 1), date(2024, 1, 1)]
    assert second.heading == "2023 → 2024"
    employed = second.changes[0]
    assert employed.section == "个人账户每月划入"
    assert employed.subject == "在职"
    assert employed.before == "未满46周岁：缴费基数 × (2% + 0.75%)；满46周岁及以上：缴费基数 × (2% + 1.1%)"
    assert employed.after == "缴费基数 × 2%"
    assert "单位缴费不再划入个人账户。" in employed.notes
    assert employed.cited == "日政办发〔2022〕17号 三（一）"


def test_the_beginning_of_a_text_is_told_in_one_line() -> None:
    (only,) = page_of("gansu", wording=EN).history
    (change,) = only.changes
    assert change.after == "begins"
    assert "Deductible a year" in change.subject


def test_the_history_follows_the_readings() -> None:
    starts = {
        value: [turn.day for turn in page_of("erenhot", pooling_start=value).history]
        for value in ("2022-10-01", "2022-07-11", "2023-01-01")
    }
    assert all(date.fromisoformat(value) in days for value, days in starts.items())


@pytest.mark.parametrize("region", REGIONS)
def test_nothing_changes_between_the_days_of_the_history(region: str) -> None:
    """On every day on which a rule begins or ends, and only then, something is another than the day before."""
    pack = LIBRARY.pack(region)
    days = {turn.day for turn in page_of(region).history}
    ordinal = date(2022, 1, 1).toordinal()
    tables = [name for name in SECTIONS if name in pack.rule_tables()]

    def said(day: date) -> list[tuple[str, str, tuple[str, ...]]]:
        entries = Entries(pack, {}, day, ZH)
        return [(entry.key, entry.said, entry.notes) for name in tables for entry in entries.of(name)]

    before = said(date.fromordinal(ordinal))
    for number in range(ordinal + 1, date(2024, 3, 1).toordinal()):
        day = date.fromordinal(number)
        if day.day not in (1, 11, 12):
            continue
        now = said(day)
        assert (now != before) == any(date.fromordinal(ordinal) < turn <= day for turn in days)
        before, ordinal = now, number


def test_all_tables_of_a_pack_have_a_section() -> None:
    pack = LIBRARY.pack("rizhao")
    assert set(pack.rule_tables()) <= set(SECTIONS)
    assert all(isinstance(rule, Rule) for rules in pack.rule_tables().values() for rule in rules)


def test_what_stands_in_for_a_missing_pack_says_that_it_is_missing(tmp_path: Path) -> None:
    library = Library.of_person(tmp_path, forgiving=True)
    page = policy_page(library.pack("elsewhere"), {}, date(2023, 6, 1), EN)
    assert "elsewhere" in page.title
    assert page.history == ()
    assert "is not on this computer" in told(page)


# ---- at the edges of the texts


def test_what_was_before_the_reform_is_on_the_page_only_where_the_text_says_it() -> None:
    shown = {region: [part.key for part in page_of(region).sections] for region in REGIONS}
    assert [region for region in REGIONS if "before_reform" in shown[region]] == ["nanchang", "rizhao"]
    for region in ("nanchang", "rizhao"):
        assert {entry.unknown for entry in section(page_of(region), "before_reform").entries} == {""}


def test_amounts_that_are_still_to_be_announced_are_said_to_be() -> None:
    monthly = section(page_of("rizhao", date(2024, 6, 1)), "credit").entries
    (retired,) = [entry for entry in monthly if "养老金" in entry.said]
    assert [note for note in retired.notes if "具体额度届时公布" in note]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
def test_whom_the_text_means_by_the_retired_is_said_with_its_clause(region: str, language: Language) -> None:
    pack, wording = LIBRARY.pack(region), WORDINGS[language]
    text, help_text = told(page_of(region, wording=wording)), retired_help(pack, wording)
    first, *others = help_text.split("\n")
    assert first in text
    facts = [fact for fact in pack.fact if fact.topic == "retired"]
    assert len(facts) == len(others) >= 1
    for fact, line in zip(facts, others, strict=True):
        assert wording.of(fact.text) in text
        assert fact.clause in line
        assert pack.source_number(fact.source) in line


RETIRED_CLAUSES = {
    "rizhao": ["三（一）"],
    "nanchang": ["四（二）1"],
    "gansu": ["第十五条"],
    "xian": ["第五条"],
    "erenhot": ["方案二（二）1", "方案二（二）3"],
}


def test_the_retired_are_those_of_these_clauses() -> None:
    found = {pack.id: [fact.clause for fact in pack.fact if fact.topic == "retired"] for pack in LIBRARY}
    assert found == RETIRED_CLAUSES


def test_a_pack_that_says_nothing_of_the_retired_is_told_to() -> None:
    pack = LIBRARY.pack("rizhao").model_copy(update={"fact": ()})
    assert "日政办发〔2022〕17号" in retired_help(pack, ZH).split("\n")[1]


def test_a_later_text_is_told_of_where_a_packs_editor_notes_one() -> None:
    assert [pack.succeeded_by for pack in LIBRARY] == [None] * 5
    pack = LIBRARY.pack("nanchang")
    assert not [notice for notice in page_of("nanchang").notices if "后续文件" in notice]
    text = (resource("policies", "nanchang.toml").read_text("utf-8")).replace(
        "[adjustment]",
        'succeeded_by = { text = { zh = "正式文件已印发", en = "the text has been issued" },'
        ' source = "洪府办发〔2022〕1号", day = 2022-12-30 }\n\n[adjustment]',
        1,
    )
    noted = parse_pack(text.encode(), "nanchang.toml")
    assert noted.model_copy(update={"succeeded_by": None}) == pack
    for wording, said in ((ZH, "正式文件已印发"), (EN, "the text has been issued")):
        notices = policy_page(noted, {}, date(2023, 6, 1), wording).notices
        assert [said in line and "洪府办发〔2022〕1号" in line and "2022" in line for line in notices].count(True) == 1
    case = case_of(case_data(people=[{**LEAST_PERSON, "region": "nanchang"}]))
    told = compute(case, WithPack(LIBRARY, noted, "built_in")).people[0]
    (later,) = [one for one in told.warnings if one.code == "text_succeeded"]
    assert (later.source, ZH.say(later.message)) == (
        "洪府办发〔2022〕1号",
        "2022年12月30日的后续文件不在本程序中：正式文件已印发",
    )
    assert "text_succeeded" not in [one.code for one in compute(case, LIBRARY).people[0].warnings]
    for part in ('text = { zh = "正式文件已印发", en = "the text has been issued" }', "day = 2022-12-30"):
        with pytest.raises(FaultsError):
            parse_pack(text.replace(part, "x = 1").encode(), "nanchang.toml")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
def test_every_rule_says_what_it_means_in_a_sentence_of_ours(region: str, language: Language) -> None:
    pack, wording = LIBRARY.pack(region), WORDINGS[language]
    values = [{}, *({reading.id: way.id} for reading in pack.reading for way in reading.values)]
    for readings in values:
        for part in policy_page(pack, readings, date(2024, 6, 1), wording).sections:
            assert part.meaning
            for entry in part.entries:
                own = part.key in ("exclusion", "setting", "pharmacy", "credit", "account_use")
                if own and not entry.key.startswith("fact:"):
                    assert entry.meaning.endswith(("。", ".")), entry.key
                    assert entry.meaning != entry.said


@pytest.mark.parametrize(("region", "readings"), [("rizhao", {"pharmacy-coverage": "covered"}), ("gansu", {})])
def test_a_pharmacy_that_is_paid_says_its_condition_and_what_that_means(region: str, readings: dict[str, str]) -> None:
    page = policy_page(LIBRARY.pack(region), readings, date(2023, 6, 1), ZH)
    entry = next(entry for entry in section(page, "pharmacy").entries if entry.key == "pharmacy")
    assert "外配处方" in " ".join(entry.notes)
    assert entry.meaning == "凭外配处方买药与看门诊一样支付：同样的起付标准、比例和限额。"


@pytest.mark.parametrize("start", ["2022-10-01", "2023-01-01"])
def test_a_first_day_that_is_a_reading_is_marked_as_one_on_the_page_and_in_the_steps(start: str) -> None:
    said = ZH.day(date.fromisoformat(start))
    page = page_of("erenhot", date(2023, 6, 1), ZH, pooling_start=start)
    for key in ("deductible", "rate", "cap"):
        for entry in section(page, key).entries:
            assert entry.since == "2022年7月11日起"
            assert any(note.startswith("按理解“") and note.endswith(f"从{said}起适用") for note in entry.notes)
    pack = LIBRARY.pack("erenhot")
    cites = Cites(pack, ZH, {"pooling-start": start})
    clause = cites.of("deductible", pack.source_number("plan"), "方案二（一）1", date(2023, 6, 1))
    assert "按理解“" in clause
    assert clause.endswith(f"自{said}起施行")


def test_a_first_day_that_the_text_says_is_no_reading() -> None:
    page = page_of("erenhot", date(2023, 6, 1), ZH, pooling_start="2022-07-11")
    assert not [entry for entry in section(page, "deductible").entries if "从2022" in " ".join(entry.notes)]
    pack = LIBRARY.pack("rizhao")
    assert "理解" not in Cites(pack, ZH).of("deductible", pack.sources[0].number, "二（二）", date(2023, 6, 1))
    for part in page_of("erenhot").sections:
        if part.key in ("credit", "account_use"):
            assert not [entry for entry in part.entries if "起适用" in " ".join(entry.notes)]
