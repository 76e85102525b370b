"""What a region is called, what stands in for a missing one, how large a pack may be, and what its values mean."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any, get_args

import pytest
from pack_files import TEXT, pack_text
from pydantic import TypeAdapter, ValidationError
from statements import LIBRARY, REGIONS

from calculator.ground.faults import FaultsError
from calculator.ground.resources import resource
from calculator.policy.framework import allowed_range
from calculator.policy.installed.pack_folder import PackFolder
from calculator.policy.library import Library
from calculator.policy.names import SETTINGS, STATUSES, Purpose, Relation
from calculator.policy.pack import Bound, Credit, Deductible, Pack
from calculator.policy.pack_fields import Amount, Day, PensionYear, Share, Text
from calculator.policy.pack_reader import MAX_PACK_BYTES, load_pack, parse_pack
from calculator.policy.packs import Origin, Packs
from calculator.policy.region_names import by_name, called, marked
from calculator.policy.rulebook import Rulebook, read_start
from calculator.policy.stand_in import stand_in

DAY = date(2023, 3, 1)
XIAN = LIBRARY.pack("xian")


def _called(region: str, zh: str, en: str) -> Pack:
    return XIAN.model_copy(update={"id": region, "name": Text(zh=zh, en=en)})


# ---- what a region is called


@pytest.mark.parametrize(
    ("origin", "zh", "en"),
    [
        ("built_in", "甲市", "Jia"),
        ("signed", "甲市", "Jia"),
        ("own", "甲市（自建）", "Jia (own)"),
        ("stranger", "甲市（签名人不受信任）", "Jia (signer not trusted)"),
    ],
)
def test_a_pack_that_nobody_trusted_signed_bears_a_mark(origin: Origin, zh: str, en: str) -> None:
    plain = _called("jia", "甲市", "Jia")
    found = marked(plain, origin)
    assert (found.name.zh, found.name.en) == (zh, en)
    assert found.model_copy(update={"name": plain.name}) == plain
    # It is found by its name with the mark and without it.
    assert set(called(found)) == {zh, en, "甲市", "Jia"}


def test_the_mark_of_one_language_is_none_in_the_other() -> None:
    assert set(called(_called("jia", "甲市 (own)", "Jia（自建）"))) == {"甲市 (own)", "Jia（自建）"}


def test_a_name_is_of_one_region_or_of_none() -> None:
    first, second = _called("jia", "甲市", "Jia"), _called("yi", "乙市", "Jia")
    assert by_name([first, second]) == {"甲市": "jia", "乙市": "yi"}
    assert by_name([first, first]) == {"甲市": "jia", "Jia": "jia"}
    assert by_name([]) == {}


def test_a_name_without_its_mark_is_anothers_that_is_called_so() -> None:
    plain = _called("jia", "甲市", "Jia")
    own = marked(_called("own-jia", "甲市", "Jia"), "own")
    for packs in ([plain, own], [own, plain]):
        assert by_name(packs) == {"甲市": "jia", "Jia": "jia", "甲市（自建）": "own-jia", "Jia (own)": "own-jia"}
    other = marked(_called("other", "甲市", "Jia"), "own")
    assert by_name([own, other]) == {}
    assert by_name([own]) == dict.fromkeys(("甲市", "Jia", "甲市（自建）", "Jia (own)"), "own-jia")


# ---- what stands in for a pack that is missing


def test_what_stands_in_refuses_everything_by_name() -> None:
    pack = stand_in("atlantis@3")
    assert (pack.id, pack.version, pack.stands_in) == ("atlantis@3", 1, True)
    assert (pack.name.zh, pack.name.en) == ("atlantis@3（缺政策包）", "atlantis@3 (policy pack missing)")
    assert not XIAN.stands_in
    assert [rule.setting for rule in pack.setting] == [setting for setting in SETTINGS if setting != "local"]
    assert {rule.effect for rule in pack.setting} == {"refused"}
    unknown = [rule.unknown for rules in (pack.deductible, pack.rate, pack.cap, pack.setting) for rule in rules]
    for why in (*unknown, pack.credit[0].unknown):
        assert why is not None
        assert "atlantis@3" in why.zh
    (use,) = pack.account_use
    assert (use.purposes, use.relations, use.allowed) == (get_args(Purpose), get_args(Relation), "not_listed")
    for status in STATUSES:
        assert status in pack.credit[0].status
    terms = Rulebook(pack, {}).terms_on(date(1950, 1, 1).toordinal())
    assert terms.pooling is not None


# ---- packs, wherever they are read from


class _Two(Packs):
    """Two packs, of which one stands in for another."""

    forgiving = True

    def ids(self) -> list[str]:
        return ["rizhao", "xian"]

    def __contains__(self, pack_id: str) -> bool:
        return pack_id != "nowhere"

    def pack(self, pack_id: str) -> Pack:
        return LIBRARY.pack(pack_id) if pack_id in REGIONS else stand_in(pack_id)

    def origin(self, pack_id: str) -> Origin:
        return "built_in"


def test_what_packs_say_of_themselves() -> None:
    packs = _Two()
    assert [pack.id for pack in packs] == ["rizhao", "xian"]
    assert packs.names_of("rizhao") == []
    assert [packs.is_missing(name) for name in ("rizhao", "atlantis", "nowhere")] == [False, True, True]


def test_a_library_that_offers_some_regions_still_has_the_others(tmp_path: Path) -> None:
    forgiving = Library(resource("policies"), packs=tmp_path, forgiving=True)
    some = forgiving.offering(["xian", "rizhao", "nowhere"], signed_only=True)
    assert some.ids() == ["rizhao", "xian"]
    assert some.forgiving
    assert some.pack("gansu").id == "gansu"
    assert some.pack("nowhere").stands_in
    alike = Library.embedded().offering_as(some)
    assert alike.ids() == ["rizhao", "xian"]
    assert not alike.forgiving
    with pytest.raises(KeyError):
        alike.pack("nowhere")
    assert forgiving.offering([]).ids() == Library.embedded().ids()


@pytest.mark.parametrize(("signed_only", "found"), [(False, ["newtown"]), (True, [])])
def test_a_library_like_another_uses_what_that_one_does(tmp_path: Path, signed_only: bool, found: list[str]) -> None:
    (tmp_path / "newtown@1.toml").write_text(pack_text(), "utf-8")
    installed = Library(packs=tmp_path)
    like = Library(packs=tmp_path).offering((), signed_only=signed_only)
    assert installed.offering_as(like).ids() == found


def test_another_process_is_told_of_the_same_library(tmp_path: Path) -> None:
    (tmp_path / "newtown@1.toml").write_text(pack_text(), "utf-8")
    made = Library(resource("policies"), packs=tmp_path, forgiving=True).offering(["xian", "newtown", "rizhao"])
    again = Library.again(json.loads(json.dumps(made.told())))
    assert again.ids() == made.ids() == ["newtown", "rizhao", "xian"]
    assert again.told() == made.told()
    assert again.told()["offered"] == ["newtown", "rizhao", "xian"]
    assert again.pack("nowhere").stands_in
    signed = Library.again(made.offering([], signed_only=True).told())
    assert "newtown" not in signed.ids()
    plain = Library.again(Library.embedded().told())
    assert (plain.ids(), plain.forgiving) == (REGIONS, False)
    assert plain.told()["packs"] is None


def test_versions_of_a_region_are_named_where_there_are_several(tmp_path: Path) -> None:
    for version in (2, 10, 3):
        (tmp_path / f"newtown@{version}.toml").write_text(pack_text(version=version), "utf-8")
    (tmp_path / "oldtown@1.toml").write_text(pack_text("oldtown"), "utf-8")
    library = Library(resource("policies"), packs=tmp_path)
    assert library.names_of("newtown") == ["newtown@2", "newtown@3", "newtown@10"]
    assert library.names_of("oldtown") == library.names_of("rizhao") == library.names_of("nowhere") == []
    assert Library(resource("policies")).names_of("rizhao") == []
    assert library.chosen("newtown").pack.version == 10
    assert library.chosen("newtown@3").pack.version == 3
    for name in ("newtown@4", "nowhere"):
        with pytest.raises(KeyError):
            library.chosen(name)
    assert [library.origin(name) for name in ("newtown", "newtown@3", "rizhao", "nowhere")] == [
        *("own", "own", "built_in", "built_in")
    ]
    # What would be meant, were another installed: a later one itself, beside an earlier one still the present.
    found = library.chosen("newtown")
    later = replace(found, pack=found.pack.model_copy(update={"version": 11}))
    assert library.used_instead(later) is None
    assert library.used_instead(found) is None
    earlier = library.used_instead(library.chosen("newtown@3"))
    assert earlier is not None
    assert earlier.pack.version == 10


def _folder(path: Path) -> PackFolder:
    return PackFolder(path, lambda _region: None, signed_only=False)


def test_regions_and_versions_of_a_folder_stand_in_their_order(tmp_path: Path) -> None:
    for region, version in (("new", 10), ("new", 2), ("new-town", 1), ("a", 3), ("a-b", 1)):
        (tmp_path / f"{region}@{version}.toml").write_text(pack_text(region, version), "utf-8")
    folder = _folder(tmp_path)
    assert folder.regions() == ["a", "a-b", "new", "new-town"]
    assert [one.pack.version for one in folder.of("new")] == [2, 10]
    assert folder.of("nowhere") == []
    assert folder.faulty() == []


def test_a_folder_that_cannot_be_looked_through_is_told_of(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.write_bytes(b"")  # a file in its place
    folder = _folder(packs)
    assert folder.regions() == []
    assert [(one.name, len(one.faults)) for one in folder.faulty()] == [("packs", 1)]
    own = tmp_path / "own"
    own.mkdir()
    (own / "newtown@1.toml").write_text(pack_text(), "utf-8")
    (own / "trusted").write_bytes(b"")
    folder = _folder(own)
    assert folder.trusted() == {}
    assert [one.name for one in folder.faulty()] == ["trusted"]
    assert [one.name for one in folder.of("newtown")] == ["newtown@1"]


# ---- how large a pack may be


def _padded(size: int) -> bytes:
    content = TEXT.encode()
    return content + b"#" * (size - len(content))


@pytest.mark.parametrize(
    ("size", "read"), [(MAX_PACK_BYTES - 1, True), (MAX_PACK_BYTES, True), (MAX_PACK_BYTES + 1, False)]
)
def test_so_many_bytes_a_pack_may_have(tmp_path: Path, size: int, read: bool) -> None:
    path = tmp_path / "rizhao.toml"
    path.write_bytes(_padded(size))
    if read:
        assert load_pack(path) == LIBRARY.pack("rizhao")
    else:
        with pytest.raises(FaultsError) as refused:
            load_pack(path)
        assert [fault.code for fault in refused.value.faults] == ["too_large"]
        assert refused.value.where == "rizhao.toml"


def _codes(text: str) -> list[str]:
    try:
        parse_pack(text.encode(), "a.toml")
    except FaultsError as error:
        return [fault.code for fault in error.faults]
    return []


def test_so_many_rules_a_pack_may_have() -> None:
    count = sum(len(rows) for rows in LIBRARY.pack("rizhao").rule_tables().values())
    exclusion = '[[exclusion]]\ncircumstance = "prenatal"\nsource = "none"\nclause = "一"\nstatus = ["employed"]\n'
    for more, refused in ((1000 - count, False), (1001 - count, True)):
        assert ("too_many_rules" in _codes(TEXT + "\n" + exclusion * more)) == refused


@pytest.mark.parametrize(("fewer", "refused"), [(-1, False), (0, False), (1, True)])
def test_so_many_ways_to_read_a_pack_there_may_be(monkeypatch: pytest.MonkeyPatch, fewer: int, refused: bool) -> None:
    """Only the questions that a rule rests on count, each with all its answers."""
    pack = LIBRARY.pack("rizhao")
    used = {name for rules in pack.rule_tables().values() for rule in rules for name in rule.when}
    ways = prod(len(reading.values) for reading in pack.reading if reading.id in used)
    assert 1 < ways < prod(len(reading.values) for reading in pack.reading)
    monkeypatch.setattr("calculator.policy.pack_reader._MOST_WAYS", ways - fewer)
    assert ("too_many_ways" in _codes(TEXT)) == refused


# ---- the values of a pack


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Share, Decimal(0), 0),
        (Share, Decimal(1), 10_000),
        (Share, 1, 10_000),
        (Share, Decimal("1.0001"), None),
        (Share, Decimal("-0.0001"), None),
        (Share, True, None),
        (Share, "0.5", None),
        (Amount, 5, 500),
        (Amount, Decimal("0.01"), 1),
        (Amount, Decimal("0.001"), None),
        (Amount, False, None),
        (PensionYear, 1, 1),
        (PensionYear, 9999, 9999),
        (PensionYear, 0, None),
        (PensionYear, 10_000, None),
        (PensionYear, "previous", "previous"),
        (PensionYear, "next", None),
        (PensionYear, True, None),
        (Day, DAY, DAY),
        (Day, "2023-03-01", None),
    ],
)
def test_what_a_value_of_a_pack_is_read_as(kind: Any, value: object, expected: object) -> None:
    if expected is None:
        with pytest.raises(ValidationError):
            _adapter(kind).validate_python(value)
    else:
        assert _adapter(kind).validate_python(value) == expected


def _adapter(kind: Any) -> TypeAdapter[Any]:
    from calculator.policy import pack_forms

    name = {Share: "Share", Amount: "Amount", PensionYear: "PensionYear", Day: "Day"}[kind]
    return TypeAdapter(getattr(pack_forms, name))


@pytest.mark.parametrize("given", ["", "level1", "level1 level2 level3"])
@pytest.mark.parametrize("set_by", [None, "city"])
@pytest.mark.parametrize("unknown", [None, Text(zh="不知", en="unknown")])
def test_a_figure_is_given_left_to_cities_or_unknown_and_only_one_of_them(
    given: str, set_by: Any, unknown: Text | None
) -> None:
    levels: Any = dict.fromkeys(given.split(), 100)
    ways = (len(levels) == 3) + (set_by is not None) + (unknown is not None)
    cited: Any = {"source": "a", "clause": "一", "from": DAY, "set_by": set_by, "unknown": unknown}
    if ways == 1 and len(levels) != 1:
        assert Deductible.model_validate({**cited, **levels}).level1 == (100_00 if levels else None)
    else:
        with pytest.raises(ValidationError):
            Deductible.model_validate({**cited, **levels})


CITED: Any = {"source": "a", "clause": "一"}
PARTS: Any = ({"payer": "personal", "rate": Decimal("0.02")}, {"payer": "employer", "rate": Decimal("0.0075")})
UNKNOWN = Text(zh="不知", en="unknown")
BASED = {"basis": "contribution_base", "parts": PARTS}
AVERAGE = {"basis": "average_pension", "parts": PARTS, "pension_year": 2023}


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        (BASED, True),
        (AVERAGE, True),
        ({"basis": "own_pension", "parts": PARTS}, True),
        ({"basis": "fixed", "amount": 100}, True),
        ({"basis": "nothing"}, True),
        ({"unknown": UNKNOWN, "refusal": "no_rule_in_text"}, True),
        ({"unknown": UNKNOWN}, False),
        ({"refusal": "no_rule_in_text"}, False),
        ({**BASED, "refusal": "no_rule_in_text"}, False),
        ({**BASED, "unknown": UNKNOWN, "refusal": "no_rule_in_text"}, False),
        ({}, False),
        ({"basis": "contribution_base"}, False),
        ({"basis": "nothing", "parts": PARTS}, False),
        ({"basis": "fixed"}, False),
        ({**BASED, "amount": 100}, False),
        ({**BASED, "pension_year": 2023}, False),
        ({**AVERAGE, "pension_year": None}, False),
        ({**BASED, "age_from": 46}, True),
        ({**BASED, "age_below": 46}, True),
        ({**BASED, "age_from": 46, "age_below": 70}, False),
    ],
)
def test_a_credit_has_what_its_basis_asks_for_and_no_more(fields: Any, stands: bool) -> None:
    credit = {**CITED, "from": DAY, "status": ["employed"], **fields}
    if stands:
        assert Credit.model_validate(credit).rate == (275 if fields.get("parts") else 0)
    else:
        with pytest.raises(ValidationError):
            Credit.model_validate(credit)


@pytest.mark.parametrize(
    ("fields", "stands"),
    [({"at_most": 300}, True), ({"about": Decimal("0.6")}, True), ({}, False), ({"at_most": 3, "about": 1}, False)],
)
def test_a_bound_is_at_most_or_about(fields: Any, stands: bool) -> None:
    bound = {**CITED, "field": "cap", **fields}
    if stands:
        assert Bound.model_validate(bound).field == "cap"
    else:
        with pytest.raises(ValidationError):
            Bound.model_validate(bound)


@pytest.mark.parametrize("region", REGIONS)
def test_a_document_is_cited_by_its_own_number(region: str) -> None:
    pack = LIBRARY.pack(region)
    for source in pack.sources:
        assert pack.source_number(source.id) == source.number


def test_an_exponent_beyond_all_numbers_is_told() -> None:
    with pytest.raises(FaultsError) as refused:
        parse_pack(f"x = 1e{'9' * 30}\n".encode(), "a.toml")
    (fault,) = refused.value.faults
    assert (fault.code, fault.figures["detail"]) == ("not_toml", "exponent out of range")
    with pytest.raises(FaultsError) as refused:
        parse_pack(b"x = \n", "a.toml")
    assert "line 1" in str(refused.value.faults[0].figures["detail"])


@pytest.mark.parametrize(
    ("left_out", "effect"), [((), "paid"), (("remote_filed",), None), (("not_settled_directly",), None)]
)
def test_filed_remote_care_paid_in_cash_is_as_the_text_has_both(left_out: tuple[str, ...], effect: str | None) -> None:
    nanchang = LIBRARY.pack("nanchang")
    left = tuple(rule for rule in nanchang.setting if rule.setting not in left_out)
    settings = Rulebook(nanchang.model_copy(update={"setting": left}), {}).terms_on(DAY.toordinal()).settings
    found = settings.get("remote_filed_not_direct")
    assert (None if found is None else found.effect) == effect


# ---- what a framework allows before a city has set its figures: 甘肃 第七条


@pytest.mark.parametrize(
    ("status", "total", "rate", "least", "most"),
    [
        # (1,000 − 300) × 60 % to 1,000 × 60 %
        ("employed", 1000_00, 6000, 420_00, 600_00),
        ("flexible", 1000_00, 6000, 420_00, 600_00),
        ("retired", 1000_00, 6500, 455_00, 650_00),
        ("employed", 300_00, 6000, 0, 180_00),
        ("employed", 200_00, 6000, 0, 120_00),
        # not above 2,500.00
        ("employed", 4400_00, 6000, 2460_00, 2500_00),
        ("employed", 9000_00, 6000, 2500_00, 2500_00),
    ],
)
def test_what_a_province_allows_of_a_bill(status: Any, total: int, rate: int, least: int, most: int) -> None:
    found = allowed_range(LIBRARY.pack("gansu"), status, total)
    assert found is not None
    assert (found.deductible, found.rate, found.cap, found.least, found.most) == (300_00, rate, 2500_00, least, most)
    assert found.bound.field == ("rate_retired" if status == "retired" else "rate_employed")


@pytest.mark.parametrize("field", ["deductible", "cap", "rate_employed"])
def test_a_province_that_bounds_not_all_allows_no_range(field: str) -> None:
    gansu = LIBRARY.pack("gansu")
    without = gansu.model_copy(update={"bound": tuple(bound for bound in gansu.bound if bound.field != field)})
    assert allowed_range(without, "employed", 1000_00) is None
    half = tuple(
        bound.model_copy(update={"about": None, "at_most": None}) if bound.field == field else bound
        for bound in gansu.bound
    )
    assert allowed_range(gansu.model_copy(update={"bound": half}), "employed", 1000_00) is None


def test_a_region_without_bounds_allows_no_range() -> None:
    assert allowed_range(XIAN, "employed", 1000_00) is None


# ---- from when on a rule holds where that is a reading: 二连浩特 `pooling-start`


@pytest.mark.parametrize(
    ("region", "tables", "own", "day", "start"),
    [
        ("erenhot", ["cap"], None, DAY, date(2022, 10, 1)),
        ("erenhot", ["cap", "credit"], None, DAY, date(2022, 10, 1)),
        ("erenhot", ["cap"], date(2022, 9, 30), DAY, date(2022, 10, 1)),
        ("erenhot", ["cap"], date(2022, 10, 1), DAY, None),  # the rule itself begins no earlier
        ("erenhot", ["cap"], date(2023, 1, 1), DAY, None),
        ("erenhot", ["credit"], None, DAY, None),  # the account has its own first day
        ("erenhot", ["cap"], None, date(2022, 9, 30), None),
        ("xian", ["cap"], None, DAY, None),  # no reading
    ],
)
def test_a_start_that_is_read_puts_off_what_rests_on_pooling(
    region: str, tables: list[str], own: date | None, day: date, start: date | None
) -> None:
    found = read_start(LIBRARY.pack(region), {}, tables, own, day)
    assert (None if found is None else found.from_) == start
    later = {"pooling-start": "2023-01-01"}
    if region == "erenhot" and start is not None:
        again = read_start(LIBRARY.pack(region), later, tables, own, day)
        assert again is not None
        assert again.from_ == date(2023, 1, 1)
