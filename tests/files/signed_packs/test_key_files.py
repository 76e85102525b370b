"""Key files and signatures: made once, kept from others, and never written over."""

import stat
import sys
from pathlib import Path

import pytest
from pack_files import SIGNER, everything, write_pack

from calculator.files.signed_packs.key_files import beside, make_key, read_key, sign_pack
from calculator.files.signed_packs.pack_store import read_candidate
from calculator.ground.faults import FaultsError
from calculator.policy.installed.signature import PUBLIC_SUFFIX, SIGNATURE_SUFFIX


def test_a_key_signs_a_pack(tmp_path: Path) -> None:
    public = make_key(tmp_path / "key", "王五")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    path = write_pack(tmp_path / "in")
    target, signature = sign_pack(path, read_key(tmp_path / "key"))
    assert target == beside(path, SIGNATURE_SUFFIX)
    assert read_candidate(path).signature == signature
    assert signature.signer == public
    with pytest.raises(FaultsError):
        sign_pack(path, read_key(tmp_path / "key"))
    sign_pack(path, read_key(tmp_path / "key"), replace=True)


@pytest.mark.parametrize("suffix", ["", PUBLIC_SUFFIX])
def test_no_key_is_ever_written_over(tmp_path: Path, suffix: str) -> None:
    there = tmp_path / f"key{suffix}"
    there.write_bytes(b"precious")
    with pytest.raises(FaultsError) as caught:
        make_key(tmp_path / "key", "王五")
    assert [fault.code for fault in caught.value.faults] == ["already_there"]
    assert everything(tmp_path) == {there.name: b"precious"}


@pytest.mark.parametrize(
    ("place", "code"),
    [("gone/key", "no_such_folder"), ("file/key", "no_such_folder"), ("folder", "is_a_folder")],
)
def test_where_a_key_cannot_be_is_told(tmp_path: Path, place: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FaultsError) as caught:
        make_key(tmp_path / place, "王五")
    assert [fault.code for fault in caught.value.faults] == [code]
    assert everything(tmp_path) == {"file": b""}


def test_a_broken_pack_is_not_signed(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("x = [", "utf-8")
    with pytest.raises(FaultsError):
        sign_pack(path, SIGNER)
    assert everything(tmp_path) == {"x.toml": b"x = ["}
