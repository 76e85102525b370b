"""The figures that the sentences about a paid visit are filled in with."""

from collections.abc import Iterator, Mapping
from typing import ClassVar


class PaidFigures(Mapping[str, object]):
    """The figures by name: amounts in 分, the rate in ten-thousandths, level and status.

    Every paid visit keeps its own, and a row of values takes a fifth of the room that a dict would.
    """

    __slots__ = ("_values",)

    _NAMES = (
        "total",
        "out_of_catalogue",
        "over_price_limit",
        "first_self_pay",
        "paid_elsewhere",
        "in_scope",
        "within",
        "level",
        "status",
        "standard",
        "used",
        "left",
        "deductible",
        "rate",
        "share",
        "cap",
        "before",
        "to_date",
        "over",
        "expense",
        "pooled",
    )
    _PLACES: ClassVar[Mapping[str, int]] = {name: place for place, name in enumerate(_NAMES)}

    def __init__(self, values: tuple[object, ...]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[self._PLACES[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._NAMES)

    def __len__(self) -> int:
        return len(self._NAMES)
