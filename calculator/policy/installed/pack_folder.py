"""A person's folder of installed packs as it is when it is first looked at; nothing here changes it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from calculator.ground.faults import Fault, FaultsError, quoted, unreadable
from calculator.ground.plain_files import is_link, read_plain
from calculator.policy.installed.admission import (
    SIGNED_SUFFIX,
    SUFFIX,
    TRUSTED,
    Available,
    Faulty,
    admit,
    available,
    name_of,
    parts_of,
)
from calculator.policy.installed.signature import (
    MAX_SMALL_BYTES,
    PUBLIC_SUFFIX,
    SIGNATURE_SUFFIX,
    PublicKey,
    Signature,
    check,
    read_public_key,
    read_signature,
)
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

_MOST_FILES = 10_000
_SMALL = "4 KiB"


class PackFolder:
    """The packs in a folder, each read, its signature checked and only then parsed, when it is first asked for.

    `built_in` gives what comes with the program under an id. A pack that is faulty, or may not be used, is not among
    those `of` a region, and is told of by `faulty`.
    """

    def __init__(self, folder: Path, built_in: Callable[[str], Pack | None], *, signed_only: bool) -> None:
        self._folder, self._built_in, self._signed_only = folder, built_in, signed_only
        self._odd: list[Faulty] = []
        self._names = self._listed()
        self._keys: dict[bytes, PublicKey] | None = None
        self._found: dict[str, list[Available]] = {}
        self._faulty: dict[str, list[Faulty]] = {}

    def regions(self) -> list[str]:
        """The regions that files are named after, in order; whether they can be used is not known yet."""
        return sorted(self._names)

    def of(self, region: str) -> list[Available]:
        """The versions of a region that can be used, the newest last."""
        if region not in self._found:
            found, faulty = list[Available](), list[Faulty]()
            for version in sorted(self._names.get(region, ())):
                try:
                    found.append(self._admitted(region, version))
                except FaultsError as error:
                    faulty.append(Faulty(name_of(region, version), error.faults))
            self._found[region], self._faulty[region] = found, faulty
        return self._found[region]

    def faulty(self) -> list[Faulty]:
        """What lies in the folder and cannot be used, each with why."""
        for region in self._names:
            self.of(region)
        return [*self._odd, *(one for region in self.regions() for one in self._faulty[region])]

    def trusted(self) -> Mapping[bytes, PublicKey]:
        """The keys of the signers that the person trusts; a file that is no such key trusts nobody."""
        if self._keys is None:
            self._keys = {}
            for name in self._names_in(self._folder / TRUSTED, PUBLIC_SUFFIX):
                try:
                    content = read_plain(self._folder / TRUSTED / name, MAX_SMALL_BYTES, _SMALL)
                    key = read_public_key(content, name)
                    if name != key.fingerprint + PUBLIC_SUFFIX:
                        raise FaultsError([Fault("", "key_under_other_name", {"fingerprint": key.fingerprint})], name)
                except FaultsError as error:
                    self._odd.append(Faulty(f"{TRUSTED}/{name}", error.faults))
                else:
                    self._keys[key.key] = key
        return self._keys

    def _admitted(self, region: str, version: int) -> Available:
        name = name_of(region, version) + SUFFIX
        content = read_plain(self._folder / name, MAX_PACK_BYTES, "1 MiB")
        signature = self._signature(content, name)
        pack = parse_pack(content, name)
        if (pack.id, pack.version) != (region, version):
            figures = {"found": name_of(pack.id, pack.version), "expected": name_of(region, version)}
            raise FaultsError([Fault("id", "id_is_not_file_name", figures)], name)
        found = available(pack, signature, self.trusted())
        admit(found, self._built_in(region), signed_only=self._signed_only)
        return found

    def _signature(self, content: bytes, name: str) -> Signature | None:
        path = self._folder / (name + SIGNATURE_SUFFIX)
        if not os.path.lexists(path):
            if os.path.lexists(self._folder / (name + SIGNED_SUFFIX)):
                raise FaultsError([Fault("", "signature_gone", {"file": path.name})], name)
            return None
        signature = read_signature(read_plain(path, MAX_SMALL_BYTES, _SMALL), path.name)
        check(content, signature, path.name)
        return signature

    def _listed(self) -> dict[str, list[int]]:
        names: dict[str, list[int]] = {}
        for name in self._names_in(self._folder, SUFFIX):
            parts = parts_of(name.removesuffix(SUFFIX))
            if parts is None or parts[1] is None:
                fault = Fault("", "not_a_pack_name", {"found": quoted(name)})
                self._odd.append(Faulty(name.removesuffix(SUFFIX), (fault,)))
            else:
                names.setdefault(parts[0], []).append(parts[1])
        return names

    def _names_in(self, folder: Path, suffix: str) -> list[str]:
        """The names of files in a folder; none, and told of, where it is a link or cannot be looked through."""
        try:
            if is_link(folder.lstat()):
                raise FaultsError([Fault("", "is_a_link")])
            with os.scandir(folder) as entries:
                names = [entry.name for _number, entry in zip(range(_MOST_FILES), entries, strict=False)]
        except FileNotFoundError:
            return []
        except OSError as error:
            self._odd.append(Faulty(folder.name, (unreadable(error),)))
            return []
        except FaultsError as error:
            self._odd.append(Faulty(folder.name, error.faults))
            return []
        # Names that begin with a point are those of files that are being written.
        return sorted(name for name in names if name.endswith(suffix) and not name.startswith("."))
