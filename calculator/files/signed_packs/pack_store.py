"""Installed packs on the disk: looked at, put in place, removed; and the signers that a person trusts.

What is installed is the bytes that were read and checked, once; the file that they came from is not opened again.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from calculator.files.disk import Disk, unwritable
from calculator.files.folders import packs_folder
from calculator.files.signed_packs.key_files import beside, read_public
from calculator.files.whole_file import replace_whole
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.plain_files import is_link, read_plain
from calculator.policy.installed.admission import (
    MOST_VERSION,
    SIGNED_SUFFIX,
    SUFFIX,
    TRUSTED,
    Available,
    admit,
    available,
    is_fingerprint,
    parts_of,
    reserved,
)
from calculator.policy.installed.signature import (
    MAX_SMALL_BYTES,
    PUBLIC_SUFFIX,
    SIGNATURE_SUFFIX,
    PublicKey,
    Signature,
    check,
    read_signature,
)
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

_LOCK = ".lock"
_PATIENCE, _PAUSE = 5.0, 0.02
"""Seconds that are waited for another program to be done with the folder, and between two looks."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pack that was read and found whole, with its signature checked; these bytes are what would be installed."""

    content: bytes
    pack: Pack
    signature: Signature | None = None
    where: str = ""


def read_candidate(path: Path) -> Candidate:
    """A pack that someone would install, with the signature beside it where there is one. Raises FaultsError.

    The signature is checked before anything in the pack is looked at.
    """
    content = read_plain(path, MAX_PACK_BYTES, "1 MiB")
    signature = read_signature_beside(path)
    if signature is not None:
        check(content, signature, beside(path, SIGNATURE_SUFFIX).name)
    return Candidate(content, parse_pack(content, path.name), signature, path.name)


def read_signature_beside(path: Path) -> Signature | None:
    """The signature beside a pack, not checked yet; None where there is none. Raises FaultsError."""
    own = beside(path, SIGNATURE_SUFFIX)
    if not os.path.lexists(own):
        return None
    return read_signature(read_plain(own, MAX_SMALL_BYTES, "4 KiB"), own.name)


def own_candidate(content: bytes, where: str = "") -> Candidate:
    """A pack of the person's own making, not signed. Raises FaultsError."""
    return Candidate(content, parse_pack(content, where), None, where)


class PackStore:
    """The folder of installed packs, of which every change is whole or none; several programs may use it at once."""

    def __init__(self, folder: Path | None = None, disk: Disk | None = None) -> None:
        self.folder = folder or packs_folder()
        self._disk = disk or Disk()

    def library(self, *, signed_only: bool = False, forgiving: bool = False) -> Library:
        """What comes with the program and what is installed at this moment."""
        return Library.of_person(self.folder, signed_only=signed_only, forgiving=forgiving)

    def as_available(self, candidate: Candidate) -> Available:
        """The candidate as it would be if it were installed now."""
        trusted = {key.key: key for key in self.library().trusted()}
        return available(candidate.pack, candidate.signature, trusted)

    def refuse(self, candidate: Candidate, *, replace: bool = False, signed_only: bool = False) -> Available:
        """The candidate as it would be installed. Raises FaultsError where it may not be.

        A version that is there stays, unless it reads the same; with `replace`, one that nobody trusted has signed
        gives way.
        """
        found, library, pack = self.as_available(candidate), self.library(), candidate.pack
        if reserved(pack.id):
            raise FaultsError([Fault("id", "reserved_name", {"found": quoted(pack.id)})], candidate.where)
        if pack.version > MOST_VERSION:
            limits = {"found": quoted(pack.version), "limit": MOST_VERSION}
            raise FaultsError([Fault("version", "version_out_of_range", limits)], candidate.where)
        there = library.versions(pack.id)
        built_in = next((one.pack for one in there if one.origin == "built_in"), None)
        try:
            admit(found, built_in, signed_only=signed_only)
        except FaultsError as error:
            raise FaultsError(error.faults, candidate.where) from None
        signed = [one for one in there if one.origin == "signed" and one.signer is not None]
        if found.origin != "signed" and signed:
            figures = {"found": quoted(pack.id), "signer": signed[-1].signer.name if signed[-1].signer else ""}
            raise FaultsError([Fault("id", "signed_is_there", figures)], candidate.where)
        same = next((one for one in there if one.pack.version == pack.version), None)
        if same is not None and same.pack != pack and (same.origin == "signed" or not replace):
            raise FaultsError([Fault("version", "version_is_there", {"found": quoted(found.name)})], candidate.where)
        return found

    def install(self, candidate: Candidate, *, replace: bool = False, signed_only: bool = False) -> Available:
        """Put a pack in place. Raises FaultsError; nothing is changed then."""
        with self._held():
            found = self.refuse(candidate, replace=replace, signed_only=signed_only)
            path = self.folder / (found.name + SUFFIX)
            before = self._signature_there(path)
            # The signature first: without its pack it is nothing, while a pack without it would pass for unsigned.
            self._sign(path, candidate.signature)
            try:
                self._put(path, candidate.content)
            except FaultsError:
                with suppress(FaultsError):
                    before()
                raise
            if candidate.signature is None:
                self._remove(beside(path, SIGNED_SUFFIX))
        return found

    def remove(self, name: str) -> str:
        """Remove an installed pack, `REGION` or `REGION@VERSION`, also a faulty one; gives its whole name.

        Cases that use it stay as they are. Raises FaultsError.
        """
        parts = parts_of(name)
        with self._held():
            names = self._names()
            asked = [one for one in names if name in (one, (parts_of(one) or ("",))[0])]
            if parts is None or not asked:
                figures = {"found": quoted(name), "expected": ", ".join(names)}
                raise FaultsError([Fault("", "not_installed", figures)])
            if len(asked) > 1:
                figures = {"found": quoted(name), "expected": ", ".join(asked)}
                raise FaultsError([Fault("", "which_version", figures)])
            path = self.folder / (asked[0] + SUFFIX)
            self._remove(path)
            self._unsign(path)
        return asked[0]

    def trust(self, path: Path) -> PublicKey:
        """Trust the signer whose public key is in a file, under the name that stands there. Raises FaultsError.

        A key that is trusted already keeps its name: nobody takes another one by sending their key again.
        """
        key = read_public(path)
        with self._held():
            there = next((one for one in self.library().trusted() if one.key == key.key), key)
            if there.name != key.name:
                figures = {"found": quoted(key.name), "there": quoted(there.name), "fingerprint": key.fingerprint}
                raise FaultsError([Fault("name", "trusted_under_other_name", figures)], path.name)
            self._make(self.folder / TRUSTED)
            self._put(self.folder / TRUSTED / (key.fingerprint + PUBLIC_SUFFIX), key.text())
        return key

    def distrust(self, fingerprint: str) -> PublicKey:
        """Trust a signer no longer, named by their key's fingerprint. Raises FaultsError."""
        with self._held():
            keys = {key.fingerprint: key for key in self.library().trusted()}
            key = keys.get(fingerprint.lower())
            if key is None or not is_fingerprint(key.fingerprint):
                figures = {"found": quoted(fingerprint), "expected": ", ".join(keys)}
                raise FaultsError([Fault("", "unknown_key", figures)])
            self._remove(self.folder / TRUSTED / (key.fingerprint + PUBLIC_SUFFIX))
        return key

    def _names(self) -> list[str]:
        """What is installed, whole or faulty, as `REGION@VERSION`."""
        stems = [path.name.removesuffix(SUFFIX) for path in self.folder.glob(f"*{SUFFIX}")]
        return sorted(stem for stem in stems if (parts_of(stem) or ("", None))[1] is not None)

    # ---- the folder

    @contextmanager
    def _held(self) -> Iterator[None]:
        """The folder, made where it is missing, with no other program changing it. Raises FaultsError."""
        self._make(self.folder)
        lock = self.folder / _LOCK
        try:
            with suppress(FileExistsError):
                self._disk.close(self._disk.create(lock))
            descriptor = self._disk.open(lock)
        except OSError as error:
            raise FaultsError([unwritable(error)], str(self.folder)) from None
        try:
            end = time.monotonic() + _PATIENCE
            while not self._disk.seize(descriptor):
                if time.monotonic() > end:
                    raise FaultsError([Fault("", "packs_busy")], str(self.folder))
                time.sleep(_PAUSE)
            yield
        finally:
            self._disk.close(descriptor)

    def _make(self, folder: Path) -> None:
        try:
            self._disk.make_folder(folder)
            if is_link(folder.lstat()):
                raise FaultsError([Fault("", "is_a_link")], str(folder))
        except FileExistsError:  # something of this name that is no folder
            raise FaultsError([Fault("", "already_there")], str(folder)) from None
        except OSError as error:
            raise FaultsError([unwritable(error)], str(folder)) from None

    def _signature_there(self, path: Path) -> Callable[[], None]:
        """What brings back the signature that a pack has now; for a faulty one any that does not fit is as good."""
        try:
            signature = read_signature_beside(path)
        except FaultsError:
            return lambda: None
        return lambda: self._unsign(path) if signature is None else self._sign(path, signature)

    def _sign(self, path: Path, signature: Signature | None) -> None:
        """Put a signature beside a pack, after the mark that it has one; or have none there, while the mark stays.

        Whatever ends this halfway, a pack that was signed never passes for the person's own.
        """
        if signature is not None:
            self._put(beside(path, SIGNED_SUFFIX), f"{signature.signer.fingerprint}\n".encode())
            self._put(beside(path, SIGNATURE_SUFFIX), signature.text())
        else:
            self._remove(beside(path, SIGNATURE_SUFFIX))

    def _unsign(self, path: Path) -> None:
        """Have neither a signature nor the mark of one beside a pack."""
        self._remove(beside(path, SIGNATURE_SUFFIX))
        self._remove(beside(path, SIGNED_SUFFIX))

    def _put(self, path: Path, content: bytes) -> None:
        try:
            replace_whole(path, content)
        except OSError as error:
            raise FaultsError([unwritable(error)], str(path)) from None

    def _remove(self, path: Path) -> None:
        try:
            with suppress(FileNotFoundError):
                self._disk.unlink(path)
                self._disk.sync_folder(path.parent)
        except OSError as error:
            raise FaultsError([unwritable(error)], str(path)) from None
