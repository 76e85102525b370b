"""What rows of sums in a sheet say, held against the bills above them."""

from typing import NamedTuple


class Control(NamedTuple):
    """What a row of sums says, and what the bills that it sums up come to, in 分."""

    row: int
    said: int
    found: int


class ControlSums:
    """Follows the bills from row to row; a row of sums is of those since the last one, or of all."""

    def __init__(self) -> None:
        self.controls: list[Control] = []
        self.by_place: dict[int, int] = {}
        """What rows of sums say, in 分, by how many bills stand before them."""
        self._so_far = self._since = 0
        self._ahead = False

    def bill(self, amount: int | None) -> None:
        """A bill's row, in 分; None where its amount could not be read."""
        if amount is not None:
            self._so_far, self._since = self._so_far + amount, self._since + amount

    def sum(self, amount: int | None, row: int, before: int) -> None:
        """A row of sums, by its 1-based number, behind so many bills."""
        if amount is None:
            return
        self.by_place[before] = amount
        found = self._since if amount == self._since else self._so_far
        self.controls.append(Control(row, amount, found))
        self._ahead = self._ahead or before == 0
        self._since = 0

    def ended(self) -> list[Control]:
        """The sums, now that all bills are known: one above the first of them is of those that follow."""
        if self._ahead and self.controls[0].said == self._so_far:
            self.controls[0] = self.controls[0]._replace(found=self._so_far)
        return self.controls
