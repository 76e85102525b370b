"""Why a slip says something else, in sentences: the causes, what comes nearest, and what to ask at the counter."""

from calculator.case.case import Case
from calculator.case.slip_changes import MET, OPENING, Change
from calculator.engine.stated_figures import computed_figure, stated_amounts
from calculator.engine.statement import StatedAmounts, StatedFigure, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.months import format_month, month_of
from calculator.policy.packs import Packs
from calculator.whatif.slip_causes import Nearest, SlipCause, SlipExplanation
from calculator.words.cell_display import named
from calculator.words.stated_words import difference_parts, figure_word
from calculator.words.wording import Wording

_AMOUNTS = {
    "deductible_used": N_("{amount} of the year's deductible had been used before (computed {before})"),
    "pooled_used": N_("the fund had paid {amount} of the year's limit before (computed {before})"),
    "out_of_catalogue": N_("{amount} of the bill were out of catalogue or over the price limit (entered {before})"),
    "first_self_pay": N_("{amount} of the bill were first self-pay (entered {before})"),
    "paid_elsewhere": N_("{amount} of the bill had been paid by another scheme (entered {before})"),
}
_AT_OPENING = {
    "deductible_used": N_("{amount} of the year's deductible had been used before the period (entered {before})"),
    "pooled_used": N_("the fund had paid {amount} of the year's limit before the period (entered {before})"),
}
_MET = N_("the year's deductible had been met before")
_MISSING = N_("a visit with {amount} in scope, {level}, is missing before it")
_MISSING_PAID = N_("a visit with {amount} in scope, {level}, paid by the account, is missing before it")
_INSTEAD = {
    "level": N_("the institution were {after} (entered {before})"),
    "prescriber": N_("the prescription came from {after} (entered {before})"),
    "setting": N_("the bill had been settled as {after} (entered {before})"),
    "status": N_("the status were {after} (entered {before})"),
    "version": N_("the rules {after} applied (now {before})"),
}
_EITHER = {
    "circumstance": (N_("the bill were marked “{name}”"), N_("the bill were not marked “{name}”")),
    "emergency": (N_("it were an emergency"), N_("it were no emergency")),
}
_FIRST: tuple[StatedFigure, ...] = (
    "pooled",
    "deductible",
    "in_scope",
    "account",
    "family_account",
    "cash",
    "balance_after",
)


class CauseWords:
    """The causes of a household's slips in one language."""

    def __init__(self, case: Case, packs: Packs, words: Wording) -> None:
        self._packs, self._words = packs, words
        self._people = {person.id: person for person in case.people}
        self._visits = {visit.id: visit for visit in case.visits}

    def sentence(self, cause: SlipCause) -> str:
        """A cause with the figures that it leads to, and what becomes of the other slips."""
        words = self._words
        said = words.text(N_("If {changes}, it is as on the slip: {figures}")).format(
            changes=self.clause(cause.changes), figures=self._figures(cause.settled)
        )
        if cause.broken:
            more = words.text(N_("slips that agree now and then would not: {count}"))
        elif cause.mended:
            more = words.text(N_("other slips that then agree too: {count}"))
        else:
            return said
        more = more.format(count=cause.broken or cause.mended)
        return words.text(N_("{sentence} ({more})")).format(sentence=said, more=more)

    def nearest(self, nearest: Nearest) -> str:
        """The change that comes nearest, and what then still differs."""
        words = self._words
        left = words.text(N_("; ")).join(difference_parts(nearest.difference, words))
        return words.text(N_("Nearest: if {change}; then still {left}")).format(
            change=self.clause((nearest.change,)), left=left
        )

    def differs(self, difference: StatedAmounts) -> str:
        """What differs, in one line."""
        return self._words.text(N_("; ")).join(difference_parts(difference, self._words))

    def clause(self, changes: tuple[Change, ...]) -> str:
        """Changes as the part of a sentence that begins with “if”."""
        return self._words.text(N_(" and ")).join(map(self._change, changes))

    def _figures(self, settled: VisitSettlement) -> str:
        """The figures of the slip, which are now the computed ones: those that differed are told first."""
        words, visit = self._words, self._visits[settled.id]
        stated = stated_amounts(visit.stated)
        told = []
        for figure in _FIRST:
            if figure in stated:
                amount = computed_figure(figure, visit, settled, stated[figure])
                if amount is not None:
                    told.append(f"{figure_word(figure, words)} {words.yuan(amount)}")
        return words.text(N_(", ")).join(told)

    def _change(self, change: Change) -> str:
        """One change as a clause."""
        words, kind, after = self._words, change.kind, change.after
        text, figures = (
            _INSTEAD.get(kind, ""),
            {"after": words.word(str(after)), "before": words.word(str(change.before))},
        )
        if kind in _AMOUNTS:
            text = _MET if change.name == MET else _AT_OPENING[kind] if change.name == OPENING else _AMOUNTS[kind]
            amount, before = (after, change.before) if kind != "pooled_used" else (after[1], change.before[1])
            figures = {"amount": words.yuan(amount), "before": words.yuan(before)}
        elif kind in _EITHER:
            text = _EITHER[kind][0 if after else 1]
            figures = {"name": words.word(change.name)}
        elif kind == "missing_visit":
            text = _MISSING_PAID if after.payers else _MISSING
            figures = {"amount": words.yuan(after.in_scope), "level": words.word(after.level)}
        elif kind == "order":
            text = N_("it had been settled as number {place} of that day")
            figures = {"place": str(after.index(change.subject) + 1)}
        elif kind == "retirement_date":
            text = N_("{name} had retired in {month}")
            figures = {"name": named(self._people[change.subject]), "month": format_month(month_of(after))}
        elif kind == "reading":
            pack = self._packs.pack(change.subject)
            text = N_("the text were read so: {question} {answer}")
            answer = words.reading(pack, change.name, after)
            figures = {"question": words.question(pack, change.name), "answer": answer}
        return words.text(text).format(**figures)


def counter_questions(explanation: SlipExplanation, words: Wording) -> list[str]:
    """What to ask at the counter, by what the slip does not say and by what differs."""
    visit, settled = explanation.visit, explanation.settled
    difference = settled.stated_difference or {}
    stated = stated_amounts(visit.stated)
    asked = []
    if "in_scope" not in stated or difference["in_scope"]:
        asked.append(N_("How much of the bill was in scope (符合政策范围金额), and which items were not?"))
    if "deductible" not in stated or difference["deductible"]:
        asked.append(
            N_("How much deductible was asked this time (实际支付起付线), and how much of the year's was used before?")
        )
    if difference.get("pooled", 0) != 0:
        asked.append(
            N_("At which rate did the pooled fund pay (支付比例), and how much had it paid before (年度累计)?")
        )
    if any(difference.get(name) for name in ("account", "family_account", "balance_after")):
        asked.append(N_("Which accounts paid how much (个人账户支出, 账户共济支付), and what was the balance before?"))
    return [words.text(text) for text in asked]


def explanation_lines(case: Case, packs: Packs, explanation: SlipExplanation, words: Wording, shown: int) -> list[str]:
    """Why a slip says something else, line by line: `shown` causes at most, how many more there are, what to ask."""
    told = CauseWords(case, packs, words)
    difference = explanation.settled.stated_difference
    if difference is None:
        return [words.text(N_("This visit carries no figures of a slip"))]
    lines = [told.differs(difference) or words.text(N_("Everything is as on the slip"))]
    if explanation.settled.refused is not None:
        return [*lines, words.say(explanation.settled.refused.message)]
    if not any(difference.values()):
        return lines
    lines += [f"{number}. {told.sentence(cause)}" for number, cause in enumerate(explanation.causes[:shown], start=1)]
    more = len(explanation.causes) - shown
    if more > 0:
        lines.append(words.text(N_("{count} more, most of them two things at once")).format(count=more))
    if not explanation.causes:
        lines.append(words.text(N_("No single thing, and no two together, explain every figure of the slip")))
        if explanation.nearest is not None:
            lines.append(told.nearest(explanation.nearest))
        lines.append(words.text(N_("Ask at the counter:")))
        lines += [f"· {question}" for question in counter_questions(explanation, words)]
    if not explanation.whole:
        lines.append(words.text(N_("The household is large: not every pair was tried")))
    return lines
