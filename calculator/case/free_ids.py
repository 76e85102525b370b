"""Ids that no row of a table has."""

from collections.abc import Iterable


class FreeIds:
    """Ids for new rows: a letter and a number beyond how many rows there are; `taken` are those in use."""

    def __init__(self, letter: str, taken: Iterable[str]) -> None:
        self._letter, self._taken = letter, set(taken)
        self._number = len(self._taken)

    def free(self, wanted: str | None = None) -> str:
        """The id that is wanted, where it is free, else a new one; from now on it is taken."""
        while not wanted or wanted in self._taken:
            self._number += 1
            wanted = f"{self._letter}{self._number}"
        self._taken.add(wanted)
        return wanted
