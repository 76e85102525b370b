"""Is a city inside its province's bounds?"""

from collections.abc import Iterator, Mapping

from calculator.money import Fen
from calculator.policy.pack import Bound, Pack


def beyond_bounds(pack: Pack, figures: Mapping[str, Fen]) -> Iterator[tuple[Bound, Fen]]:
    """The bounds that a city's figures (分, by the bound's field) exceed, with the figure.

    Bounds that say "about" have no verdict and are never exceeded.
    """
    for bound in pack.bound:
        found = figures.get(bound.field)
        if bound.at_most is not None and found is not None and found > bound.at_most:
            yield bound, found
