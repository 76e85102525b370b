"""Packs as whoever checks, computes and words a case is given them, wherever they were read from."""

from collections.abc import Iterator
from typing import Literal, Protocol

from calculator.policy.pack import Pack

Origin = Literal["built_in", "signed", "stranger", "own"]
"""Comes with the program; signed by someone trusted; signed by someone not trusted; not signed, a person's own."""


class Packs(Protocol):
    """The packs that a case can use; it calls a region's newest `REGION`, a certain version `REGION@VERSION`.

    Where they are `forgiving`, a pack without figures stands in for every one that is not there.
    """

    forgiving: bool

    def ids(self) -> list[str]:
        """The plain names of all regions, in order."""

    def __contains__(self, pack_id: str) -> bool:
        """Whether a case can call a pack so."""

    def __iter__(self) -> Iterator[Pack]:
        return (self.pack(pack_id) for pack_id in self.ids())

    def pack(self, pack_id: str) -> Pack:
        """The pack that a case calls so. Raises KeyError where there is none, FaultsError where it is wrong."""

    def names_of(self, region: str) -> list[str]:
        """Every version of a region as a case can name it, `REGION@VERSION`; none where only one is known."""
        return []

    def origin(self, pack_id: str) -> Origin:
        """Where that pack comes from; what stands in for a missing one is nobody's own."""

    def is_missing(self, pack_id: str) -> bool:
        """Whether there is no pack of this name, whatever forgiving packs have in its place."""
        return pack_id not in self or self.pack(pack_id).stands_in
