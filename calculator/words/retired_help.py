"""Whom the texts mean by the retired, for who enters a status."""

from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.words.cell_display import with_clause
from calculator.words.wording import Wording

RETIRED = N_(
    "Retired is who enjoys the medical-insurance benefits of the retired. Who has reached retirement age without them,"
    " for instance because contributions are still being paid to complete the years, is entered as in service."
)


def retired_help(pack: Pack, wording: Wording) -> str:
    """Who is entered as retired, and how the documents of a region word it, each with its clause; a line each."""
    lines = [wording.text(RETIRED)]
    for fact in pack.fact:
        if fact.topic == "retired":
            number = pack.source_number(fact.source)
            lines.append(with_clause(wording.of(fact.text), number, fact.clause, wording))
    if len(lines) == 1:
        said = wording.text(N_("Whom {document} means by the retired is not noted here."))
        lines.append(said.format(document=pack.sources[0].number))
    return "\n".join(lines)
