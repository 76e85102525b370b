"""Signatures: what fits is accepted, and nothing else is, whatever one bit of it."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements import WORDINGS

from calculator.ground.faults import FaultsError
from calculator.policy.installed.signature import (
    PrivateKey,
    PublicKey,
    Signature,
    check,
    new_key,
    read_private_key,
    read_public_key,
    read_signature,
    sign,
)

KEY, OTHER = PrivateKey(bytes(range(32)), "李四"), new_key("somebody else")


def codes(content: bytes, signature: Signature) -> list[str]:
    try:
        check(content, signature, "a.toml.sig")
    except FaultsError as error:
        found = error
    else:
        return []
    assert found.where == "a.toml.sig"
    assert all("{" not in wording.fault(fault) for wording in WORDINGS.values() for fault in found.faults)
    return [fault.code for fault in found.faults]


@given(content=st.binary(max_size=300))
def test_what_was_signed_is_accepted_through_its_file(content: bytes) -> None:
    signature = read_signature(sign(content, KEY).text(), "a.toml.sig")
    assert signature.signer == KEY.public()
    assert codes(content, signature) == []


@given(content=st.binary(min_size=1, max_size=300), data=st.data())
def test_a_changed_bit_is_refused(content: bytes, data: st.DataObject) -> None:
    signature = sign(content, KEY)
    place, bit = data.draw(st.integers(0, len(content) - 1)), 1 << data.draw(st.integers(0, 7))
    changed = bytes([*content[:place], content[place] ^ bit, *content[place + 1 :]])
    assert codes(changed, signature) == ["signature_wrong"]
    place = data.draw(st.integers(0, 63))
    value = bytes([*signature.value[:place], signature.value[place] ^ bit, *signature.value[place + 1 :]])
    assert codes(content, Signature(signature.signer, value)) == ["signature_wrong"]
    assert codes(content + b"\n", signature) == ["signature_wrong"]
    assert codes(content[:-1], signature) == ["signature_wrong"]


def test_neither_another_key_nor_another_name_fits() -> None:
    signature = sign(b"text", KEY)
    assert codes(b"text", Signature(OTHER.public(), signature.value)) == ["signature_wrong"]
    assert codes(b"text", Signature(PublicKey(KEY.public().key, "王五"), signature.value)) == ["signature_wrong"]
    # The null point would fit any text for some libraries.
    assert codes(b"text", Signature(PublicKey(bytes(32), "nobody"), bytes(64))) == ["signature_wrong"]


def test_a_signature_of_the_same_bytes_for_something_else_does_not_fit() -> None:
    from nacl.signing import SigningKey

    bare = SigningKey(KEY.seed).sign(b"text").signature
    assert codes(b"text", Signature(KEY.public(), bare)) == ["signature_wrong"]


@given(cut=st.integers(0, 230))
def test_a_signature_cut_off_anywhere_is_refused(cut: int) -> None:
    whole = sign(b"text", KEY).text()
    cut = min(cut, len(whole) - 2)  # without its last line end alone it is still whole
    with pytest.raises(FaultsError):
        check(b"text", read_signature(whole[:cut], "a.sig"), "a.sig")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n", "empty_file"),
        (b"\xff\xfe", "not_utf8"),
        (b"x" * 5000, "too_large"),
        (KEY.public().text(), "not_a_key_file"),
        (sign(b"text", KEY).text().replace(b"ed25519", b"rsa"), "not_a_key_file"),
        (sign(b"text", KEY).text() + b"more: 1\n", "not_a_key_file"),
        (sign(b"text", KEY).text().replace(b"signature: ", b"signature: *"), "not_key_material"),
        (sign(b"text", KEY).text().replace("李四".encode(), b"a\tb"), "not_a_name"),
        (sign(b"text", KEY).text().replace("李四".encode(), "a\u202eb".encode()), "not_a_name"),
    ],
)
def test_what_is_no_signature_says_so(content: bytes, code: str) -> None:
    with pytest.raises(FaultsError) as caught:
        read_signature(content, "a.sig")
    assert [fault.code for fault in caught.value.faults] == [code]
    for wording in WORDINGS.values():
        assert "{" not in wording.fault(caught.value.faults[0])


def test_keys_go_through_their_files() -> None:
    assert read_private_key(KEY.text(), "key") == KEY
    assert read_public_key(KEY.public().text(), "key.pub") == KEY.public()
    assert read_public_key(KEY.public().text().replace(b"\n", b"\r\n"), "key.pub") == KEY.public()
    assert KEY.public().fingerprint == "5647-5aa7-5463-474c-0285"
    assert new_key("a").public().fingerprint != new_key("a").public().fingerprint


def test_a_private_key_is_never_quoted() -> None:
    secret = b64encode(KEY.seed).decode()
    assert secret not in repr(KEY)
    with pytest.raises(FaultsError) as caught:
        read_private_key(KEY.text().replace(secret.encode(), secret.encode()[:-4]), "key")
    assert all(
        secret[:20] not in wording.fault(fault) for fault in caught.value.faults for wording in WORDINGS.values()
    )


@pytest.mark.parametrize("name", ["", " ", " a", "a\nb", "a\0b", "x" * 101])
def test_a_signers_name_stands_on_one_line(name: str) -> None:
    with pytest.raises(FaultsError):
        new_key(name)


@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_refused_with_a_sentence(content: bytes) -> None:
    for start in (b"", b"gongjisuan-signature/1\nalgorithm: ed25519\nsigner: a\n"):
        for read in (read_signature, read_public_key, read_private_key):
            with pytest.raises(FaultsError) as caught:
                read(start + content, "a.sig")
            assert all(
                wording.fault(fault).isprintable() for wording in WORDINGS.values() for fault in caught.value.faults
            )
