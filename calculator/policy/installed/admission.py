"""Installed packs: how their files are called, what must hold before one is used, and which of several it is.

A person's folder of packs holds `REGION@VERSION.toml`, beside it `….toml.sig` where it is signed, and in `trusted/`
the public keys of the signers that the person trusts, as `FINGERPRINT.pub`. `….toml.signed` says that a pack came with
a signature, so that it does not pass for the person's own where that is gone. A case names a region by `REGION`, which
is its newest version, or by `REGION@VERSION`, which is that one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.language import N_, translate
from calculator.policy.installed.signature import PublicKey, Signature
from calculator.policy.pack import Pack
from calculator.policy.pack_fields import Text
from calculator.policy.packs import Origin

SUFFIX = ".toml"
TRUSTED, SIGNED_SUFFIX = "trusted", ".signed"
MOST_VERSION = 999_999
_REGION = re.compile(r"([a-z0-9][a-z0-9-]{0,63})(?:@([1-9][0-9]{0,5}))?", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){4}", re.ASCII)
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_PINNED = N_("{name} (version {version})")


@dataclass(frozen=True, slots=True)
class Available:
    """A pack that can be used, and where it comes from; `signature` has been checked.

    `trusted` is the key of whoever signed it, under the name by which the person trusted it.
    """

    pack: Pack
    origin: Origin
    signature: Signature | None = None
    trusted: PublicKey | None = None

    @property
    def name(self) -> str:
        """`REGION@VERSION`."""
        return name_of(self.pack.id, self.pack.version)

    @property
    def signer(self) -> PublicKey | None:
        """Who signed it: by the name under which the person trusts them, else by the one that they give themselves."""
        return self.trusted or self.claimed

    @property
    def claimed(self) -> PublicKey | None:
        """Who signed it by the name that they give themselves, which may be anybody's."""
        return None if self.signature is None else self.signature.signer


@dataclass(frozen=True, slots=True)
class Faulty:
    """An installed pack that is not used, by the name of its file without ending, and why."""

    name: str
    faults: tuple[Fault, ...]


def name_of(region: str, version: int) -> str:
    """How one version of a region is called in a case, and its file but for the ending."""
    return f"{region}@{version}"


def parts_of(name: str) -> tuple[str, int | None] | None:
    """The region and the version of `REGION` or `REGION@VERSION`; None for what names no region."""
    match = _REGION.fullmatch(name)
    return None if match is None else (match[1], None if match[2] is None else int(match[2]))


def is_fingerprint(text: str) -> bool:
    """Whether a text has the form of a key's fingerprint."""
    return _FINGERPRINT.fullmatch(text) is not None


def reserved(region: str) -> bool:
    """Whether Windows takes a file of this name for a device."""
    return region in _DEVICES


def pinned(pack: Pack) -> Pack:
    """The pack as a case has it that names its version: called so everywhere, in its id and in its name."""
    zh, en = (translate(_PINNED, language) for language in ("zh", "en"))
    name = Text(
        zh=zh.format(name=pack.name.zh, version=pack.version), en=en.format(name=pack.name.en, version=pack.version)
    )
    return pack.model_copy(update={"id": name_of(pack.id, pack.version), "name": name})


def available(pack: Pack, signature: Signature | None, trusted: Mapping[bytes, PublicKey]) -> Available:
    """An installed pack with where it comes from; `trusted` are the keys that the person trusts."""
    if signature is None:
        return Available(pack, "own")
    key = trusted.get(signature.signer.key)
    return Available(pack, "stranger" if key is None else "signed", signature, key)


def admit(found: Available, built_in: Pack | None, *, signed_only: bool) -> None:
    """Raises FaultsError where an installed pack may not be used, however whole it is.

    Only someone trusted may take the place of what comes with the program, and only with a later version; where
    `signed_only`, as on a terminal for everybody, nothing else is used at all.
    """
    pack, figures = found.pack, {"found": quoted(found.pack.id), "version": found.pack.version}
    if built_in is not None and found.origin == "own":
        raise FaultsError([Fault("id", "built_in_needs_signature", figures)], found.name)
    if built_in is not None and found.origin == "stranger":
        raise FaultsError([Fault("id", "built_in_needs_trust", {**figures, **_who(found)})], found.name)
    if built_in is not None and pack.version <= built_in.version:
        raise FaultsError([Fault("version", "built_in_is_newer", {**figures, "there": built_in.version})], found.name)
    if signed_only and found.origin == "own":
        raise FaultsError([Fault("", "unsigned_not_here")], found.name)
    if signed_only and found.origin == "stranger":
        raise FaultsError([Fault("", "untrusted_not_here", _who(found))], found.name)


def _who(found: Available) -> dict[str, object]:
    signer = found.signer
    return {} if signer is None else {"signer": signer.name, "fingerprint": signer.fingerprint}


def newest(choices: Iterable[Available]) -> Available | None:
    """The version that a region's plain name means: the highest that is signed by someone trusted or comes with the
    program; where there is none such, the highest of all.
    """
    ranked = sorted(choices, key=lambda found: (found.origin in ("built_in", "signed"), found.pack.version))
    return ranked[-1] if ranked else None
