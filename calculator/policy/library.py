"""Finding, loading and validating packs: the only place of the policy module that reads files."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from calculator.faults import Fault, FaultsError, faults_of, quoted
from calculator.policy.checks import faults_in
from calculator.policy.pack import FORMAT, Pack
from calculator.resources import resource

MAX_PACK_BYTES = 1 << 20


def load_pack(path: Path) -> Pack:
    """The pack in a TOML file. Raises FaultsError naming the file, table, field and cause; OSError."""
    with path.open("rb") as file:
        content = file.read(MAX_PACK_BYTES + 1)
    return parse_pack(content, path.name)


def parse_pack(content: bytes, where: str) -> Pack:
    """The pack in the bytes of the file `where`. Raises FaultsError."""
    if len(content) > MAX_PACK_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "1 MiB"})], where)
    try:
        data = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise FaultsError([Fault("", "not_utf8")], where) from None
    except RecursionError:
        raise FaultsError([Fault("", "too_deep")], where) from None
    except (ValueError, ArithmeticError) as error:  # an exponent beyond what Decimal holds is an ArithmeticError
        detail = str(error) if isinstance(error, ValueError) else "exponent out of range"
        raise FaultsError([Fault("", "not_toml", {"detail": detail})], where) from None
    if data.get("format") != FORMAT:
        found = quoted(data.get("format", ""))
        raise FaultsError([Fault("format", "not_one_of", {"found": found, "expected": FORMAT})], where)
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        raise FaultsError(faults_of(error), where) from None
    faults = faults_in(pack)
    if faults:
        raise FaultsError(faults, where)
    return pack


class Library:
    """The packs in some folders, each loaded when it is first asked for; a file is named after its id."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._packs: dict[str, Pack] = {}

    @classmethod
    def embedded(cls) -> "Library":
        """The packs that come with the program."""
        return cls(resource("policies"))

    def ids(self) -> list[str]:
        """The ids of all packs, in order."""
        return sorted({path.stem for folder in self._folders for path in folder.glob("*.toml")})

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._packs or pack_id in self.ids()

    def __iter__(self) -> Iterator[Pack]:
        return (self.pack(pack_id) for pack_id in self.ids())

    def pack(self, pack_id: str) -> Pack:
        """The pack with this id. Raises KeyError where there is none, FaultsError where it is wrong."""
        if pack_id not in self._packs:
            if pack_id not in self.ids():
                raise KeyError(pack_id)
            path = next(p for f in self._folders if (p := f / f"{pack_id}.toml").is_file())
            pack = load_pack(path)
            if pack.id != pack_id:
                fault = Fault("id", "id_is_not_file_name", {"found": pack.id, "expected": pack_id})
                raise FaultsError([fault], path.name)
            self._packs[pack_id] = pack
        return self._packs[pack_id]
