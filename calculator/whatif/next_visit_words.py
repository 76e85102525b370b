"""The next visit in words: where it would be, why pooling does not pay there, where it costs less, and from when on."""

from collections.abc import Iterator, Sequence

from calculator.engine.statement import Decision
from calculator.ground.language import N_
from calculator.whatif.next_visit import Comparison, Option, Outlook, Threshold
from calculator.words.cell_display import with_clause
from calculator.words.wording import Wording


def place_of(option: Option, words: Wording) -> str:
    """Where a visit would be, in words; a pharmacy with the level of the prescription."""
    if option.prescriber is None:
        return words.word(f"{option.institution}_short")
    level = words.word(f"{option.prescriber}_short")
    return words.text(N_("pharmacy ({level})")).format(level=level)


def reason_of(decision: Decision, words: Wording) -> str:
    """Why pooling does not pay, with the clause."""
    return with_clause(words.say(decision.message), decision.source, decision.clause, words)


def verdict(comparison: Comparison | None, words: Wording) -> str:
    """Where a visit costs less than elsewhere, and by how much."""
    if comparison is None:
        return words.text(N_("There is nothing to compare: pooling pays in fewer than two of these places."))
    if not comparison.difference:
        personal = comparison.least[0].settlement.personal
        same = words.text(N_("Wherever pooling applies, you pay the same: {amount}."))
        return same.format(amount=words.yuan(personal))
    return words.text(N_("At {least} you pay {difference} less than at {most}.")).format(
        least=_places(comparison.least, words),
        most=_places(comparison.most, words),
        difference=words.yuan(comparison.difference),
    )


def _places(options: Sequence[Option], words: Wording) -> str:
    return words.text(N_(" or ")).join(place_of(option, words) for option in options)


def threshold_line(threshold: Threshold, words: Wording) -> str:
    """From what in-scope cost on the fund pays at a level, and where the cap is reached."""
    if threshold.decision is not None:
        return reason_of(threshold.decision, words)
    if threshold.capped_from == 0:
        return words.text(N_("The year's cap is reached; the fund pays no more this year."))
    figures = {
        "level": words.word(f"{threshold.level}_short"),
        "pays": words.yuan(threshold.pays_from),
        "cap": words.yuan(threshold.capped_from),
    }
    if threshold.capped_from is None:
        return words.text(N_("{level}: the fund pays nothing at this level.")).format(**figures)
    if threshold.pays_from is None:
        text = words.text(N_("{level}: the fund pays nothing before the cap is reached at {cap}."))
    elif threshold.pays_from == 0:
        text = words.text(N_("{level}: the fund pays from the first yuan; the cap is reached at {cap}."))
    else:
        text = words.text(N_("{level}: the fund pays what lies above {pays}; the cap is reached at {cap}."))
    return text.format(**figures)


def left_out_said(found: Outlook, wording: Wording, *, account: bool = True) -> Iterator[str]:
    """That visits or credits without a number are in none of these figures, a sentence each.

    Without `account` nothing stands there that an account pays, and nothing is said of it.
    """
    if found.uncounted:
        text = N_(
            "Visits of this year without a number are left out ({count}): more of the deductible and of the cap may be"
            " used up than is taken here."
        )
        yield wording.text(text).format(count=found.uncounted)
    if account and not found.balance_whole:
        text = N_("The account lacks credits or payments without a number: it may pay another part than stands here.")
        yield wording.text(text)
