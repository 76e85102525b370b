"""Who signed a pack: Ed25519 over the exact bytes, looked at before anything in them is read.

Keys and signatures are small text files of `name: value` lines. The signer's name is signed with the bytes, so that
nobody else's name can be put on a signature.
"""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from calculator.ground.faults import Fault, FaultsError, quoted

MAX_SMALL_BYTES = 1 << 12
"""The size of the largest key file or signature file that is read."""
SIGNATURE_SUFFIX, PUBLIC_SUFFIX = ".sig", ".pub"
_ALGORITHM = "ed25519"
_SIGNATURE, _PUBLIC, _PRIVATE = "gongjisuan-signature/1", "gongjisuan-public-key/1", "gongjisuan-private-key/1"
_KEY_SIZE, _SIGNATURE_SIZE, _SHOWN = 32, 64, 10
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A signer's public key, with the name that they go by."""

    key: bytes
    name: str

    @property
    def fingerprint(self) -> str:
        """What people compare: twenty hexadecimal digits in groups of four, from the key alone."""
        digits = hashlib.sha256(self.key).hexdigest()[: 2 * _SHOWN]
        return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))

    def text(self) -> bytes:
        """The public key's file."""
        return _written(_PUBLIC, {"name": self.name, "public-key": _coded(self.key)})


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """What a signer keeps to themselves."""

    seed: bytes
    name: str

    def public(self) -> PublicKey:
        """The key that others check signatures with."""
        from nacl.signing import SigningKey

        return PublicKey(bytes(SigningKey(self.seed).verify_key), self.name)

    def text(self) -> bytes:
        """The private key's file."""
        return _written(_PRIVATE, {"name": self.name, "private-key": _coded(self.seed)})

    def __repr__(self) -> str:
        # A key that is in a message by accident is no key any more.
        return f"PrivateKey({self.name!r})"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it is written beside a pack; whether it is right, `check` tells."""

    signer: PublicKey
    value: bytes

    def text(self) -> bytes:
        """The signature's file."""
        fields = {"signer": self.signer.name, "public-key": _coded(self.signer.key), "signature": _coded(self.value)}
        return _written(_SIGNATURE, fields)


def new_key(name: str) -> PrivateKey:
    """A key from the system's randomness. Raises FaultsError for a name that no line can hold."""
    from nacl.signing import SigningKey

    return PrivateKey(bytes(SigningKey.generate()), _name(name, "name", ""))


def sign(content: bytes, key: PrivateKey) -> Signature:
    """The signature over the exact bytes."""
    from nacl.signing import SigningKey

    public = key.public()
    return Signature(public, SigningKey(key.seed).sign(_message(content, public.name)).signature)


def check(content: bytes, signature: Signature, where: str) -> None:
    """Raises FaultsError where the signature is not one of these bytes by this signer."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(signature.signer.key).verify(_message(content, signature.signer.name), signature.value)
    except (BadSignatureError, ValueError):
        figures = {"signer": signature.signer.name, "fingerprint": signature.signer.fingerprint}
        raise FaultsError([Fault("", "signature_wrong", figures)], where) from None


def read_signature(content: bytes, where: str) -> Signature:
    """The signature in a file's bytes. Raises FaultsError; of what is signed it says nothing yet."""
    fields = _fields(content, _SIGNATURE, ("signer", "public-key", "signature"), where)
    key = _decoded(fields, "public-key", _KEY_SIZE, where)
    signer = PublicKey(key, _name(fields["signer"], "signer", where))
    return Signature(signer, _decoded(fields, "signature", _SIGNATURE_SIZE, where))


def read_public_key(content: bytes, where: str) -> PublicKey:
    """The public key in a file's bytes. Raises FaultsError."""
    fields = _fields(content, _PUBLIC, ("name", "public-key"), where)
    return PublicKey(_decoded(fields, "public-key", _KEY_SIZE, where), _name(fields["name"], "name", where))


def read_private_key(content: bytes, where: str) -> PrivateKey:
    """The private key in a file's bytes. Raises FaultsError, which quotes nothing of the key."""
    fields = _fields(content, _PRIVATE, ("name", "private-key"), where)
    return PrivateKey(_decoded(fields, "private-key", _KEY_SIZE, where), _name(fields["name"], "name", where))


def _message(content: bytes, signer: str) -> bytes:
    """What is signed: the format first, so that no signature over anything else can be taken for one over a pack."""
    return b"\0".join((_SIGNATURE.encode(), signer.encode(), content))


def _coded(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _written(form: str, fields: dict[str, str]) -> bytes:
    lines = [form, f"algorithm: {_ALGORITHM}", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\n".join(lines) + "\n").encode()


def _fields(content: bytes, form: str, names: tuple[str, ...], where: str) -> dict[str, str]:
    """The values of a small file's lines, which are exactly those of its format, in their order."""
    wrong = FaultsError([Fault("", "not_a_key_file", {"expected": form})], where)
    if len(content) > MAX_SMALL_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "4 KiB"})], where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultsError([Fault("", "not_utf8")], where) from None
    if not text.strip():
        raise FaultsError([Fault("", "empty_file")], where)
    first, *lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    pairs = [line.split(": ", 1) for line in lines]
    if first != form or any(len(pair) != 2 for pair in pairs):
        raise wrong
    fields = dict(pairs)
    if [name for name, _value in pairs] != ["algorithm", *names] or fields["algorithm"] != _ALGORITHM:
        raise wrong
    return fields


def _decoded(fields: dict[str, str], name: str, size: int, where: str) -> bytes:
    try:
        value = b64decode(fields[name], validate=True)
    except ValueError:
        value = b""
    if len(value) != size:
        raise FaultsError([Fault(name, "not_key_material", {"size": size})], where)
    return value


def _name(text: str, path: str, where: str) -> str:
    """A signer's name: on one line, with nothing in it that is not seen."""
    if not text.strip() or text != text.strip() or len(text) > _LONGEST_NAME or not text.isprintable():
        raise FaultsError([Fault(path, "not_a_name", {"found": quoted(text), "longest": _LONGEST_NAME})], where)
    return text
