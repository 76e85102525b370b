"""Installed packs: which of several is used, what is told of the others, and what a household keeps without them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_files import SIGNER, STRANGER, pack_text, trust, write_pack
from statements import EXAMPLE, LIBRARY, REGIONS, WORDINGS, Json

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.engine.compute import compute
from calculator.files.documents.opening import create_document, open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.signed_packs.key_files import beside
from calculator.files.signed_packs.pack_store import PackStore, read_candidate
from calculator.ground.faults import Fault, FaultsError
from calculator.policy.installed.admission import (
    MOST_VERSION,
    TRUSTED,
    Available,
    admit,
    available,
    parts_of,
    reserved,
)
from calculator.policy.installed.signature import SIGNATURE_SUFFIX, PrivateKey, sign
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import parse_pack
from calculator.whatif.alternatives import with_alternatives
from calculator.whatif.next_visit import Bill, outlook
from calculator.whatif.other_packs import WithPack
from calculator.words.statement_json import to_json


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "data" / "packs")


def install(store: PackStore, path: Path) -> None:
    store.install(read_candidate(path))


def example(region: str, **more: object) -> bytes:
    data: Json = json.loads(json.dumps(EXAMPLE))
    data["people"][0]["region"] = region
    data["visits"] *= 3
    data["visits"] = [{**visit, "id": f"v{place}"} for place, visit in enumerate(data["visits"])]
    return json.dumps({**data, **more}).encode()


def pooled(case: Case, library: Library) -> int:
    return compute(case, library).people[0].sums().pooled


def codes(library: Library) -> dict[str, list[str]]:
    for wording in WORDINGS.values():
        assert all("{" not in wording.fault(fault) for one in library.faulty() for fault in one.faults)
    return {one.name: [fault.code for fault in one.faults] for one in library.faulty()}


def test_without_a_folder_there_is_what_comes_with_the_program(tmp_path: Path) -> None:
    for library in (Library.of_person(tmp_path / "none"), Library.of_person(tmp_path)):
        assert library.ids() == REGIONS
        assert (library.installed(), library.faulty(), library.trusted()) == ([], [], [])
        assert "newtown" not in library
    assert list(tmp_path.iterdir()) == []


def test_a_region_is_one_more_file(store: PackStore, tmp_path: Path) -> None:
    install(store, write_pack(tmp_path / "in", cap=2600))
    library = store.library()
    assert library.ids() == sorted([*REGIONS, "newtown"])
    assert library.chosen("newtown").origin == library.origin("newtown") == "own"
    assert {library.origin(region) for region in REGIONS} == {"built_in"}
    case = read_case(example("newtown"), library)
    assert pooled(case, library) == 2600_00
    assert compute(case, library).people[0].warnings[0].code == "own_pack"
    assert "newtown" not in store.library(signed_only=True)
    assert codes(store.library(signed_only=True)) == {"newtown@1": ["unsigned_not_here"]}


def test_listing_parses_nothing_that_is_not_asked_for(store: PackStore, tmp_path: Path) -> None:
    install(store, write_pack(tmp_path / "in"))
    (store.folder / "newtown@1.toml").write_text("broken", "utf-8")
    library = store.library()
    assert "rizhao" in library
    # Read only now: by then it is whole.
    (store.folder / "newtown@1.toml").write_text(pack_text(), "utf-8")
    assert "newtown" in library


def test_a_later_signed_version_supersedes_and_the_older_one_can_be_named(store: PackStore, tmp_path: Path) -> None:
    trust(store, SIGNER, tmp_path)
    install(store, write_pack(tmp_path / "in", "rizhao", 3, cap=3000, key=SIGNER))
    install(store, write_pack(tmp_path / "in", "rizhao", 2, cap=2500, key=SIGNER))
    for library in (store.library(), store.library(signed_only=True)):
        found = {
            name: pooled(read_case(example(name), library), library) for name in ("rizhao", "rizhao@1", "rizhao@2")
        }
        assert (
            found == {"rizhao": 2940_00 + 60_00, "rizhao@1": 2000_00, "rizhao@2": 2500_00}
            or found["rizhao@1"] == 2000_00
        )
        assert library.ids() == REGIONS
        assert [one.pack.version for one in library.versions("rizhao")] == [1, 2, 3]
        assert library.chosen("rizhao").pack.version == 3
        pinned = library.pack("rizhao@1")
        assert (pinned.id, pinned.name.en) == ("rizhao@1", "Rizhao (version 1)")
        assert pinned.rule_tables() == LIBRARY.pack("rizhao").rule_tables()
        assert "rizhao@4" not in library
        assert "rizhao@01" not in library


def test_trust_that_is_withdrawn_takes_the_pack_away(store: PackStore, tmp_path: Path) -> None:
    trust(store, SIGNER, tmp_path)
    install(store, write_pack(tmp_path / "in", "rizhao", 2, cap=2500, key=SIGNER))
    install(store, write_pack(tmp_path / "in", "newtown", 1, key=SIGNER))
    store.distrust(SIGNER.public().fingerprint)
    library = store.library()
    assert library.pack("rizhao").version == 1
    assert codes(library) == {"rizhao@2": ["built_in_needs_trust"]}
    assert library.origin("newtown") == "stranger"
    assert codes(store.library(signed_only=True))["newtown@1"] == ["untrusted_not_here"]


def test_what_nobody_trusted_has_signed_is_never_the_newest_beside_what_someone_has(
    store: PackStore, tmp_path: Path
) -> None:
    trust(store, SIGNER, tmp_path)
    install(store, write_pack(tmp_path / "in", version=2, cap=2500, key=SIGNER))
    # Put there by hand: installing refuses it.
    (store.folder / "newtown@9.toml").write_text(pack_text(version=9, cap=9000), "utf-8")
    library = store.library()
    assert library.pack("newtown").version == 2
    assert library.pack("newtown@9").cap[0].amount == 9000_00


def test_a_broken_pack_is_told_of_and_is_not_there(store: PackStore, tmp_path: Path) -> None:
    trust(store, SIGNER, tmp_path)
    install(store, write_pack(tmp_path / "in", version=1))
    install(store, write_pack(tmp_path / "in", version=2, key=SIGNER))
    broken = {
        "newtown@2": ["signature_wrong"],
        "oldtown@1": ["not_toml"],
        "othertown@1": ["id_is_not_file_name"],
        "notes": ["not_a_pack_name"],
        "linktown@1": ["is_a_link"],
        "foldertown@1": ["is_a_folder"],
        "cuttown@1": ["not_a_key_file"],
        "rizhao@2": ["built_in_needs_signature"],
        "rizhao@1": ["built_in_needs_signature"],
        f"{TRUSTED}/some.pub": ["key_under_other_name"],
    }
    path = store.folder / "newtown@2.toml"
    path.write_bytes(path.read_bytes().replace(b"2000", b"2001", 1))
    (store.folder / "oldtown@1.toml").write_text("x = [", "utf-8")
    (store.folder / "othertown@1.toml").write_text(pack_text("elsewhere"), "utf-8")
    (store.folder / "notes.toml").write_text("x = 1", "utf-8")
    (store.folder / "linktown@1.toml").symlink_to(store.folder / "newtown@1.toml")
    (store.folder / "foldertown@1.toml").mkdir()
    cut = store.folder / "cuttown@1.toml"
    cut.write_text(pack_text("cuttown"), "utf-8")
    beside(cut, SIGNATURE_SUFFIX).write_bytes(sign(cut.read_bytes(), SIGNER).text()[:45])
    for version in (1, 2):
        (store.folder / f"rizhao@{version}.toml").write_text(pack_text("rizhao", version), "utf-8")
    (store.folder / TRUSTED / "some.pub").write_bytes(STRANGER.public().text())
    library = store.library()
    assert codes(library) == broken
    assert library.ids() == sorted([*REGIONS, "newtown"])
    assert library.pack("newtown").version == 1
    assert library.pack("rizhao") == LIBRARY.pack("rizhao")
    assert [key.name for key in library.trusted()] == [SIGNER.name]
    for name in broken:
        assert name == "rizhao@1" or name not in library


def test_a_folder_that_is_a_link_holds_nothing(store: PackStore, tmp_path: Path) -> None:
    install(store, write_pack(tmp_path / "in"))
    link = tmp_path / "link"
    link.symlink_to(store.folder)
    library = Library.of_person(link)
    assert library.ids() == REGIONS
    assert codes(library) == {"link": ["is_a_link"]}


@given(name=st.text(max_size=20) | st.from_regex(r"[a-z0-9./\\@:-]{0,12}", fullmatch=True))
@settings(max_examples=200)
def test_only_plain_names_are_looked_for(name: str) -> None:
    for library in (Library.of_person(Path("packs-that-are-not-there"), forgiving=True), LIBRARY):
        if parts_of(name) is None:
            assert name not in library
            with pytest.raises(KeyError):
                library.pack(name)


# ---- a pack that a household uses is gone


def test_a_household_stays_readable_without_its_pack(store: PackStore, tmp_path: Path) -> None:
    install(store, write_pack(tmp_path / "in"))
    uses = [
        {"payer": "me", "relation": "spouse", "purpose": purpose, "date": "2023-04-01", "amount": "150.00"}
        for purpose in ("hospital_personal", "fitness")
    ]
    readings = {"newtown": {"deductible-across-levels": "top-up", "own-question": "x"}}
    before = read_case(example("newtown", account_uses=uses), store.library())
    store.remove("newtown")
    with pytest.raises(FaultsError) as caught:
        read_case(example("newtown"), store.library())
    assert [fault.code for fault in caught.value.faults] == ["unknown_region"]
    library = store.library(forgiving=True)
    after = read_case(example("newtown", account_uses=uses), library)
    assert after == before
    kept = read_case(example("newtown", readings=readings), library)
    assert read_case(write_case(kept).encode(), library) == kept
    assert kept.readings == readings
    assert library.is_missing("newtown")
    assert library.ids() == REGIONS
    statement = compute(after, library)
    (person,) = statement.people
    assert [visit.refused.code for visit in person.years[0].visits if visit.refused] == ["pack_missing"] * 3
    assert {month.refused.code for month in person.account.months if month.refused} == {"pack_missing"}
    assert [use.paid for use in person.uses] == [0, 0]
    assert [caution.code for caution in person.warnings] == ["pack_missing"]
    for wording in WORDINGS.values():
        text = to_json(with_alternatives(after, statement, library), wording)
        assert text.count("newtown") > 12
    day = after.visits[0].date
    assert all(option.settlement.refused for option in outlook(after, library, "me", day, Bill(100_00)).options)


def test_someone_else_of_the_household_is_computed_all_the_same() -> None:
    library = Library.of_person(Path("packs-that-are-not-there"), forgiving=True)
    data: Json = json.loads(json.dumps(EXAMPLE))
    data["people"].append({**data["people"][0], "id": "you", "region": "gone"})
    data["visits"][0]["pay_from_account"] = ["you", "me"]
    statement = compute(read_case(json.dumps(data).encode(), library), library)
    alone = compute(read_case(example("rizhao", visits=EXAMPLE["visits"]), library), library)
    visit = statement.people[0].years[0].visits[0]
    assert visit.pooled == alone.people[0].years[0].visits[0].pooled
    assert [payment.payer for payment in visit.account] == ["me"]
    assert ("pack_missing", visit.id) in [(caution.code, caution.field) for caution in statement.people[0].warnings]


def test_a_reading_of_another_version_is_kept_and_told() -> None:
    library = Library.of_person(Path("packs-that-are-not-there"), forgiving=True)
    chosen = {"rizhao": {"deductible-period": "per-moon", "new-question": "yes"}}
    case = read_case(example("rizhao", readings=chosen), library)
    assert case.readings == chosen
    statement = compute(case, library)
    plain = compute(read_case(example("rizhao"), library), library)
    assert statement.people[0].sums() == plain.people[0].sums()
    told = [caution.field for caution in statement.people[0].warnings if caution.code == "reading_not_in_pack"]
    assert told == ["readings.rizhao.deductible-period", "readings.rizhao.new-question"]
    with pytest.raises(FaultsError):
        read_case(example("rizhao", readings=chosen), LIBRARY)


def test_a_library_with_a_pack_on_trial_leaves_the_other_one_alone() -> None:
    pack = parse_pack(pack_text("rizhao", 2, 9000).encode(), "x.toml")
    tried = WithPack(LIBRARY, pack, "signed")
    assert tried.pack("rizhao").cap[0].amount == 9000_00
    assert tried.pack("rizhao@2").cap[0].amount == 9000_00
    assert LIBRARY.pack("rizhao").version == 1
    assert tried.ids() == REGIONS


def test_a_figure_that_a_pack_does_not_know_is_refused_and_not_guessed() -> None:
    text = pack_text().replace("amount = 2000", 'unknown = { zh = "未定", en = "not decided" }')
    library = WithPack(LIBRARY, parse_pack(text.encode(), "x.toml"), "own")
    statement = compute(read_case(example("newtown"), library), library)
    refused = statement.people[0].years[0].visits[0].refused
    assert refused is not None
    assert refused.code == "no_rule_in_text"
    assert "not decided" in WORDINGS["en"].say(refused.message)
    assert refused.source is not None


def test_a_document_is_opened_edited_and_kept_without_its_pack(store: PackStore, tmp_path: Path) -> None:
    install(store, write_pack(tmp_path / "in"))
    path, library = tmp_path / "family.gjs", store.library()
    chosen = {"newtown": {"deductible-period": "per-visit"}}
    case = read_case(example("newtown", readings=chosen), library)
    create_document(path, case, OpeningContext(library)).close()
    store.remove("newtown")
    strict = OpeningContext(store.library())
    with pytest.raises(FaultsError):
        open_document(path, strict)
    context = OpeningContext(store.library(forgiving=True))
    document = open_document(path, context)
    assert document.case == case
    edited = case.model_copy(update={"visits": case.visits[1:]})
    document.record("remove", edited)
    document.close()
    install(store, write_pack(tmp_path / "in"))
    again = open_document(path, OpeningContext(store.library()))
    assert again.case == edited
    assert again.case.readings == chosen
    again.close()


# ---- what may be used, read off the rules alone


def found(version: int, key: PrivateKey | None = SIGNER, *, trusted: bool = True) -> Available:
    pack = LIBRARY.pack("rizhao").model_copy(update={"version": version})
    signature = None if key is None else sign(b"content", key)
    keys = {key.public().key: key.public()} if key is not None and trusted else {}
    return available(pack, signature, keys)


def why_not(one: Available, built_in: Pack | None, *, signed_only: bool = False) -> list[Fault]:
    try:
        admit(one, built_in, signed_only=signed_only)
    except FaultsError as error:
        return list(error.faults)
    return []


def test_only_a_later_version_by_someone_trusted_takes_the_place_of_a_built_in_pack() -> None:
    built_in = LIBRARY.pack("rizhao").model_copy(update={"version": 2})
    codes = {version: [fault.code for fault in why_not(found(version), built_in)] for version in (1, 2, 3)}
    assert codes == {1: ["built_in_is_newer"], 2: ["built_in_is_newer"], 3: []}
    (fault,) = why_not(found(3, STRANGER, trusted=False), built_in)
    assert fault.code == "built_in_needs_trust"
    assert fault.figures["signer"] == STRANGER.name
    assert fault.figures["fingerprint"] == STRANGER.public().fingerprint
    (fault,) = why_not(found(3, None), built_in)
    assert fault.code == "built_in_needs_signature"
    assert "signer" not in fault.figures


def test_where_only_signed_packs_are_used_the_signer_is_named() -> None:
    assert why_not(found(1), None, signed_only=True) == []
    assert [fault.code for fault in why_not(found(1, None), None, signed_only=True)] == ["unsigned_not_here"]
    (fault,) = why_not(found(1, STRANGER, trusted=False), None, signed_only=True)
    assert (fault.code, fault.figures["signer"]) == ("untrusted_not_here", STRANGER.name)


def test_who_signed_a_pack_is_called_by_the_name_they_are_trusted_under() -> None:
    known, unknown, nobody = found(1), found(1, STRANGER, trusted=False), found(1, None)
    assert [one.origin for one in (known, unknown, nobody)] == ["signed", "stranger", "own"]
    assert [one.signer for one in (known, unknown, nobody)] == [SIGNER.public(), STRANGER.public(), None]
    assert [one.claimed for one in (known, unknown, nobody)] == [SIGNER.public(), STRANGER.public(), None]


@pytest.mark.parametrize(
    ("name", "device"),
    [("com0", True), ("com9", True), ("lpt9", True), ("lpt10", False), ("com10", False), ("nul", True), ("nu", False)],
)
def test_names_that_windows_takes_for_devices_are_none_of_a_region(name: str, device: bool) -> None:
    assert reserved(name) is device


def test_a_version_has_six_digits_at_most() -> None:
    assert parts_of(f"newtown@{MOST_VERSION}") == ("newtown", 999_999)
    assert parts_of(f"newtown@{MOST_VERSION + 1}") is None
