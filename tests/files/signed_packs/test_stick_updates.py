"""Packs from a stick: signed and newer or not at all, back by one step, and a pulled stick changes nothing."""

import shutil
from pathlib import Path

import pytest
from pack_files import SIGNER, STRANGER, everything, trust, write_pack
from statements import REGIONS, WORDINGS

from calculator.files.signed_packs.key_files import beside
from calculator.files.signed_packs.pack_store import PackStore
from calculator.files.signed_packs.stick_updates import Offer, in_use, offers, step_back, sticks, take
from calculator.ground.faults import FaultsError
from calculator.policy.installed.signature import SIGNATURE_SUFFIX


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    made = PackStore(tmp_path / "data" / "packs")
    trust(made, SIGNER, tmp_path)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def told(found: list[Offer]) -> dict[str, list[str]]:
    return {offer.file: [fault.code for fault in offer.faults] for offer in found}


def used(store: PackStore, region: str) -> int:
    return next(one.used.pack.version for one in in_use(store) if one.region == region)


def test_only_what_someone_trusted_signed_and_what_is_newer_is_offered(store: PackStore, stick: Path) -> None:
    write_pack(stick, "newtown", 1, key=SIGNER)
    write_pack(stick, "rizhao", 2, key=SIGNER)
    write_pack(stick, "xian", 1, key=SIGNER)
    write_pack(stick, "oldtown", 1)
    write_pack(stick, "strange", 1, key=STRANGER)
    tampered = write_pack(stick, "tampered", 1, key=SIGNER)
    tampered.write_bytes(tampered.read_bytes() + b"#")
    (stick / "notes.txt").write_text("no pack")
    (stick / ".hidden.toml").write_text("no pack")
    found = offers(stick, store)
    assert told(found) == {
        "newtown-1.toml": [],
        "oldtown-1.toml": ["unsigned_not_here"],
        "rizhao-2.toml": [],
        "strange-1.toml": ["untrusted_not_here"],
        "tampered-1.toml": ["signature_wrong"],
        "xian-1.toml": ["built_in_is_newer"],
    }
    assert {offer.file: offer.used for offer in found if not offer.faults} == {
        "newtown-1.toml": None,
        "rizhao-2.toml": 1,
    }
    for wording in WORDINGS.values():
        assert all(wording.fault(fault).isprintable() for offer in found for fault in offer.faults)


def test_a_signature_is_looked_at_before_the_text(store: PackStore, stick: Path) -> None:
    for key in (None, STRANGER, SIGNER):
        path = write_pack(stick, "newtown", 1, key=key)
        path.write_bytes(b"\xff no TOML [[[")
    assert told(offers(stick, store)) == {"newtown-1.toml": ["signature_wrong"]}
    beside(path, SIGNATURE_SUFFIX).unlink()
    assert told(offers(stick, store)) == {"newtown-1.toml": ["unsigned_not_here"]}


def test_versions_never_go_backwards_but_by_the_operators_step(store: PackStore, stick: Path) -> None:
    for version in (2, 4, 3):
        write_pack(stick, "rizhao", version, 900 + version, key=SIGNER)
    found = {offer.file: offer for offer in offers(stick, store)}
    take(found["rizhao-2.toml"], store)
    take(found["rizhao-4.toml"], store)
    assert used(store, "rizhao") == 4
    with pytest.raises(FaultsError) as caught:
        take(found["rizhao-3.toml"], store)  # offered before version 4 was there
    assert [fault.code for fault in caught.value.faults] == ["not_newer"]
    assert told(offers(stick, store))["rizhao-3.toml"] == ["not_newer"]
    assert step_back("rizhao", store) == 2
    assert used(store, "rizhao") == 2
    assert step_back("rizhao", store) == 1
    assert used(store, "rizhao") == 1
    with pytest.raises(FaultsError) as caught:
        step_back("rizhao", store)
    assert [fault.code for fault in caught.value.faults] == ["nothing_before"]
    assert [one.region for one in in_use(store)] == sorted(REGIONS)


def test_a_region_that_has_no_version_before_stays(store: PackStore, stick: Path) -> None:
    write_pack(stick, "newtown", 3, key=SIGNER)
    (offer,) = offers(stick, store)
    take(offer, store)
    (own,) = [one for one in in_use(store) if one.region == "newtown"]
    assert (own.used.pack.version, own.before) == (3, None)
    with pytest.raises(FaultsError):
        step_back("newtown", store)


def test_a_stick_that_is_pulled_out_changes_nothing(store: PackStore, stick: Path) -> None:
    write_pack(stick, "rizhao", 2, 900, key=SIGNER)
    (offer,) = offers(stick, store)
    shutil.rmtree(stick)
    with pytest.raises(FaultsError) as caught:
        offers(stick, store)
    assert caught.value.where == "stick"
    before = everything(store.folder)
    assert used(store, "rizhao") == 1
    take(offer, store)  # what was read is what is installed
    assert used(store, "rizhao") == 2
    assert set(everything(store.folder)) > set(before)


@pytest.mark.parametrize("suffix", ["", SIGNATURE_SUFFIX], ids=["pack", "signature"])
def test_a_stick_that_is_pulled_while_it_is_read_installs_nothing(store: PackStore, stick: Path, suffix: str) -> None:
    path = write_pack(stick, "rizhao", 2, 900, key=SIGNER)
    torn = beside(path, suffix) if suffix else path
    torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])
    before = everything(store.folder)
    (offer,) = offers(stick, store)
    assert offer.candidate is None
    assert offer.faults
    with pytest.raises(FaultsError):
        take(offer, store)
    assert everything(store.folder) == before
    assert used(store, "rizhao") == 1


def test_a_stick_that_goes_between_two_files_says_so(store: PackStore, stick: Path) -> None:
    first = write_pack(stick, "rizhao", 2, key=SIGNER)
    write_pack(stick, "newtown", 1, key=SIGNER)
    first.unlink()
    first.symlink_to(stick / "gone.toml")
    found = told(offers(stick, store))
    assert found["newtown-1.toml"] == []
    assert found["rizhao-2.toml"] != []


def test_sticks_are_found_below_where_the_system_shows_them(tmp_path: Path) -> None:
    (tmp_path / "media" / "sdb1").mkdir(parents=True)
    (tmp_path / "media" / "file").write_text("")
    assert sticks([tmp_path / "media", tmp_path / "nothing"]) == [tmp_path / "media" / "sdb1"]
    folder = tmp_path / "media" / "sdb1" / "gongjisuan"
    store = PackStore(tmp_path / "packs")
    trust(store, SIGNER, tmp_path)
    write_pack(folder, "newtown", 1, key=SIGNER)
    assert told(offers(folder.parent, store)) == {"newtown-1.toml": []}
