"""Finding, loading and validating packs: the only place of the policy module that reads files."""

import os
import re
import stat
import sys
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from calculator.ground.faults import Fault, FaultsError, faults_of, quoted, unreadable
from calculator.ground.prepared import prepared
from calculator.ground.resources import resource
from calculator.policy.pack import FORMAT, Pack
from calculator.policy.packs import Origin, Packs

if TYPE_CHECKING:
    # Loaded with the first installed pack: most people have none, and the start is not to wait for it.
    from calculator.policy.installed.admission import Available, Faulty
    from calculator.policy.installed.pack_folder import PackFolder
    from calculator.policy.installed.signature import PublicKey

MAX_PACK_BYTES = 1 << 20
_MOST_KEY_PARTS = 32
_MOST_WAYS, _MOST_RULES = 256, 1000
"""How many combinations of readings, and how many rules, a pack may have: checking it takes the product."""
_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*\.[ \t]*"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_KEY_PART}){{{_MOST_KEY_PARTS}}}")
_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOINHERIT", "O_NOFOLLOW", "O_NONBLOCK"))


def load_pack(path: Path) -> Pack:
    """The pack in a TOML file. Raises FaultsError naming the file, table, field and cause; OSError."""
    with path.open("rb") as file:
        content = file.read(MAX_PACK_BYTES + 1)
    return parse_pack(content, path.name)


def _load_own(path: Path) -> Pack:
    """As `load_pack`, for a file that comes with the program: what was made of it ahead, unless it was changed."""
    content = path.read_bytes()
    return prepared(path.name, content, Pack) or parse_pack(content, path.name)


def read_plain(path: Path, limit: int, label: str) -> bytes:
    """The bytes of an ordinary file that is no link, `limit` of them at most; the size is looked at first.

    What is read is the file that was looked at, whatever happens to its name meanwhile. Raises FaultsError.
    """
    try:
        before = path.lstat()
        _require_plain(before, limit, label, path)
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            now = os.fstat(descriptor)
            _require_plain(now, limit, label, path)
            # Windows numbers a file otherwise when it is open; no other user can exchange it in their own folder.
            if sys.platform != "win32" and not os.path.samestat(now, before):
                raise FaultsError([Fault("", "changed_meanwhile")], path.name)
            content = file.read(limit + 1)
    except OSError as error:
        raise FaultsError([unreadable(error)], path.name) from None
    except ValueError as error:  # a name that no file can have
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], path.name) from None
    if len(content) > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], path.name)
    return content


def _require_plain(found: os.stat_result, limit: int, label: str, path: Path) -> None:
    if is_link(found):
        raise FaultsError([Fault("", "is_a_link")], path.name)
    if stat.S_ISDIR(found.st_mode):
        raise FaultsError([Fault("", "is_a_folder")], path.name)
    if not stat.S_ISREG(found.st_mode):
        raise FaultsError([Fault("", "not_a_file")], path.name)
    if found.st_size > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], path.name)


def is_link(found: os.stat_result) -> bool:
    """Whether what `lstat` found leads elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == getattr(
        stat, "IO_REPARSE_TAG_MOUNT_POINT", -1
    )


def parse_pack(content: bytes, where: str) -> Pack:
    """The pack in the bytes of the file `where`. Raises FaultsError."""
    from calculator.policy.pack_checks import faults_in  # not for what is made ahead

    data = _parse(content, where)
    if data.get("format") != FORMAT:
        found = quoted(data.get("format", ""))
        raise FaultsError([Fault("format", "not_one_of", {"found": found, "expected": FORMAT})], where)
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        raise FaultsError(faults_of(error), where) from None
    faults = _beyond_limits(pack) or faults_in(pack)
    if faults:
        raise FaultsError(faults, where)
    return pack


def _parse(content: bytes, where: str) -> dict[str, Any]:
    if len(content) > MAX_PACK_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "1 MiB"})], where)
    try:
        text = content.decode("utf-8-sig")
        import tomllib

        # Looked for beforehand: the parser's time grows with the square of such a key's length.
        if _LONG_KEY.search(text) is not None:
            raise FaultsError([Fault("", "too_deep")], where)
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise FaultsError([Fault("", "not_utf8")], where) from None
    except RecursionError:
        raise FaultsError([Fault("", "too_deep")], where) from None
    except (ValueError, ArithmeticError) as error:  # an exponent beyond what Decimal holds is an ArithmeticError
        if isinstance(error, FaultsError):
            raise
        detail = str(error) if isinstance(error, ValueError) else "exponent out of range"
        raise FaultsError([Fault("", "not_toml", {"detail": detail})], where) from None


def _beyond_limits(pack: Pack) -> list[Fault]:
    """What would take too long to check."""
    tables = pack.rule_tables()
    rules = [rule for rows in tables.values() for rule in rows]
    if len(rules) > _MOST_RULES:
        return [Fault("", "too_many_rules", {"found": len(rules), "limit": _MOST_RULES})]
    used = {name for rule in rules for name in rule.when}
    ways = prod(len(reading.values) for reading in pack.reading if reading.id in used)
    return [Fault("reading", "too_many_ways", {"limit": _MOST_WAYS})] if ways > _MOST_WAYS else []


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
        """The ids of all packs, in order; each of a person's own is loaded to see that it can be used."""
        ids = {path.stem for folder in self._folders for path in folder.glob("*.toml")}
        own = self._own()
        return sorted(ids | {region for region in (own.regions() if own else ()) if own and own.of(region)})

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._packs or self._file(pack_id) is not None or self._found(pack_id) is not None

    def pack(self, pack_id: str) -> Pack:
        """The pack that a case calls so. Raises KeyError where there is none, FaultsError where it is wrong."""
        if pack_id not in self._packs:
            pack = self._found(pack_id)
            if pack is None:
                raise KeyError(pack_id)
            self._packs[pack_id] = pack
        return self._packs[pack_id]

    def versions(self, region: str) -> list["Available"]:
        """Every version of a region that a case can name as `REGION@VERSION`, the newest last."""
        return sorted(self._choices(region), key=lambda found: found.pack.version)

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
        try:
            pack = self.chosen(pack_id).pack
        except KeyError:
            if not self.forgiving:
                return None
        else:
            return pack if parts[1] is None else pinned(pack)
        from calculator.policy.stand_in import stand_in

        return stand_in(pack_id)
