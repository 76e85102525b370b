"""The packs that come with the program and those that a person installed, each found and loaded when asked for."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.prepared import prepared
from calculator.ground.resources import resource
from calculator.policy.pack import Pack
from calculator.policy.packs import Origin, Packs

if TYPE_CHECKING:
    # Loaded with the first installed pack: most people have none, and the start is not to wait for it.
    from calculator.policy.installed.admission import Available, Faulty
    from calculator.policy.installed.pack_folder import PackFolder
    from calculator.policy.installed.signature import PublicKey


def _load_own(path: Path) -> Pack:
    """As `load_pack`, for a file that comes with the program: what was made of it ahead, unless it was changed."""
    content = path.read_bytes()
    made = prepared(path.name, content, Pack)
    if made is None:
        from calculator.policy.pack_reader import parse_pack

        made = parse_pack(content, path.name)
    return made


class Library(Packs):
    """The packs that a case can use, each loaded when it is first asked for.

    In `folders` a file is named after its id, and a faulty one is an error. In `packs`, the folder of what a person
    installed, a faulty one is only told of, and is otherwise not there. What is installed, or trusted, after the
    first question is seen by the next library only, so that one household is computed by one set of rules.

    A region is called `REGION`, its newest version, or `REGION@VERSION`. With `signed_only` nothing is used that
    nobody trusted has signed. A `forgiving` library has a pack without figures in the place of every one that is not
    there, so that a household can be read, and refuses to be computed, without it.
    """

    def __init__(
        self,
        *folders: Path,
        packs: Path | None = None,
        signed_only: bool = False,
        forgiving: bool = False,
    ) -> None:
        self._folders, self._packs_folder = folders, packs
        self._signed_only, self.forgiving = signed_only, forgiving
        self._packs: dict[str, Pack] = {}
        self._built_in: dict[str, Pack | None] = {}
        self._folder: PackFolder | None = None
        self._looked = False
        self._offered: frozenset[str] = frozenset()

    def offering(self, regions: Iterable[str], *, signed_only: bool = False) -> "Library":
        """The same packs, of which only these regions are listed, all where none is named; a case may use the others.

        With `signed_only` nothing is used that nobody trusted has signed.
        """
        other = Library(*self._folders, packs=self._packs_folder, signed_only=signed_only, forgiving=self.forgiving)
        other._offered = frozenset(regions)
        return other

    def offering_as(self, other: "Library") -> "Library":
        """The same packs, listed and used as far as those of another library."""
        return self.offering(other._offered, signed_only=other._signed_only)

    def told(self) -> dict[str, Any]:
        """Where the packs lie and which may be used, in words that another process understands; see `again`."""
        return {
            "folders": [str(folder) for folder in self._folders],
            "packs": None if self._packs_folder is None else str(self._packs_folder),
            "signed_only": self._signed_only,
            "forgiving": self.forgiving,
            "offered": sorted(self._offered),
        }

    @classmethod
    def again(cls, told: Mapping[str, Any]) -> "Library":
        """The library that was told of."""
        packs = None if told["packs"] is None else Path(told["packs"])
        made = cls(*map(Path, told["folders"]), packs=packs, forgiving=told["forgiving"])
        return made.offering(told["offered"], signed_only=told["signed_only"])

    @classmethod
    def embedded(cls) -> "Library":
        """The packs that come with the program."""
        return cls(resource("policies"))

    @classmethod
    def of_person(cls, packs: Path, *, signed_only: bool = False, forgiving: bool = False) -> "Library":
        """The packs that come with the program, and those that are installed in the folder `packs`."""
        return cls(resource("policies"), packs=packs, signed_only=signed_only, forgiving=forgiving)

    # ---- what there is

    def ids(self) -> list[str]:
        """The ids of all offered packs, in order; each of a person's own is loaded to see that it can be used."""
        ids = {path.stem for folder in self._folders for path in folder.glob("*.toml")}
        own = self._own()
        found = ids | {region for region in (own.regions() if own else ()) if own and own.of(region)}
        return sorted(found & self._offered if self._offered else found)

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._packs or self._file(pack_id) is not None or self._found(pack_id) is not None

    def pack(self, pack_id: str) -> Pack:
        """The pack that a case calls so. Raises KeyError where there is none, FaultsError where it is wrong.

        One that nobody trusted has signed bears a mark in its name; `chosen` has it as it is.
        """
        if pack_id not in self._packs:
            pack = self._found(pack_id)
            if pack is None:
                raise KeyError(pack_id)
            self._packs[pack_id] = pack
        return self._packs[pack_id]

    def versions(self, region: str) -> list["Available"]:
        """Every version of a region that a case can name as `REGION@VERSION`, the newest last."""
        return sorted(self._choices(region), key=lambda found: found.pack.version)

    def names_of(self, region: str) -> list[str]:
        """Every version of a region as a case can name it, `REGION@VERSION`; none where only one is known."""
        found = self.versions(region) if self._own() is not None else []
        return [one.name for one in found] if len(found) > 1 else []

    def chosen(self, pack_id: str) -> "Available":
        """The version that a case's name of a region means, with where it comes from. Raises KeyError, FaultsError."""
        from calculator.policy.installed.admission import newest, parts_of

        region, version = parts_of(pack_id) or ("", None)
        found = newest(one for one in self._choices(region) if version in (None, one.pack.version))
        if found is None:
            raise KeyError(pack_id)
        return found

    def used_instead(self, found: "Available") -> "Available | None":
        """The version that the plain name of the region would go on to mean if this one were installed; else None."""
        from calculator.policy.installed.admission import newest

        others = (one for one in self.versions(found.pack.id) if one.name != found.name)
        used = newest([*others, found])
        return None if used is found else used

    def origin(self, pack_id: str) -> Origin:
        """Where the pack comes from that a case calls so; what stands in for a missing one is nobody's own."""
        if self._own() is None:
            return "built_in"
        try:
            return self.chosen(pack_id).origin
        except KeyError:
            return "built_in"

    def installed(self) -> list["Available"]:
        """The installed packs that can be used, in the order of their names."""
        own = self._own()
        return [] if own is None else [found for region in own.regions() for found in own.of(region)]

    def faulty(self) -> list["Faulty"]:
        """What is installed and cannot be used, each with why."""
        own = self._own()
        return [] if own is None else own.faulty()

    def trusted(self) -> list["PublicKey"]:
        """The signers that the person trusts, by name."""
        own = self._own()
        return [] if own is None else sorted(own.trusted().values(), key=lambda key: (key.name, key.key))

    # ---- looking for it

    def _own(self) -> "PackFolder | None":
        """What the person installed; None where there is no such folder."""
        if not self._looked:
            self._looked = True
            if self._packs_folder is not None and os.path.lexists(self._packs_folder):
                from calculator.policy.installed.pack_folder import PackFolder

                self._folder = PackFolder(self._packs_folder, self._built_in_pack, signed_only=self._signed_only)
        return self._folder

    def _file(self, pack_id: str) -> Path | None:
        """The file of a pack that comes with the program; the names are looked through, none is made up."""
        name = f"{pack_id}.toml"
        return next((path for folder in self._folders for path in folder.glob("*.toml") if path.name == name), None)

    def _built_in_pack(self, pack_id: str) -> Pack | None:
        """The pack that comes with the program. Raises FaultsError."""
        if pack_id not in self._built_in:
            path = self._file(pack_id)
            pack = None if path is None else _load_own(path)
            if path is not None and pack is not None and pack.id != pack_id:
                fault = Fault("id", "id_is_not_file_name", {"found": pack.id, "expected": pack_id})
                raise FaultsError([fault], path.name)
            self._built_in[pack_id] = pack
        return self._built_in[pack_id]

    def _choices(self, region: str) -> list["Available"]:
        from calculator.policy.installed.admission import Available

        built_in, own = self._built_in_pack(region), self._own()
        return [*([] if built_in is None else [Available(built_in, "built_in")]), *(own.of(region) if own else ())]

    def _found(self, pack_id: str) -> Pack | None:
        if self._own() is None and "@" not in pack_id:
            # As at most starts: nothing more is loaded for it.
            built_in = self._built_in_pack(pack_id)
            if built_in is not None or not self.forgiving:
                return built_in
        from calculator.policy.installed.admission import parts_of, pinned

        parts = parts_of(pack_id)
        if parts is None:
            return None
        from calculator.policy.region_names import marked

        try:
            found = self.chosen(pack_id)
            pack = marked(found.pack, found.origin)
        except KeyError:
            if not self.forgiving:
                return None
        else:
            return pack if parts[1] is None else pinned(pack)
        from calculator.policy.stand_in import stand_in

        return stand_in(pack_id)
