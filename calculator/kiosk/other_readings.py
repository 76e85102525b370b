"""What the texts leave open, where another reading would give the person another figure."""

from collections.abc import Iterator

from calculator.engine.statement import Statement
from calculator.ground.language import N_
from calculator.policy_pages.open_questions import SUMS, Figure, effects
from calculator.session.session import Session
from calculator.whatif.alternatives import with_alternatives
from calculator.words.wording import Wording


def other_readings(session: Session, figures: tuple[str, ...], words: Wording) -> Iterator[str]:
    """A line for every reading that changes one of these sums, with what they would be."""
    statement: Statement = session.statement
    stated = with_alternatives(session.case, statement, session.library)
    for (region, reading, value), found in effects(stated).items():
        pack = session.library.pack(region)
        changed = [figure for effect in found for figure in effect.figures if figure.key in figures]
        if changed:
            said = words.text(N_("The text leaves open: {question} Read as “{answer}”: {figures}."))
            yield said.format(
                question=words.question(pack, reading),
                answer=words.reading(pack, reading, value),
                figures=words.text(N_("; ")).join(_figure(figure, words) for figure in changed),
            )


def _figure(figure: Figure, words: Wording) -> str:
    text = words.text(N_("{figure} {before} → {after}"))
    named = words.text(SUMS[figure.key])
    return text.format(figure=named, before=words.yuan(figure.before), after=words.yuan(figure.after))
