"""Correcting a region of one's own: each field changes exactly what it says, and nothing else."""

from datetime import date

import pytest
from own_region import city
from statements import LIBRARY, REGIONS

from calculator.policy.authoring.corrections import mended
from calculator.policy.authoring.draft import Draft, checked
from calculator.policy.authoring.form_reader import FormReader
from calculator.policy.authoring.pack_writer import data_of, written
from calculator.policy.authoring.region_draft import new_region, new_rules
from calculator.policy.authoring.shown_values import alone_on, first_days, rows_on, shown_on
from calculator.policy.names import LEVELS, STATUSES
from calculator.policy.pack import Pack, Rule
from calculator.policy.pack_reader import parse_pack
from calculator.policy.rulebook import in_force

FRAMEWORK = next(pack for pack in LIBRARY if pack.standing == "framework")
DAY = date(2023, 6, 1)


def own() -> Pack:
    pack = new_region(city(), FRAMEWORK, REGIONS).pack
    assert pack is not None
    return pack


def packs() -> list[Pack]:
    """Every region that comes with the program, and a city below the framework."""
    return [*LIBRARY, own()]


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in draft.faults]


def other_text(key: str, text: str, pack: Pack) -> str | None:
    """Another text that a field can hold; None where it cannot be changed alone."""
    table, name = key.split(".", maxsplit=1)[0], key.rpartition(".")[2]
    if name in LEVELS or name in {"figure", "figure2", "amount"}:
        if not text:
            return None  # the text leaves all figures of the row open; one alone cannot be
        if table == "rate" or (key.startswith("credit") and not _fixed(key, pack)):
            return f"{float(text.rstrip('%')) + 0.01:.2f}%"
        return f"{float(text) + 0.01:.2f}"
    others = {
        "clause": "第九十九条",
        "number": "新发〔2024〕1号",
        "title": "新标题",
        "title_en": "New title",
        "why": "另有说明",
        "pension": "全市平均",
        "year": "2020",
        "signed": "2022-12-02",
        "kind": "plan" if text != "plan" else "notice",
        "below": "no" if text == "yes" else None,
    }
    if name == "effect":
        return {
            "pharmacy": "excluded" if text == "paid" else "paid",
            "setting": "paid" if text == "emergency" else "emergency",
            "exclusion": "none",
        }[table]
    if name == "clause" and not text:
        return None  # a clause needs its document
    if name == "why" and table == "setting" and not text:
        return None  # there is nothing that it could say
    if name == "default":
        reading = next(one for one in pack.reading if one.id == key.split(".")[1])
        return reading.values[1].id
    return others.get(name)


def _fixed(key: str, pack: Pack) -> bool:
    return shown_on(pack, DAY)[key.rpartition(".")[0] + ".basis"] == "fixed"


CASES = [
    (pack.id, key, typed)
    for pack in packs()
    for key, text in shown_on(pack, DAY).items()
    if (typed := other_text(key, text, pack)) is not None and key != "start"
]
"""Every field of every pack, with another text in it."""


def rules_on(pack: Pack, table: str, day: date) -> list[Rule]:
    return [rule for rule in pack.rule_tables()[table] if in_force(rule, day)]


@pytest.mark.parametrize("region", [pack.id for pack in packs()])
def test_each_field_changes_exactly_what_it_says(region: str) -> None:
    pack = next(one for one in packs() if one.id == region)
    shown = shown_on(pack, DAY)
    for key, typed in ((key, typed) for of, key, typed in CASES if of == region):
        draft = mended({key: typed}, pack, DAY, 2)
        if told(draft) and told(draft)[0][1] == "retired_below_employed":
            continue  # a figure that the document would have to say
        assert draft.faults == (), (key, typed, draft.faults)
        assert draft.pack is not None
        after = shown_on(draft.pack, DAY)
        row = key.rpartition(".")[0]
        different = {one for one in shown.keys() | after.keys() if shown.get(one) != after.get(one)}
        if typed == "none":
            assert different == {one for one in shown if one.rpartition(".")[0] == row}
        else:
            # Why nothing is said goes with what is said of it.
            assert different - ({f"{row}.why"} if key == f"{row}.effect" else set()) == {key}, (key, typed)
            assert _same_text(after[key], typed)


def _same_text(one: str, other: str) -> bool:
    try:
        return float(one.rstrip("%")) == float(other.rstrip("%"))
    except ValueError:
        return one == other


@pytest.mark.parametrize("region", [pack.id for pack in packs()])
def test_nothing_typed_changes_nothing(region: str) -> None:
    pack = next(one for one in packs() if one.id == region)
    for day in first_days(pack):
        assert told(mended({}, pack, day, 2)) == [("start", "nothing_new")]
        shown = shown_on(pack, day)
        assert told(mended(shown, pack, day, 2)) == [("start", "nothing_new")]
        assert told(mended(dict.fromkeys(shown, " "), pack, day, 2)) == [("start", "nothing_new")]


def test_a_status_that_is_mended_parts_from_those_it_shared_a_rule_with() -> None:
    pack = mended({"cap.flexible.amount": "2,600"}, own(), DAY, 2).pack
    assert pack is not None
    assert [(rule.status, rule.amount) for rule in pack.cap] == [
        (("employed", "retired"), 2500_00),
        (("flexible",), 2600_00),
    ]
    alike = {f"cap.{status}.amount": "2600" for status in ("employed", "flexible", "retired")}
    pack = mended(alike, own(), DAY, 2).pack
    assert pack is not None
    assert [(rule.status, rule.amount) for rule in pack.cap] == [(("employed", "flexible", "retired"), 2600_00)]


def test_a_mended_rule_ends_when_it_did() -> None:
    new = {
        "start": "2025-01-01",
        "cap.retired.amount": "3000",
        "cap.retired.clause": "一",
        "cap.retired.source": "own-1",
    }
    later = new_rules(new, own(), 2).pack
    assert later is not None
    pack = mended({"cap.retired.amount": "2600"}, later, DAY, 3).pack
    assert pack is not None
    assert [(rule.from_, rule.until, rule.amount) for rule in pack.cap if "retired" in rule.status] == [
        (date(2023, 1, 1), date(2024, 12, 31), 2600_00),
        (date(2025, 1, 1), None, 3000_00),
    ]


def test_a_first_day_that_was_wrong_is_moved_with_what_ended_before_it() -> None:
    new = {
        "start": "2025-01-01",
        "cap.retired.amount": "3000",
        "cap.retired.clause": "一",
        "cap.retired.source": "own-1",
    }
    later = new_rules(new, own(), 2).pack
    assert later is not None
    pack = mended({"start": "2025-07-01"}, later, date(2025, 1, 1), 3).pack
    assert pack is not None
    assert [(rule.from_, rule.until) for rule in pack.cap if "retired" in rule.status] == [
        (date(2023, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), None),
    ]


def test_no_new_document_is_asked_for_and_one_that_is_cited_is() -> None:
    pack = mended({"cap.retired.amount": "2600", "documents": "2"}, own(), DAY, 2).pack
    assert pack is not None
    assert pack.sources == own().sources
    cited = {"cap.employed.source": "document.1", "documents": "2"}
    assert {path for path, _code in told(mended(cited, own(), DAY, 2))} == {
        "document.1.number",
        "document.1.title",
        "document.1.kind",
        "document.1.signed",
    }
    fresh = {"number": "号二", "title": "二", "kind": "notice", "signed": "2023-01-01"}
    pack = mended(cited | {f"document.1.{name}": text for name, text in fresh.items()}, own(), DAY, 2).pack
    assert pack is not None
    assert pack.source_number(next(rule for rule in pack.cap if "employed" in rule.status).source) == "号二"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"exclusion.arrears.effect": "employed+flexible"}, ("arrears", ("employed", "flexible"))),
        ({"exclusion.prenatal.effect": "employed+flexible+retired"}, ("prenatal", ("employed", "flexible", "retired"))),
    ],
)
def test_what_had_no_rule_is_named_with_its_clause(typed: dict[str, str], expected: tuple[str, object]) -> None:
    (key,) = typed
    row = key.rpartition(".")[0]
    assert told(mended(typed, own(), DAY, 2)) == [
        (f"{row}.source", "document_required"),
        (f"{row}.clause", "clause_required"),
    ]
    cited = {f"{row}.source": "document.0", f"{row}.clause": "第八条"}
    pack = mended(typed | cited, own(), DAY, 2).pack
    assert pack is not None
    (new,) = [rule for rule in pack.exclusion if rule not in own().exclusion]
    assert (new.circumstance, new.status, new.clause) == (*expected, "第八条")


def test_a_question_that_the_region_does_not_ask_can_be_added_with_why() -> None:
    typed = {"reading.deductible-period.default": "per-visit"}
    assert told(mended(typed, own(), DAY, 2)) == [("reading.deductible-period.why", "missing")]
    pack = mended(typed | {"reading.deductible-period.why": "写的是每次"}, own(), DAY, 2).pack
    assert pack is not None
    assert pack.default_readings() == {**own().default_readings(), "deductible-period": "per-visit"}


def test_what_cannot_be_read_is_told_beside_its_field() -> None:
    assert told(mended({"cap.employed.amount": "26oo"}, own(), DAY, 2)) == [("cap.employed.amount", "not_an_amount")]
    assert told(mended({"start": "2023-02-30"}, own(), DAY, 2)) == [("start", "not_a_day")]
    low = mended({"rate.retired.level1": "50"}, own(), DAY, 2)
    assert told(low) == [("rate.retired.level1", "retired_below_employed")]
    assert mended({"rate.retired.level1": "50", "rate.retired.below": "yes"}, own(), DAY, 2).faults == ()


def test_rows_tell_rules_apart_by_reading_and_age() -> None:
    keys = {row.key for row in rows_on(LIBRARY.pack("xian"), DAY)}
    assert {"rate.retired", "rate.retired.2", "pharmacy", "pharmacy.2"} <= keys


def test_a_draft_knows_the_rules_that_are_there_now_each_once() -> None:
    draft = mended({f"cap.{status}.amount": "2600" for status in STATUSES}, own(), DAY, 2)
    assert draft.pack is not None
    assert {table: tuple(rules) for table, rules in draft.rules.items()} == {
        table: draft.pack.rule_tables()[table] for table in ("deductible", "rate", "cap", "credit")
    }
    assert [rule.amount for rule in draft.pack.cap] == [2600_00]


def test_figures_take_the_place_of_what_was_unknown() -> None:
    data = data_of(own())
    (cap,) = data["cap"]
    del cap["amount"]
    cap["unknown"] = {"zh": "文件没有写。", "en": "The document does not say."}
    pack = parse_pack(written(data), f"{data['id']}.toml")
    assert shown_on(pack, DAY)["cap.employed.amount"] == ""
    mend = mended({f"cap.{status}.amount": "2600" for status in STATUSES}, pack, DAY, 2)
    assert mend.faults == ()
    assert mend.pack is not None
    assert [(rule.amount, rule.unknown) for rule in mend.pack.cap] == [(2600_00, None)]


def test_a_fault_of_what_is_newly_named_is_told_beside_its_field() -> None:
    cited = {"exclusion.arrears.source": "document.0", "exclusion.arrears.clause": "五" * 201}
    typed = {"exclusion.arrears.effect": "employed+flexible", **cited}
    assert told(mended(typed, own(), DAY, 2)) == [("exclusion.arrears.clause", "too_long")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"from": date(2024, 1, 1)}, ("cap.retired", "overlap")), ({"from": None}, ("start", "missing"))],
)
def test_a_fault_of_a_whole_row_is_told_beside_the_row_and_of_its_beginning_beside_the_first_day(
    change: dict[str, date | None], fault: tuple[str, str]
) -> None:
    data = data_of(own())
    row = {**data["cap"][0], "status": ["retired"], **change}
    row = {name: value for name, value in row.items() if value is not None}
    data["cap"] = [*data["cap"], row]
    reader = FormReader({}, {})
    reader.places.append((row, "cap.retired"))
    assert told(checked(reader, data, DAY))[0] == fault


@pytest.mark.parametrize("region", [pack.id for pack in packs()])
def test_what_a_row_left_empty_goes_by_says_something(region: str) -> None:
    pack = next(one for one in packs() if one.id == region)
    for day in first_days(pack):
        # Only that a rule depends on a reading is told by an empty text.
        assert {key.rpartition(".")[2] for key, text in alone_on(pack, day).items() if not text} <= {"effect"}


def test_a_row_left_empty_never_goes_by_a_credit_of_two_parts_which_its_fields_cannot_say() -> None:
    assert alone_on(own(), DAY)["credit.employed.basis"] == "contribution_base"
    data = data_of(own())
    credit = next(row for row in data["credit"] if "employed" in row["status"])
    credit["parts"] = [*credit["parts"], {"payer": "employer", "rate": 0}]
    pack = parse_pack(written(data), f"{data['id']}.toml")
    assert not any(key.startswith("credit.employed.") for key in alone_on(pack, DAY))
