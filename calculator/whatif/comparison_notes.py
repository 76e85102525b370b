"""What a side of a comparison refuses, needs, leaves behind or has in doubt, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from calculator.case.case import Person
from calculator.engine.statement import FORMAT, Caution, Decision, PersonStatement, Phrase, Statement
from calculator.ground.language import N_
from calculator.whatif.comparison import BEFORE, Comparison, Side, Sums
from calculator.words.cell_display import named, with_clause
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.wording import Wording
from calculator.words.year_summary import year_doubts

_OF_POOLING = ("outside_framework", "retired_below_employed", "text_may_be_outdated", "earlier_visits_not_entered")
"""Doubts about what pooling pays, of which there was none before the reform."""


def said_of(side: Side, phrase: Phrase, wording: Wording) -> str:
    """A sentence of a side's statement; before the reform no day stands for the beginning of pooling."""
    template, _figures = phrase
    if side.key == BEFORE and template == "excluded.not_in_force":
        return wording.text(N_("Not paid: before the reform there was no pooling for outpatients"))
    return wording.say(phrase)


def notes_of(comparison: Comparison, side: Side, wording: Wording) -> list[str]:
    """Each note once, with its clause; with several people, after whose it is."""
    asked = {person.id: person for person in comparison.case.people}
    before = side.key == BEFORE
    people = _without_doubts_of_pooling(side.people) if before else list(side.people)
    statement, lines = Statement(FORMAT, people), list[str]()
    for person in people:
        of = personal_year(side.case, statement, side.library, wording, person.id, side.year)
        own = [*_decisions(side, of), *_left_behind(asked[person.id], of, before=before), *year_doubts(of)]
        name = named(asked[person.id])
        told = wording.text(N_("{side}: {said}"))
        lines += [told.format(side=name, said=line) if len(people) > 1 else line for line in own]
    if before and not all(side.library.pack(person.region).stands_in for person in people):
        lines.append(
            wording.text(
                N_("Whose bills an account could pay before the reform is not in the text; today's rule is taken.")
            )
        )
    return list(dict.fromkeys(lines))


def _without_doubts_of_pooling(people: Iterable[PersonStatement]) -> list[PersonStatement]:
    return [
        replace(person, warnings=[caution for caution in person.warnings if not _of_pooling(caution)])
        for person in people
    ]


def _of_pooling(caution: Caution) -> bool:
    return caution.code in _OF_POOLING or (caution.field or "").startswith("opening.")


def says_nothing(side: Side, template: str | None) -> bool:
    """Whether a sentence tells that the text has no rule of before its reform, for which no clause can be named."""
    return side.key == BEFORE and template == "refused.earlier_rule_not_in_text"


def _decisions(side: Side, of: PersonalYear) -> Iterator[str]:
    visits = of.year.visits
    months = [month for month in of.computed.account.months if month.month // 12 == side.year]
    for text, decisions in (
        (N_("Visits without a number ({count}): {why}"), [visit.refused for visit in visits]),
        (N_("Visits not paid ({count}): {why}"), [visit.excluded for visit in visits]),
        (N_("Months without a credit ({count}): {why}"), [month.refused for month in months]),
    ):
        yield from _decided(side, text, decisions, of.wording)


def _decided(side: Side, text: str, decisions: Iterable[Decision | None], wording: Wording) -> Iterator[str]:
    """Each reason once, with how often it was met; of a kind that differs by month the first."""
    found = [decision for decision in decisions if decision is not None]
    counts = Counter((decision.code, decision.clause) for decision in found)
    firsts = {(decision.code, decision.clause): decision for decision in reversed(found)}
    for key, count in counts.items():
        decision = firsts[key]
        said = said_of(side, decision.message, wording)
        unwritten = says_nothing(side, decision.message[0])
        why = said if unwritten else with_clause(said, decision.source, decision.clause, wording)
        yield wording.text(text).format(count=count, why=why)


def _left_behind(asked: Person, of: PersonalYear, *, before: bool) -> Iterator[str]:
    """What was entered for the person as they are and does not count on this side, or counts there just the same."""
    words, person = of.wording, of.person
    if asked.account.monthly_credit is not None and person.account.monthly_credit is None:
        yield words.text(N_("The monthly credit that was entered holds for things as they are; here it is computed."))
    if asked.known and not person.known:
        yield words.text(
            N_("The figures that were entered as known on a day hold for things as they are; here they are computed.")
        )
    refused = {month.refused and month.refused.code for month in of.computed.account.months}
    if asked.average_pension and not person.average_pension and "average_pension_required" in refused:
        yield words.text(N_("The average pension that was entered is another region's, and is not taken here."))
    opening = None if before else of.opening
    if opening is not None and (opening.deductible_used or opening.pooled):
        yield words.text(
            N_(
                "Before the period {deductible} of the deductible and {pooled} of the cap were used;"
                " so it is taken here."
            )
        ).format(deductible=words.yuan(opening.deductible_used), pooled=words.yuan(opening.pooled))


def is_known(key: str, sums: Sums) -> bool:
    """Whether a figure could be computed at all."""
    credited, computed = not 0 < sums.months == sums.uncredited, not 0 < sums.visits == sums.refused
    if key == "balance":  # without what the visits would have taken from the accounts it would mislead
        return credited and computed
    return credited if key == "credited" else computed


def is_complete(key: str, sums: Sums) -> bool:
    """Whether no visit or month is left out of a figure that could be computed, nor of what it rests on."""
    if key == "credited":
        return not sums.uncredited
    if key == "balance":
        return not (sums.uncertain or sums.uncredited or sums.refused)
    return not (sums.refused or (key in ("account", "cash") and sums.unsettled))
