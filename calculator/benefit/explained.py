"""What the explanation says: of a visit its steps, of a year's figure what it is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from calculator.benefit.case import Person
from calculator.benefit.months import Month, format_month
from calculator.benefit.personal_year import PersonalYear
from calculator.benefit.shown import cited, named
from calculator.benefit.statement import AccountMonth, VisitSettlement
from calculator.benefit.wording import Wording
from calculator.language import N_
from calculator.policy.pack import Pack

_HEADINGS = {
    "in_scope": N_("In scope"),
    "deductible": N_("Deductible this time"),
    "share": N_("Paid by rate"),
    "cap": N_("Paid by the pooled fund"),
    "account": N_("Paid by account"),
    "excluded": N_("Not paid by pooling"),
}


@dataclass(frozen=True)
class Line:
    """One step in words: heading with its amount, formula, document and clause, reading."""

    heading: str
    formula: str
    clause: str
    reading: str = ""


@dataclass(frozen=True)
class Told:
    """A title, what it is about, and the steps."""

    title: str
    subject: str
    lines: tuple[Line, ...] = ()

    def as_text(self) -> str:
        """The same for a chat message."""
        parts = [self.title, self.subject]
        for number, line in enumerate(self.lines, start=1):
            parts.append(f"{number}. {line.heading}")
            parts += [f"   {text}" for text in (line.formula, line.reading, line.clause) if text]
        return "\n".join(part for part in parts if part.strip()) + "\n"


def visit_told(
    settled: VisitSettlement, person: Person, pack: Pack, wording: Wording, people: Iterable[Person] = ()
) -> Told:
    """Why a visit came out as it did; `person` is whose it is, `pack` that of their region.

    Of `people` the names of those are taken whose accounts paid beside the person's own.
    """
    parts = [settled.date.isoformat(), person.name, wording.word(settled.level), wording.word(settled.status)]
    subject = " · ".join(part for part in parts if part)
    if settled.refused is not None:
        clause = cited(settled.refused.source, settled.refused.clause)
        line = Line(wording.text(N_("No rule, no number")), wording.say(settled.refused.message), clause)
        return Told(wording.text(N_("Why is nothing computed?")), subject, (line,))
    if settled.excluded is not None:
        title = wording.text(N_("Why does the pooled fund not pay?"))
    else:
        question = wording.text(N_("Why does the pooled fund pay {amount} yuan?"))
        title = question.format(amount=wording.yuan(settled.pooled))
    lines = []
    for step in settled.steps:
        heading = wording.text(_HEADINGS[step.name])
        if step.name != "excluded":
            heading = f"{heading} {wording.yuan(step.amount)}"
        reading = _read_as(wording, pack, step.reading)
        formula = wording.say(step.text)
        if step.name == "account":
            formula = _with_payers(formula, settled, person, wording, people)
        lines.append(Line(heading, formula, cited(step.source, step.clause), reading))
    return Told(title, subject, tuple(lines))


def figure_told(of: PersonalYear, subject: str, *, each_visit: bool = True) -> Told:
    """What a figure of the year is made of: `pooled`, `deductible`, `account` or `cash`. Raises KeyError.

    Without `each_visit` the visits are left out, for where each of them is told of by itself.
    """
    about = {"pooled": _pooled, "deductible": _deductible, "cash": _cash}
    return _account(of) if subject == "account" else about[subject](of, each_visit)


def _with_payers(
    formula: str, settled: VisitSettlement, person: Person, wording: Wording, people: Iterable[Person]
) -> str:
    """What the account paid, and by whose accounts where another's was among them."""
    if all(payment.payer == person.id for payment in settled.account):
        return formula
    names = {one.id: named(one) for one in people}
    parts = [f"{names.get(paid.payer, paid.payer)} {wording.yuan(paid.amount)}" for paid in settled.account]
    return wording.text(N_("; ")).join([formula, *parts])


def _read_as(wording: Wording, pack: Pack, said: str | None) -> str:
    """The readings that bore on a figure, with a mark where one is not the default."""
    if not said:
        return ""
    defaults = pack.default_readings()
    pairs = (pair.split(": ", 1) for pair in said.split("; "))
    chosen = any(defaults.get(name, value) != value for name, value in pairs)
    text = N_("✎ Reading chosen, not the default: {reading}") if chosen else N_("Reading: {reading}")
    return wording.text(text).format(reading=wording.readings(pack, said))


def _subject(of: PersonalYear) -> str:
    return f"{of.person.name} · {of.year.year}"


def _of_visits(of: PersonalYear, name: str, each_visit: bool) -> list[Line]:
    """One line a visit that has the figure `name`."""
    words, lines = of.wording, list[Line]()
    if not each_visit:
        return lines
    for visit in of.year.visits:
        amount = getattr(visit, name)
        decision = visit.refused or visit.excluded
        if amount or (visit.refused is not None):
            said = words.say(decision.message) if decision else ""
            heading = f"{visit.date:%m-%d} {words.word(visit.level)} {words.yuan(amount)}"
            lines.append(Line(heading, said, cited(decision.source, decision.clause) if decision else ""))
    return lines


def _pooled(of: PersonalYear, each_visit: bool) -> Told:
    words, year = of.wording, of.year
    title = words.text(N_("What is {amount} yuan of the pooled fund made of?")).format(
        amount=words.yuan(year.pooled_to_date)
    )
    lines = _earlier(of, "pooled") + _of_visits(of, "pooled", each_visit)
    if year.cap is not None:
        text = words.text(N_("Cap {cap} − paid {paid} = {left} left")).format(
            cap=words.yuan(year.cap), paid=words.yuan(year.pooled_to_date), left=words.yuan(year.cap_remaining)
        )
        lines.append(Line(words.text(N_("Yearly cap")), text, cited(year.cap_source, year.cap_clause)))
    return Told(title, _subject(of), tuple(lines))


def _deductible(of: PersonalYear, each_visit: bool) -> Told:
    words, year = of.wording, of.year
    title = words.text(N_("How is {amount} yuan of the deductible used up?")).format(
        amount=words.yuan(year.deductible_used)
    )
    lines = _earlier(of, "deductible_used") + _of_visits(of, "deductible", each_visit)
    if year.deductible_standard is not None and year.deductible_left is not None:
        for level, standard in year.deductible_standard.items():
            heading = words.text(N_("Standard, {level}: {standard}")).format(
                level=words.word(level), standard=words.yuan(standard)
            )
            left = words.text(N_("A next visit is asked {left}")).format(left=words.yuan(year.deductible_left[level]))
            lines.append(Line(heading, left, cited(year.deductible_source, year.deductible_clause)))
    return Told(title, _subject(of), tuple(lines))


def _earlier(of: PersonalYear, name: str) -> list[Line]:
    if of.opening is None or not getattr(of.opening, name):
        return []
    heading = of.wording.text(N_("Before the period {amount}")).format(
        amount=of.wording.yuan(getattr(of.opening, name))
    )
    return [Line(heading, of.wording.text(N_("as entered")), "")]


def _cash(of: PersonalYear, each_visit: bool) -> Told:
    title = of.wording.text(N_("What is {amount} yuan of cash made of?")).format(
        amount=of.wording.yuan(of.year.totals.cash)
    )
    return Told(title, _subject(of), tuple(_of_visits(of, "cash", each_visit)))


def _account(of: PersonalYear) -> Told:
    words, account = of.wording, of.year.account
    title = words.text(N_("How does the account come to {amount} yuan?")).format(amount=words.yuan(account.balance))
    opening = words.text(N_("At the start of the year {amount}")).format(amount=words.yuan(account.opening))
    lines = [Line(opening, "", "")]
    months = [month for month in of.computed.account.months if month.month // 12 == of.year.year]
    for _key, group in groupby(months, key=lambda month: (month.credit, month.text, month.clause)):
        lines.append(_months(of, list(group)))
    lines += [
        Line(
            words.text(N_("{month}: paid {amount}")).format(
                month=format_month(Month(month.month)), amount=words.yuan(month.paid)
            ),
            words.text(N_("balance {amount}")).format(amount=words.yuan(month.balance)),
            "",
        )
        for month in months
        if month.paid
    ]
    lines += [
        Line(words.text(N_("Use of the account")), words.say(answer.message), cited(answer.source, answer.clause))
        for _use, answer in of.uses
    ]
    return Told(title, _subject(of), tuple(lines))


def _months(of: PersonalYear, group: list[AccountMonth]) -> Line:
    words, first, last = of.wording, group[0], group[-1]
    span = format_month(Month(first.month))
    if last is not first:
        span += f" – {format_month(Month(last.month))}"
    if first.credit is None:
        heading = words.text(N_("{months}: credit unknown")).format(months=span)
    else:
        heading = words.text(N_("{months}: {amount} credited a month")).format(
            months=span, amount=words.yuan(first.credit)
        )
    reading = _read_as(words, of.pack, first.reading)
    return Line(heading, words.say(first.text), cited(first.source, first.clause), reading)
