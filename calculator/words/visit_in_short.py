"""One visit in one plain sentence, for who reads nothing else."""

from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.words.wording import Wording


def visit_in_short(settled: VisitSettlement, words: Wording) -> str:
    """What of a bill goes to the deductible, and at which rate the rest is paid; or why nothing is."""
    decision = settled.refused or settled.excluded
    if decision is not None:
        return words.say(decision.message)
    deductible, scope = settled.deductible or 0, settled.in_scope or 0
    figures = {
        "deductible": words.yuan(deductible),
        "scope": words.yuan(scope),
        "rest": words.yuan(scope - deductible),
        "rate": format_percent(settled.rate or 0),
        "over": words.yuan(settled.over_cap),
    }
    if deductible == scope:
        text = N_("All of {scope} goes to the year's deductible; the fund pays nothing yet.")
    elif deductible:
        text = N_("First {deductible} goes to the deductible; {rate} of the other {rest} is paid.")
    else:
        text = N_("The deductible is met already; {rate} of {rest} is paid.")
    said = words.text(text).format(**figures)
    if settled.over_cap:
        said += words.text(N_(" The year's cap is reached: {over} above it is yours to pay.")).format(**figures)
    return said
