"""A year's account with the office in sentences: what the slips come to, and what would explain those that differ."""

from typing import Any, NamedTuple

from calculator.case.case import Case
from calculator.case.slip_changes import changed
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.policy.packs import Packs
from calculator.whatif.slip_cause_words import CauseWords, counter_questions
from calculator.whatif.slip_causes import SlipExplanation
from calculator.whatif.slip_json import case_json, change_json, differs_json
from calculator.whatif.slip_year import SlipYear
from calculator.words.cell_display import institution_word, named
from calculator.words.stated_words import stated_lines
from calculator.words.wording import Wording

_EXPLAINED = N_("If {changes}, slips that are as computed: {count}")
_UNEXPLAINED = N_("Nothing explains this slip")
_NOT_TRIED = N_("Not looked for any more, as the household is large")


class SlipLine(NamedTuple):
    """A slip that differs: its day and institution, what differs, and what else is said of it."""

    visit: str
    where: str
    differs: str
    note: str = ""


class SlipSection(NamedTuple):
    """Slips with one cause, or those that nothing explains."""

    title: str
    lines: tuple[SlipLine, ...]


class YearWords:
    """A year of slips in one language."""

    def __init__(self, case: Case, packs: Packs, year: SlipYear, words: Wording) -> None:
        self._case, self._packs, self.year, self.words = case, packs, year, words
        self._causes = CauseWords(case, packs, words)
        self._visits = {visit.id: visit for visit in case.visits}
        self._settled = {settled.id: settled for settled in year.differing}

    def title(self) -> str:
        """Whose year it is."""
        person = next(one for one in self._case.people if one.id == self.year.person)
        text = self.words.text(N_("Slips of {name}, {year}"))
        return text.format(name=named(person), year=self.year.year)

    def sums(self) -> list[str]:
        """What the slips come to against what was computed."""
        return list(stated_lines(self.year.slips, self.words))

    def sections(self) -> list[SlipSection]:
        """The slips that differ, cause by cause, and last those that nothing explains."""
        words, sections = self.words, list[SlipSection]()
        alike: dict[str, list[str]] = {}
        for group in self.year.groups:
            alike.setdefault(self._causes.clause(group.changes), []).extend(group.visits)
        for clause, visits in alike.items():
            sections.append(SlipSection(self._title(clause, len(visits)), tuple(map(self._line, visits))))
        for one in self.year.unexplained:
            note = "" if one.nearest is None else self._causes.nearest(one.nearest)
            title = words.text(_UNEXPLAINED if one.tried else _NOT_TRIED)
            if one.following:
                text = words.text(N_("{title}; once it is taken at its word, {count} later ones agree"))
                title = text.format(title=title, count=len(one.following))
            lines = (self._line(one.visit, note), *map(self._line, one.following))
            sections.append(SlipSection(title, lines))
        return sections

    def questions(self) -> list[str]:
        """What to ask at the counter: whether each cause is so, and about the slips that nothing explains."""
        words = self.words
        clauses = dict.fromkeys(self._causes.clause(group.changes) for group in self.year.groups)
        asked = [words.text(N_("Is it so that {clause}?")).format(clause=clause) for clause in clauses]
        for one in self.year.unexplained:
            explanation = SlipExplanation(self._visits[one.visit], self._settled[one.visit], (), None)
            day = words.day(self._visits[one.visit].date)
            text = words.text(N_("{day}: {question}"))
            asked += [text.format(day=day, question=question) for question in counter_questions(explanation, words)]
        return asked

    def _title(self, clause: str, count: int) -> str:
        return self.words.text(_EXPLAINED).format(count=count, changes=clause)

    def _line(self, visit_id: str, note: str = "") -> SlipLine:
        visit, settled = self._visits[visit_id], self._settled[visit_id]
        where = visit.institution_name or institution_word(visit, self.words)
        return SlipLine(visit_id, f"{self.words.day(visit.date)} {where}", self._difference(settled), note)

    def _difference(self, settled: VisitSettlement) -> str:
        return self._causes.differs(settled.stated_difference or {})

    def as_text(self) -> str:
        """The whole for a terminal or a message."""
        lines = [self.title(), *self.sums()]
        for number, section in enumerate(self.sections(), start=1):
            lines.append(f"{number}. {section.title}")
            for line in section.lines:
                lines.append(f"   {line.where}  {line.differs}")
                lines += [f"   {line.note}"] if line.note else []
        if asked := self.questions():
            lines += [self.words.text(N_("Ask at the counter:")), *(f"· {question}" for question in asked)]
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """The year's groups; each has the household with its changes and those of the groups before."""
        groups, case = list[dict[str, Any]](), self._case
        for group in self.year.groups:
            case = changed(case, self._packs, group.changes)
            groups.append(
                {
                    "changes": [change_json(change) for change in group.changes],
                    "text": self._title(self._causes.clause(group.changes), len(group.visits)),
                    "visits": list(group.visits),
                    "case": case_json(case),
                }
            )
        return {
            "person": self.year.person,
            "year": self.year.year,
            "differing": {one.id: differs_json(one.stated_difference or {}) for one in self.year.differing},
            "groups": groups,
            "unexplained": [
                {
                    "visit": one.visit,
                    "tried": one.tried,
                    "following": list(one.following),
                    "nearest": None if one.nearest is None else self._causes.nearest(one.nearest),
                }
                for one in self.year.unexplained
            ],
        }
