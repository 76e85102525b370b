"""What a slip states against what was computed, in words: visit by visit, and over a year."""

from collections.abc import Iterator

from calculator.engine.statement import STATED_FIGURES, StatedAmounts, StatedYear
from calculator.ground.language import N_
from calculator.words.wording import Wording

AGREES = N_("✓ as on the slip")
_NOT_COMPARED = N_("cannot be compared")
_MORE, _LESS = N_("{figure} {amount} above the slip"), N_("{figure} {amount} below the slip")
_FIGURES = {
    "deductible": N_("deductible"),
    "in_scope": N_("in-scope cost"),
    "pooled": N_("pooled fund"),
    "account": N_("own account"),
    "family_account": N_("family account"),
    "cash": N_("cash"),
    "balance_after": N_("balance after"),
}


def figure_word(figure: str, words: Wording) -> str:
    """A figure of a slip in a word or two."""
    return words.text(_FIGURES[figure])


def difference_text(difference: StatedAmounts | None, words: Wording) -> str:
    """What of a visit was computed otherwise than its slip states: the fund's payment first; empty without a slip."""
    if difference is None:
        return ""
    found = [(figure, by) for figure in _by_weight(difference) if (by := difference[figure])]
    if found:
        figure, by = found[0]
        said = _said(figure, by, words)
        if len(found) == 1:
            return said
        return words.text(N_("{difference} and {count} more")).format(difference=said, count=len(found) - 1)
    compared = any(by is not None for by in difference.values())
    return words.text(AGREES if compared else _NOT_COMPARED)


def difference_parts(difference: StatedAmounts, words: Wording) -> list[str]:
    """Each figure of a slip that differs, or that cannot be compared, in words."""
    parts = []
    for figure in _by_weight(difference):
        by = difference[figure]
        if by is None:
            name, why = figure_word(figure, words), words.text(_NOT_COMPARED)
            parts.append(words.text(N_("{name}: {why}")).format(name=name, why=why))
        elif by:
            parts.append(_said(figure, by, words))
    return parts


def _by_weight(difference: StatedAmounts) -> list[str]:
    """The figures in the order in which people ask: what the fund pays and what remains come first."""
    order = ("pooled", "cash", *(figure for figure in STATED_FIGURES if figure not in ("pooled", "cash")))
    return [figure for figure in order if figure in difference]


def _said(figure: str, by: int, words: Wording) -> str:
    template = words.text(_MORE if by > 0 else _LESS)
    return template.format(figure=figure_word(figure, words), amount=words.yuan(abs(by)))


def stated_lines(year: StatedYear | None, words: Wording) -> Iterator[str]:
    """What the slips of a year come to, against the computed figures of the same visits."""
    if year is None:
        return
    text = N_("Slips: {visits} visits carry figures, {agreeing} agree, {differing} differ")
    agreeing = year.visits - year.differing - year.not_compared
    yield words.text(text).format(visits=year.visits, agreeing=agreeing, differing=year.differing)
    if year.not_compared:
        yield words.text(N_("Slips that cannot be compared: {count}")).format(count=year.not_compared)
    for figure, stated in year.sums.items():
        line = words.text(N_("{figure}: on the slips {stated}, computed {computed}"))
        by = year.difference[figure]
        line = line.format(
            figure=figure_word(figure, words), stated=words.yuan(stated), computed=words.yuan(stated + by)
        )
        yield (
            line
            if not by
            else words.text(N_("{line}, difference {amount}")).format(
                line=line, amount=f"{'+' if by > 0 else '−'}{words.yuan(abs(by))}"
            )
        )
