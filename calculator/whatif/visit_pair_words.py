"""Two visits side by side in sentences, as JSON and as text to copy."""

from typing import Any

from calculator.case.case import Case
from calculator.engine.statement import Cite
from calculator.ground.language import N_
from calculator.ground.money import format_amount
from calculator.whatif.visit_pair import PairPart, PairStep, Side, VisitPair
from calculator.words.cell_display import cited, institution_word, named, percent
from calculator.words.citing import rule_at
from calculator.words.explanation import Line
from calculator.words.framework_bounds import entered_clause
from calculator.words.moment_words import signed
from calculator.words.wording import Wording

_STEPS: dict[PairStep, str] = {"total": "in_scope", "level": "share", "status": "share", "rule": "share"}
"""The step of an explanation in whose tables the rule of a part stands, where it is not called the same."""
_MORE = N_("The fund paid {amount} more of this visit than of the other")
_LESS = N_("The fund paid {amount} less of this visit than of the other")
_SAME = N_("The fund paid as much of this visit as of the other")


class PairWords:
    """A pair of visits in one language."""

    def __init__(self, case: Case, pair: VisitPair, words: Wording) -> None:
        self.pair, self.words = pair, words
        self._visits = {visit.id: visit for visit in case.visits}
        self._people = {person.id: person for person in case.people}

    def title(self) -> str:
        """The difference in a sentence."""
        difference = self.pair.difference
        words = self.words
        if difference is None:
            return words.text(N_("One of the two visits could not be computed, so they cannot be compared"))
        text = words.text(_SAME if not difference else _MORE if difference > 0 else _LESS)
        return text.format(amount=words.yuan(abs(difference)))

    def subject(self) -> str:
        """Whose visits they are, and which."""
        whose = named(self._people[self._visits[self.pair.visit.id].person])
        words = self.words
        text = words.text(N_("{who}: {this} against {other}"))
        return text.format(who=whose, this=self.visit(self.pair.visit.id), other=self.visit(self.pair.against.id))

    def visit(self, visit_id: str) -> str:
        """A visit by its day and its institution."""
        visit = self._visits[visit_id]
        where = visit.institution_name or institution_word(visit, self.words)
        return f"{self.words.day(visit.date)} {where}"

    def amount(self, part: PairPart) -> str:
        """What a part moves."""
        return signed(part.amount, self.words)

    def sum(self) -> str:
        """The parts and the difference that they add up to."""
        words, pair = self.words, self.pair
        text = N_("{there} paid of the other {parts} = {here} paid of this one")
        parts = " ".join(map(self.amount, pair.parts))
        return " ".join(
            words.text(text)
            .format(there=words.yuan(pair.against.pooled), parts=parts, here=words.yuan(pair.visit.pooled))
            .split()
        )

    def sentence(self, part: PairPart) -> str:
        """A part: what this visit has, and what the other had."""
        words, here, there = self.words, self.pair.here, self.pair.there
        if part.decision is not None or here is None or there is None:
            message = "" if part.decision is None else words.say(part.decision.message)
            visit = self.pair.visit if self.pair.visit.excluded is not None else self.pair.against
            text = words.text(N_("{visit} is not paid by pooling: {why}"))
            return text.format(visit=self.visit(visit.id), why=message)
        match part.step:
            case "total":
                return self._instead(N_("The bill is {here}, not {there}"), here.total, there.total)
            case "in_scope":
                text = N_("Of the bill {here} is not in scope, not {there}")
                return self._instead(text, here.total - here.in_scope, there.total - there.in_scope)
            case "deductible":
                text = N_("{here} of the year's deductible was still to be asked, not {there}")
                return self._instead(text, here.asked, there.asked)
            case "cap":
                return self._instead(N_("{here} of the year's limit was left, not {there}"), here.room, there.room)
            case "level":
                text, of = N_("{here} instead of {there}: {figures}"), (words.word(here.level), words.word(there.level))
            case "status":
                text = N_("{here} instead of {there}: {figures}")
                of = words.word(here.status), words.word(there.status)
            case _:
                text = N_("the rules of {here} instead of those of {there}: {figures}")
                of = words.day(here.day), words.day(there.day)
        return words.text(text).format(here=of[0], there=of[1], figures=self._figures(here, there))

    def _instead(self, text: str, here: int, there: int) -> str:
        return self.words.text(text).format(here=self.words.yuan(here), there=self.words.yuan(there))

    def _figures(self, here: Side, there: Side) -> str:
        """Standard and rate of both, as far as they differ."""
        words, told = self.words, []
        if here.standard != there.standard:
            text = words.text(N_("standard {here}, not {there}"))
            told.append(text.format(here=words.yuan(here.standard), there=words.yuan(there.standard)))
        if here.rate != there.rate or not told:
            text = words.text(N_("rate {here}, not {there}"))
            told.append(text.format(here=percent(here.rate), there=percent(there.rate)))
        return words.text(N_(", ")).join(told)

    def clause(self, part: PairPart) -> str:
        """Where the rule stands; both sides' where they are not the same."""
        return " / ".join(dict.fromkeys(self._cited(part, cite) for cite in (part.cite, part.there) if cite.source))

    def _cited(self, part: PairPart, cite: Cite) -> str:
        return entered_clause(cited(*cite), self.words) if part.typed else cited(*cite)

    def line(self, part: PairPart) -> Line:
        """A part as a step, each clause with where its rule is found."""
        sides = ((part.cite, self.pair.visit.date), (part.there, self.pair.against.date))
        step = _STEPS.get(part.step, part.step)
        found = {self._cited(part, cite): rule_at(step, *cite, day) for cite, day in sides if cite.source}
        return Line(self.amount(part), self.sentence(part), "\n".join(found), rules=tuple(found.values()))

    def as_text(self) -> str:
        """The whole for a chat message."""
        lines = [self.title(), self.subject()]
        for number, part in enumerate(self.pair.parts, start=1):
            lines.append(f"{number}. {self.amount(part)}  {self.sentence(part)}")
            if clause := self.clause(part):
                lines.append(f"   {clause}")
        if self.pair.parts:
            lines.append(self.sum())
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """In the form of the contract."""
        pair = self.pair
        return {
            "visit": pair.visit.id,
            "against": pair.against.id,
            "parts": [
                {
                    "step": part.step,
                    "amount": format_amount(part.amount),
                    "text": self.sentence(part),
                    "source": part.cite.source,
                    "clause": part.cite.clause,
                }
                for part in pair.parts
            ],
            "difference": None if pair.difference is None else format_amount(pair.difference),
        }
