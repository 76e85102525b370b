"""The curve of a year's personal share in words: what it is about, its points as a table, and what it leaves out."""

from collections.abc import Iterator

from calculator.case.case import Person
from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.whatif.share_curve import Corner, Curve, Point
from calculator.words.cell_display import named, with_clause
from calculator.words.wording import Wording

TURNS: dict[Corner, str] = {"deductible": N_("deductible met"), "cap": N_("cap reached")}


class CurveWords:
    """A curve told in a wording; `person` is whose it is, `pack` that of their region."""

    def __init__(self, curve: Curve, person: Person, pack: Pack, wording: Wording) -> None:
        self.curve, self.wording = curve, wording
        self._person, self._pack = person, pack

    def title(self) -> str:
        """What the curve shows."""
        return self.wording.text(N_("What of a year's in-scope cost stays with you"))

    def about(self) -> str:
        """Whose it is, and under which rules."""
        parts = (
            named(self._person),
            self.wording.of(self._pack.name),
            self.wording.word(self.curve.status),
            self.wording.text(N_("rules of {day}")).format(day=self.wording.day(self.curve.day)),
        )
        return " · ".join(parts)

    def curve_drawn(self) -> bool:
        """Whether pooling pays at any level."""
        return any(level.points for level in self.curve.levels)

    def headings(self) -> tuple[str, ...]:
        """The table's columns: the cost, and what of it stays at each level."""
        levels = [self.wording.word(level.level) for level in self.curve.levels if level.points]
        return (self.wording.text(N_("In-scope cost")), *levels)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row a cost, with the corners named where they are met."""
        levels = [level for level in self.curve.levels if level.points]
        for points in zip(*(level.points for level in levels), strict=True):
            yield (self.wording.yuan(points[0].cost), *map(self._cell, points))

    def _cell(self, point: Point) -> str:
        return self._with_corners(self.wording.yuan(point.personal), point)

    def _with_corners(self, said: str, point: Point) -> str:
        """What is said of a point with the names of its corners in brackets, where there are any."""
        tr = self.wording.text
        names = tr(N_(", ")).join(tr(TURNS[turn]) for turn in point.corners)
        return tr(N_("{said} ({corners})")).format(said=said, corners=names) if names else said

    def sentence(self, place: int) -> str:
        """What of a cost stays at each level, and which corner is met there."""
        words, parts, cost = self.wording, [], 0
        for level in self.curve.levels:
            if level.points:
                point = level.points[place]
                text = words.text(N_("{level}: you pay {personal}")).format(
                    level=words.word(f"{level.level}_short"), personal=words.yuan(point.personal)
                )
                parts.append(self._with_corners(text, point))
                cost = point.cost
        return words.text(N_("In-scope cost {cost}: {parts}")).format(
            cost=words.yuan(cost), parts=words.text(N_("; ")).join(parts)
        )

    def notes(self) -> list[str]:
        """Why there is no line at a level, and what the lines take for granted."""
        words, lines = self.wording, []
        for level in self.curve.levels:
            if level.decision is not None:
                why = level.decision
                lines.append(with_clause(words.say(why.message), why.source, why.clause, words))
        if self.curve_drawn():
            lines.append(
                words.text(
                    N_(
                        "All of the year's cost in one local visit at one level, nothing used before; what is out of"
                        " scope comes on top. Who pays the personal share, account or cash, makes no difference here."
                    )
                )
            )
        return list(dict.fromkeys(lines))
