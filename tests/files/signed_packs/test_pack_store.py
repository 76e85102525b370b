"""Installing packs: what is refused changes nothing, and what is put in place is what was checked."""

import os
import re
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pack_files import SIGNER, STRANGER, everything, pack_text, trust, write_pack
from statements import WORDINGS

from calculator.files.folders import packs_folder
from calculator.files.signed_packs import pack_store as packs
from calculator.files.signed_packs.key_files import beside
from calculator.files.signed_packs.pack_store import PackStore, own_candidate, read_candidate
from calculator.files.whole_file import replace_whole
from calculator.ground.faults import FaultsError
from calculator.policy.installed.signature import SIGNATURE_SUFFIX, PrivateKey, sign
from calculator.policy.pack_reader import parse_pack
from calculator.whatif.pack_effect_words import origin_said

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


PLACEHOLDER = re.compile(r"\{[a-z_]+[:}]")


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    """A folder with a pack and a trusted signer in it."""
    made = PackStore(tmp_path / "data" / "packs")
    trust(made, SIGNER, tmp_path)
    made.install(read_candidate(write_pack(tmp_path / "first", "firsttown", 3, key=SIGNER)))
    return made


def refused(store: PackStore, path: Path, *, replace: bool = False, signed_only: bool = False) -> list[str]:
    """The codes of the faults for which a pack is not installed; the folder is as it was."""
    before = everything(store.folder)
    with pytest.raises(FaultsError) as caught:
        store.install(read_candidate(path), replace=replace, signed_only=signed_only)
    assert everything(store.folder) == before
    assert caught.value.where
    for wording in WORDINGS.values():
        for fault in caught.value.faults:
            said = wording.fault(fault)
            assert said.isprintable()
            assert PLACEHOLDER.search(said) is None
    return [fault.code for fault in caught.value.faults]


def signature_of(path: Path) -> Path:
    return beside(path, SIGNATURE_SUFFIX)


# ---- what is refused


def test_a_tampered_byte(store: PackStore, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    content = path.read_bytes()
    for place in (0, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert refused(store, path) == ["signature_wrong"]
    path.write_bytes(content + b"#")
    assert refused(store, path) == ["signature_wrong"]


def test_the_signature_is_looked_at_before_the_text(store: PackStore, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    path.write_bytes(b"this is \xff no TOML [[[")
    assert refused(store, path) == ["signature_wrong"]


def test_a_signature_by_another_key(store: PackStore, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    strange = sign(path.read_bytes(), STRANGER).text()
    own_name = strange.replace(STRANGER.name.encode(), SIGNER.name.encode())
    own_key = strange.replace(strange.split(b"\n")[3], signature_of(path).read_bytes().split(b"\n")[3])
    for forged in (own_name, own_key):
        assert forged != strange
        signature_of(path).write_bytes(forged)
        assert refused(store, path) == ["signature_wrong"]


@pytest.mark.parametrize("left", [0, 1, 30, 100, -3])
def test_a_truncated_signature(store: PackStore, tmp_path: Path, left: int) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    signature_of(path).write_bytes(signature_of(path).read_bytes()[:left])
    (code,) = refused(store, path)
    assert code in ("empty_file", "not_a_key_file", "not_key_material", "not_utf8")


@POSIX
def test_links(store: PackStore, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert refused(store, link) == ["is_a_link"]
    real = signature_of(path).rename(tmp_path / "real.sig")
    signature_of(path).symlink_to(real)
    assert refused(store, path) == ["is_a_link"]
    signature_of(path).unlink()
    signature_of(path).symlink_to(tmp_path / "nowhere")  # not to be taken for a pack without a signature
    assert refused(store, path) == ["is_a_link"]
    folder = tmp_path / "linked"
    folder.symlink_to(store.folder)
    assert refused(PackStore(folder), write_pack(tmp_path / "other")) == ["is_a_link"]


@POSIX
def test_what_is_no_ordinary_file(store: PackStore, tmp_path: Path) -> None:
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert refused(store, folder) == ["is_a_folder"]
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert refused(store, pipe) == ["not_a_file"]
    assert refused(store, Path(os.devnull)) == ["not_a_file"]
    assert refused(store, tmp_path / "gone.toml") == ["no_such_file"]
    assert refused(store, tmp_path / "a\0b.toml") == ["cannot_read"]
    path = write_pack(tmp_path / "in")
    os.mkfifo(signature_of(path))
    assert refused(store, path) == ["not_a_file"]


def test_a_hundred_megabytes_are_not_read(store: PackStore, tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    begin = time.process_time()
    assert refused(store, path) == ["too_large"]
    assert time.process_time() - begin < 0.5
    small = write_pack(tmp_path / "in")
    with signature_of(small).open("wb") as file:
        file.truncate(100 << 20)
    assert refused(store, small) == ["too_large"]


@pytest.mark.parametrize("region", ["../firsttown", "..", "a/b", "a\\b", "A", "x" * 65, "a@2", "a.b", "c:", "甲"])
def test_an_id_that_is_no_plain_name(store: PackStore, tmp_path: Path, region: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(pack_text(region.replace("\\", "\\\\")), "utf-8")
    assert refused(store, path) == ["bad_form"]


@pytest.mark.parametrize("region", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_the_name_of_a_device(store: PackStore, tmp_path: Path, region: str) -> None:
    assert refused(store, write_pack(tmp_path / "in", region)) == ["reserved_name"]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 10_000 + "]" * 10_000,
        "a = " + "{b = " * 10_000 + "1" + "}" * 10_000,
        "[" + ".".join(["a"] * 10_000) + "]\n",
        "a" + ".a" * 10_000 + " = 1\n",
        "a" + ' . "a"' * 10_000 + " = 1\n",
        "\n".join("[" + ".".join(["a"] * depth) + "]" for depth in range(1, 200)),
    ],
    ids=["lists", "inline tables", "table", "key", "quoted key", "tables"],
)
def test_ten_thousand_tables_deep(store: PackStore, tmp_path: Path, text: str) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(f"{pack_text()}\n{text}", "utf-8")
    begin = time.process_time()
    assert refused(store, path) == ["too_deep"]
    assert time.process_time() - begin < 1


def test_what_would_take_ages_to_check(store: PackStore, tmp_path: Path) -> None:
    path = tmp_path / "slow.toml"
    questions, when = [], []
    for number in range(12):
        values = ", ".join(f'{{ id = "{value}", label = {{ zh = "是", en = "yes" }} }}' for value in ("a", "b"))
        question = f'question = {{ zh = "问", en = "q" }}\nwhy = {{ zh = "故", en = "w" }}\nvalues = [{values}]\n'
        questions.append(f'[[reading]]\nid = "q{number}"\n{question}')
        when.append(f'q{number} = "a"')
    head, tail = pack_text().split("[[cap]]", 1)
    text = f"{head}[[cap]]\nwhen = {{ {', '.join(when)} }}{tail}\n" + "\n".join(questions)
    path.write_text(text, "utf-8")
    assert refused(store, path) == ["too_many_ways"]
    row = "[[exclusion]]\n" + pack_text().split("[[exclusion]]\n", 1)[1].split("[[", 1)[0]
    path.write_text(pack_text() + "\n" + row * 1100, "utf-8")
    assert refused(store, path) == ["too_many_rules"]


def test_what_comes_with_the_program_is_superseded_only_by_a_later_trusted_version(
    store: PackStore, tmp_path: Path
) -> None:
    assert refused(store, write_pack(tmp_path / "own", "rizhao", 2)) == ["built_in_needs_signature"]
    assert refused(store, write_pack(tmp_path / "strange", "rizhao", 2, key=STRANGER)) == ["built_in_needs_trust"]
    assert refused(store, write_pack(tmp_path / "same", "rizhao", 1, key=SIGNER)) == ["built_in_is_newer"]
    assert refused(store, write_pack(tmp_path / "same", "rizhao", 1, key=SIGNER), replace=True) == ["built_in_is_newer"]
    store.install(read_candidate(write_pack(tmp_path / "later", "rizhao", 2, key=SIGNER)))
    assert store.library().pack("rizhao").version == 2


def test_what_someone_trusted_signed_gives_way_only_to_what_they_sign(store: PackStore, tmp_path: Path) -> None:
    for version in (1, 3, 4):
        for key in (None, STRANGER):
            path = write_pack(tmp_path / f"v{version}{key is None}", "firsttown", version, 9000, key=key)
            assert refused(store, path, replace=True) == ["signed_is_there"]
    path = write_pack(tmp_path / "other", "firsttown", 3, 9000, key=SIGNER)
    assert refused(store, path, replace=True) == ["version_is_there"]


def test_a_version_has_an_end(store: PackStore, tmp_path: Path) -> None:
    assert refused(store, write_pack(tmp_path / "in", version=1_000_000)) == ["version_out_of_range"]
    path = write_pack(tmp_path / "in")
    path.write_text(pack_text(version=int("9" * 300)), "utf-8")
    assert refused(store, path) == ["version_out_of_range"]


def test_a_terminal_for_everybody_takes_only_what_someone_trusted_signed(store: PackStore, tmp_path: Path) -> None:
    assert refused(store, write_pack(tmp_path / "own"), signed_only=True) == ["unsigned_not_here"]
    assert refused(store, write_pack(tmp_path / "other", key=STRANGER), signed_only=True) == ["untrusted_not_here"]
    store.install(read_candidate(write_pack(tmp_path / "in", key=SIGNER)), signed_only=True)
    assert "newtown" in store.library(signed_only=True)


# ---- what is installed


def test_what_was_checked_is_what_is_installed(store: PackStore, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", key=SIGNER)
    content, signature = path.read_bytes(), signature_of(path).read_bytes()
    candidate = read_candidate(path)
    path.write_text(pack_text(cap=9000), "utf-8")
    signature_of(path).unlink()
    found = store.install(candidate)
    assert (found.origin, found.signer) == ("signed", SIGNER.public())
    there = everything(store.folder)
    assert there["newtown@1.toml"] == content
    assert there["newtown@1.toml.sig"] == signature


def test_an_untrusted_signer_is_said_and_accepted_for_a_region_of_their_own(store: PackStore, tmp_path: Path) -> None:
    found = store.install(read_candidate(write_pack(tmp_path / "in", key=STRANGER)))
    assert (found.origin, found.name) == ("stranger", "newtown@1")
    assert store.library().origin("newtown") == "stranger"


def test_a_pack_of_ones_own_is_replaced_only_where_that_is_asked_for(store: PackStore, tmp_path: Path) -> None:
    store.install(own_candidate(pack_text().encode()))
    store.install(own_candidate((pack_text() + "\n# the same\n").encode()))
    assert refused(store, write_pack(tmp_path / "in", cap=9000)) == ["version_is_there"]
    store.install(own_candidate(pack_text(cap=9000).encode()), replace=True)
    assert store.library().pack("newtown").cap[0].amount == 9000_00
    store.install(own_candidate(pack_text(version=2).encode()))
    assert [one.name for one in store.library().installed()] == ["firsttown@3", "newtown@1", "newtown@2"]


def test_what_is_installed_is_its_owners_only(store: PackStore) -> None:
    if sys.platform == "win32":
        return
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_disk_that_fails_on_the_way_leaves_nothing(
    store: PackStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = list[Path]()

    def failing(path: Path, content: bytes) -> None:
        done.append(path)
        if path.suffix == ".toml":
            raise OSError(28, "No space left on device")
        replace_whole(path, content)

    monkeypatch.setattr(packs, "replace_whole", failing)
    assert refused(store, write_pack(tmp_path / "in", key=SIGNER)) == ["disk_full"]
    assert [path.suffix for path in done] == [".signed", ".sig", ".toml"]


@pytest.mark.parametrize(("there", "coming"), [(None, SIGNER), (STRANGER, SIGNER)])
def test_a_disk_that_fails_on_the_way_leaves_what_is_there(
    store: PackStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: PrivateKey | None,
    coming: PrivateKey,
) -> None:
    path = write_pack(tmp_path / "in", key=there)
    store.install(read_candidate(path))
    before = everything(store.folder)
    path.write_text(f"{pack_text()}\n# reads the same", "utf-8")
    beside(path, SIGNATURE_SUFFIX).write_bytes(sign(path.read_bytes(), coming).text())

    def failing(path: Path, content: bytes) -> None:
        if path.suffix == ".toml":
            raise OSError(28, "No space left on device")
        replace_whole(path, content)

    monkeypatch.setattr(packs, "replace_whole", failing)
    with pytest.raises(FaultsError) as caught:
        store.install(read_candidate(path))
    assert [fault.code for fault in caught.value.faults] == ["disk_full"]
    assert everything(store.folder) == before


def test_packs_are_removed_by_name(store: PackStore, tmp_path: Path) -> None:
    store.install(own_candidate(pack_text().encode()))
    store.install(own_candidate(pack_text(version=2).encode()))
    (store.folder / "broken@1.toml").write_text("[", "utf-8")
    before = everything(store.folder)
    for name, code in {
        "newtown": "which_version",
        "rizhao": "not_installed",
        "../packs/newtown@1": "not_installed",
    }.items():
        with pytest.raises(FaultsError) as caught:
            store.remove(name)
        assert [fault.code for fault in caught.value.faults] == [code]
        assert everything(store.folder) == before
    assert [store.remove(name) for name in ("newtown@1", "newtown", "broken", "firsttown")] == [
        *("newtown@1", "newtown@2", "broken@1", "firsttown@3")
    ]
    assert [name for name in everything(store.folder) if "trusted" not in name] == []


def test_many_at_once_leave_a_whole_folder(store: PackStore, tmp_path: Path) -> None:
    paths = [write_pack(tmp_path / f"in{number}", "newtown", number % 3 + 1, key=SIGNER) for number in range(12)]

    def install(path: Path) -> None:
        while True:
            try:
                PackStore(store.folder).install(read_candidate(path))
                return
            except FaultsError as error:  # a slow disk lets others wait for longer than they do
                if [fault.code for fault in error.faults] != ["packs_busy"]:
                    raise

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(install, paths))
    library = store.library()
    assert library.faulty() == []
    assert [one.name for one in library.installed()] == ["firsttown@3", *(f"newtown@{number}" for number in (1, 2, 3))]


def test_of_two_that_differ_one_is_refused(store: PackStore, tmp_path: Path) -> None:
    paths = [write_pack(tmp_path / f"in{cap}", cap=cap) for cap in (1000, 2000, 3000, 4000)]

    def install(path: Path) -> bool:
        try:
            PackStore(store.folder).install(read_candidate(path))
        except FaultsError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(install, paths)) == 1
    assert store.library().faulty() == []


def test_signers_are_trusted_and_distrusted(store: PackStore, tmp_path: Path) -> None:
    trust(store, STRANGER, tmp_path)
    assert {key.name for key in store.library().trusted()} == {SIGNER.name, STRANGER.name}
    assert store.distrust(STRANGER.public().fingerprint.upper()) == STRANGER.public()
    for wrong in (STRANGER.public().fingerprint, "", "../x", "*"):
        with pytest.raises(FaultsError) as caught:
            store.distrust(wrong)
        assert [fault.code for fault in caught.value.faults] == ["unknown_key"]
    assert [key.name for key in store.library().trusted()] == [SIGNER.name]


def test_the_folder_goes_with_the_persons_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJISUAN_DATA", str(tmp_path))
    assert packs_folder() == PackStore().folder == tmp_path / "packs"
    assert parse_pack(pack_text().encode(), "x.toml").id == "newtown"


# ---- whom one trusts


def renamed(key: PrivateKey, name: str) -> PrivateKey:
    return PrivateKey(key.seed, name)


def test_a_trusted_key_signs_under_no_other_name_than_the_one_it_is_trusted_under(
    store: PackStore, tmp_path: Path
) -> None:
    other = renamed(SIGNER, "国家医疗保障局")
    found = store.install(read_candidate(write_pack(tmp_path / "in", key=other)))
    assert found.origin == "signed"
    assert (found.signer, found.claimed) == (SIGNER.public(), other.public())
    (listed,) = [one for one in store.library().installed() if one.name == found.name]
    assert (listed.signer, listed.claimed) == (SIGNER.public(), other.public())
    said = origin_said(found, WORDINGS["zh"])
    assert said.startswith("由日照市医疗保障局")
    assert said.index("日照市医疗保障局") < said.index("国家医疗保障局")
    assert "自称" in said
    (plain,) = [one for one in store.library().installed() if one.pack.id == "firsttown"]
    assert "自称" not in origin_said(plain, WORDINGS["zh"])


def test_a_key_takes_no_other_name_by_being_sent_again(store: PackStore, tmp_path: Path) -> None:
    path = tmp_path / "again.pub"
    path.write_bytes(renamed(SIGNER, "国家医疗保障局").public().text())
    before = everything(store.folder)
    with pytest.raises(FaultsError) as caught:
        store.trust(path)
    assert [fault.code for fault in caught.value.faults] == ["trusted_under_other_name"]
    for wording in WORDINGS.values():
        assert "日照市医疗保障局" in wording.fault(caught.value.faults[0])
    assert everything(store.folder) == before
    path.write_bytes(SIGNER.public().text())
    assert store.trust(path) == SIGNER.public()
    store.distrust(SIGNER.public().fingerprint)
    path.write_bytes(renamed(SIGNER, "国家医疗保障局").public().text())
    assert store.trust(path).name == "国家医疗保障局"


@pytest.mark.parametrize("key", [SIGNER, STRANGER], ids=["trusted", "stranger"])
def test_a_signed_pack_without_its_signature_does_not_become_ones_own(
    key: PrivateKey, store: PackStore, tmp_path: Path
) -> None:
    store.install(read_candidate(write_pack(tmp_path / "in", key=key)))
    beside(store.folder / "newtown@1.toml", SIGNATURE_SUFFIX).unlink()
    library = store.library()
    assert "newtown" not in library
    assert [[fault.code for fault in one.faults] for one in library.faulty()] == [["signature_gone"]]
    for wording in WORDINGS.values():
        assert "newtown@1.toml.sig" in wording.fault(library.faulty()[0].faults[0])
    # Asked for, it may be; or it comes back with its signature.
    store.install(read_candidate(write_pack(tmp_path / "in", key=key)))
    assert store.library().origin("newtown") == ("signed" if key is SIGNER else "stranger")
    store.remove("newtown")
    assert [name for name in everything(store.folder) if "newtown" in name] == []
    store.install(own_candidate(pack_text().encode()))
    assert store.library().origin("newtown") == "own"


def test_a_strangers_pack_that_is_replaced_by_ones_own_is_ones_own(store: PackStore, tmp_path: Path) -> None:
    store.install(read_candidate(write_pack(tmp_path / "in", key=STRANGER)))
    store.install(own_candidate(pack_text(cap=9000).encode()), replace=True)
    assert store.library().origin("newtown") == "own"
    assert sorted(name for name in everything(store.folder) if "newtown" in name) == ["newtown@1.toml"]
