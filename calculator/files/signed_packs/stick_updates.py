"""Packs from a stick, for a terminal that anyone may touch: signature first, only newer ones, and back by one step.

What is offered was read once and is what would be installed: a stick that is pulled out meanwhile changes nothing.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from calculator.files.signed_packs.pack_store import Candidate, PackStore, read_candidate, read_signature_beside
from calculator.ground.faults import Fault, FaultsError, quoted, unreadable
from calculator.policy.installed.admission import SUFFIX, Available
from calculator.policy.pack import Pack

STICKS = (Path("/run/gongjisuan-stick"), Path("/media"), Path("/run/media"))
"""Below these the system shows what was plugged in: each stick a folder, or one a user."""
OWN_FOLDER = "gongjisuan"
"""A stick's packs lie at its top or in a folder of this name."""
_MOST_FILES = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a stick: what would be installed and what it would replace, or why it cannot be installed."""

    file: str
    candidate: Candidate | None
    found: Available | None
    replaced: Pack | None
    faults: tuple[Fault, ...] = ()

    @property
    def used(self) -> int | None:
        """The version in use that it would replace; None for a region that is new here."""
        return None if self.replaced is None else self.replaced.version


@dataclass(frozen=True, slots=True)
class Installed:
    """A region's version in use, where it comes from, and to which version one step back leads; None where to none."""

    region: str
    used: Available
    before: int | None


def sticks(places: Iterable[Path] = STICKS) -> list[Path]:
    """The folders of what is plugged in."""
    found = list[Path]()
    for place in places:
        for folder in _folders(place):
            below = [] if os.path.ismount(folder) else [one for one in _folders(folder) if os.path.ismount(one)]
            found += below or [folder]
    return found


def _folders(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def offers(stick: Path, store: PackStore) -> list[Offer]:
    """What a stick has to offer, by the names of its files. Raises FaultsError where it cannot be read."""
    found = list(islice(_packs(stick), _MOST_FILES))
    return [_offer(path, store) for path in sorted(found)]


def _packs(stick: Path) -> Iterator[Path]:
    try:
        for folder in (stick, stick / OWN_FOLDER):
            if folder == stick or folder.is_dir():
                with os.scandir(folder) as entries:
                    names = [entry.name for entry in entries if entry.name.endswith(SUFFIX)]
                yield from (folder / name for name in names if not name.startswith("."))
    except OSError as error:
        raise FaultsError([unreadable(error)], stick.name) from None


def _offer(path: Path, store: PackStore) -> Offer:
    try:
        _require_trusted(path, store)
        candidate = read_candidate(path)
        replaced = _used(store, candidate.pack.id)
        found = admitted(candidate, store)
    except FaultsError as error:
        return Offer(path.name, None, None, None, error.faults)
    return Offer(path.name, candidate, found, replaced)


def _require_trusted(path: Path, store: PackStore) -> None:
    """Raises FaultsError for a pack without the signature of someone trusted; nothing of it has been read by then."""
    signature = read_signature_beside(path)
    if signature is None:
        raise FaultsError([Fault("", "unsigned_not_here")], path.name)
    if signature.signer.key not in {key.key for key in store.library().trusted()}:
        figures = {"signer": signature.signer.name, "fingerprint": signature.signer.fingerprint}
        raise FaultsError([Fault("", "untrusted_not_here", figures)], path.name)


def _used(store: PackStore, region: str) -> Pack | None:
    """The pack of a region that is in use."""
    library = store.library(signed_only=True)
    return library.pack(region) if region in library else None


def admitted(candidate: Candidate, store: PackStore) -> Available:
    """The candidate as it would be installed: signed by someone trusted, and newer than what is in use.

    Raises FaultsError.
    """
    found = store.refuse(candidate, signed_only=True)
    used = _used(store, candidate.pack.id)
    if used is not None and candidate.pack.version <= used.version:
        figures = {"found": quoted(candidate.pack.id), "version": candidate.pack.version, "there": used.version}
        raise FaultsError([Fault("version", "not_newer", figures)], candidate.where)
    return found


def take(offer: Offer, store: PackStore) -> Available:
    """Install what was offered. Raises FaultsError; nothing is changed then."""
    if offer.candidate is None:
        raise FaultsError(offer.faults, offer.file)
    admitted(offer.candidate, store)  # something may have been installed since it was offered
    return store.install(offer.candidate, signed_only=True)


def in_use(store: PackStore) -> list[Installed]:
    """Each region's version in use, with where one step back leads."""
    library = store.library(signed_only=True)
    found = []
    for region in library.ids():
        used = library.chosen(region)
        older = [one.pack.version for one in library.versions(region) if one.pack.version < used.pack.version]
        before = max(older, default=None) if used.origin == "signed" else None
        found.append(Installed(region, used, before))
    return found


def step_back(region: str, store: PackStore) -> int:
    """Remove the version in use, so that the one before holds again; gives that. Raises FaultsError."""
    one = next((one for one in in_use(store) if one.region == region), None)
    if one is None or one.before is None:
        raise FaultsError([Fault("", "nothing_before", {"found": quoted(region)})])
    store.remove(one.used.name)
    return one.before
