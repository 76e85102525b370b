"""What the explanation says: of a visit its steps, of a year's figure what it is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from calculator.case.case import Person
from calculator.engine.statement import AccountMonth, Readings, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.months import Month, first_day, format_month, last_day
from calculator.policy.pack import Pack
from calculator.words.cell_display import cited, named
from calculator.words.citing import Cites, RuleAt, rule_at, rule_of_bound
from calculator.words.framework_bounds import entered_clause, range_text
from calculator.words.moment_words import signed
from calculator.words.personal_year import PersonalYear
from calculator.words.wording import Wording

_HEADINGS = {
    "admitted": N_("Admitted"),
    "in_scope": N_("In scope"),
    "deductible": N_("Deductible this time"),
    "share": N_("Paid by rate"),
    "cap": N_("Paid by the pooled fund"),
    "account": N_("Paid by account"),
    "excluded": N_("Not paid by pooling"),
}


@dataclass(frozen=True)
class Line:
    """One step in words: heading with its amount, formula, document and clause with its first day, reading.

    `rule` is where its clause is found on the page of a region's policy, where there is one; `rules` the same for
    each of several clauses, which stand on lines of their own.
    """

    heading: str
    formula: str
    clause: str
    reading: str = ""
    rule: RuleAt | None = None
    rules: tuple[RuleAt | None, ...] = ()


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
    settled: VisitSettlement,
    person: Person,
    pack: Pack,
    wording: Wording,
    people: Iterable[Person] = (),
    readings: Mapping[str, str] | None = None,
) -> Told:
    """Why a visit came out as it did; `person` is whose it is, `pack` that of their region, read by `readings`.

    Of `people` the names of those are taken whose accounts paid beside the person's own.
    """
    cites = Cites(pack, wording, readings or {})
    parts = [settled.date.isoformat(), person.name, wording.word(settled.level), wording.word(settled.status)]
    subject = " · ".join(part for part in parts if part)
    if settled.refused is not None:
        clause = cited(settled.refused.source, settled.refused.clause)
        rule = rule_at("excluded", settled.refused.source, settled.refused.clause, settled.date)
        said = wording.say(settled.refused.message)
        heading = N_("Not counted yet") if settled.refused.code == "entry_unread" else N_("No rule, no number")
        lines = [Line(wording.text(heading), said, clause, rule=rule)]
        if settled.refused.code == "city_parameters_required":
            ranged = range_text(pack, settled.status, settled.total, wording)
            lines += [Line(wording.text(N_("A range, no result")), ranged, "")] if ranged else []
        return Told(wording.text(N_("Why is nothing computed?")), subject, tuple(lines))
    if settled.excluded is not None:
        title = wording.text(N_("Why does the pooled fund not pay?"))
    else:
        question = wording.text(N_("Why does the pooled fund pay {amount} yuan?"))
        title = question.format(amount=wording.yuan(settled.pooled))
    lines = list[Line]()
    for step in settled.steps:
        heading = wording.text(_HEADINGS[step.name])
        if step.name not in ("admitted", "excluded"):
            heading = f"{heading} {wording.yuan(step.amount)}"
        reading = _read_as(wording, pack, step.reading)
        formula = wording.say(step.text)
        if step.name == "account" and step.whole:
            formula = _with_payers(formula, settled, person, wording, people)
        clause, rule = cites.of_step(step, settled.date)
        lines.append(Line(heading, formula, clause, reading, rule))
    return Told(title, subject, tuple(lines))


def figure_told(of: PersonalYear, subject: str, *, each_visit: bool = True) -> Told:
    """What a figure of the year is made of: `pooled`, `deductible`, `account` or `cash`. Raises KeyError.

    Without `each_visit` the visits are left out, for where each of them is told of by itself.
    """
    about = {"pooled": _pooled, "deductible": _deductible, "cash": _cash}
    return _account(of) if subject == "account" else about[subject](of, each_visit)


def month_told(of: PersonalYear, month: Month, payments: Sequence[tuple[str, int]]) -> Told:
    """What moved the account in a month: its credit, and `payments` in their order, each in words with its 分.

    Raises KeyError for a month that is not covered.
    """
    words = of.wording
    found = next((one for one in of.computed.account.months if one.month == month), None)
    if found is None:
        raise KeyError(month)
    title = words.text(N_("What moved the account in {month}?")).format(month=format_month(month))
    corrected = found.corrected or 0
    before = found.balance - (found.credit or 0) + found.paid - corrected
    lines = [Line(words.text(N_("Before this month {amount}")).format(amount=words.yuan(before)), "", "")]
    lines.append(_months(of, [found]))
    lines += [Line(f"{what} −{words.yuan(paid)}", "", "") for what, paid in payments]
    after = words.text(N_("At the end of the month {amount}")).format(amount=words.yuan(found.balance))
    sum_of = f"{words.yuan(before)} + {words.yuan(found.credit or 0)} − {words.yuan(found.paid)}"
    if corrected:
        lines.append(Line(_correction(of, found), "", ""))
        sum_of += f" {signed(corrected, words)}"
    lines.append(Line(after, f"{sum_of} = {words.yuan(found.balance)}", ""))
    return Told(title, _subject(of), tuple(lines))


def _with_payers(
    formula: str, settled: VisitSettlement, person: Person, wording: Wording, people: Iterable[Person]
) -> str:
    """What the account paid, and by whose accounts where another's was among them."""
    if all(payment.payer == person.id for payment in settled.account):
        return formula
    names = {one.id: named(one) for one in people}
    parts = [f"{names.get(paid.payer, paid.payer)} {wording.yuan(paid.amount)}" for paid in settled.account]
    return wording.text(N_("; ")).join([formula, *parts])


def _read_as(wording: Wording, pack: Pack, said: Readings) -> str:
    """The readings that bore on a figure, with a mark where one is not the default."""
    if not said:
        return ""
    defaults = pack.default_readings()
    office = tuple((name, value) for name, value in said if wording.adopts(pack, name, value))
    chosen = any(defaults.get(name, value) != value for name, value in said if (name, value) not in office)
    text = N_("✎ Reading chosen, not the default: {reading}") if chosen else N_("Reading: {reading}")
    ours = tuple(one for one in said if one not in office)
    told = [(N_("Adopted by this office: {reading}"), office), (text, ours)]
    between = wording.text(N_("; "))
    return between.join(
        wording.text(way).format(reading=between.join(wording.reading(pack, *one) for one in what))
        for way, what in told
        if what
    )


def _cites(of: PersonalYear) -> Cites:
    return Cites(of.pack, of.wording, of.readings)


def _standing(of: PersonalYear, name: str) -> tuple[str, RuleAt | None]:
    """The clause of a figure of the year, `cap` or `deductible`; where it stands, or what bounds a person's own."""
    day, source, clause, set_by, bound = (
        _last_day(of),
        *(getattr(of.year, f"{name}_{part}") for part in ("source", "clause", "set_by", "bound")),
    )
    if set_by is not None:
        return entered_clause(bound or "", of.wording), rule_of_bound(name, bound, day)
    return _cites(of).of(name, source, clause, day), rule_at(name, source, clause, day)


def _last_day(of: PersonalYear) -> date:
    """The last covered day of the year, whose rules its cap and its standards are."""
    months = [month.month for month in of.computed.account.months if month.month // 12 == of.year.year]
    return last_day(Month(max(months)))


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
            heading = words.text(N_("{visit}: {amount}")).format(
                visit=f"{visit.date:%m-%d} {words.word(visit.level)}", amount=words.yuan(amount)
            )
            cite = (decision.source, decision.clause) if decision else (None, None)
            lines.append(Line(heading, said, cited(*cite), rule=rule_at("excluded", *cite, visit.date)))
    return lines


def _pooled(of: PersonalYear, each_visit: bool) -> Told:
    words, year = of.wording, of.year
    title = words.text(N_("What is {amount} yuan of the pooled fund made of?")).format(
        amount=words.yuan(year.pooled_to_date)
    )
    lines = _earlier(of, "pooled") + _of_visits(of, "pooled", each_visit)
    if year.cap is not None:
        text, counted = N_("Cap {cap} − paid {paid} = {left} left"), year.pooled_to_date
        if year.expense_to_date is not None:
            text, counted = N_("Limit {cap} − in-scope cost {paid} so far: {left} left"), year.expense_to_date
        text = words.text(text).format(
            cap=words.yuan(year.cap), paid=words.yuan(counted), left=words.yuan(year.cap_remaining)
        )
        clause, rule = _standing(of, "cap")
        lines.append(Line(words.text(N_("Yearly cap")), text, clause, rule=rule))
    return Told(title, _subject(of), tuple(lines))


def _deductible(of: PersonalYear, each_visit: bool) -> Told:
    words, year = of.wording, of.year
    title = words.text(N_("How is {amount} yuan of the deductible used up?")).format(
        amount=words.yuan(year.deductible_used)
    )
    lines = _earlier(of, "deductible_used") + _of_visits(of, "deductible", each_visit)
    if year.deductible_standard is not None and year.deductible_left is not None:
        clause, rule = _standing(of, "deductible")
        for level, standard in year.deductible_standard.items():
            heading = words.text(N_("Standard, {level}: {standard}")).format(
                level=words.word(level), standard=words.yuan(standard)
            )
            left = words.text(N_("A next visit is asked {left}")).format(left=words.yuan(year.deductible_left[level]))
            lines.append(Line(heading, left, clause, rule=rule))
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
    for _key, group in groupby(months, key=_alike):
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
    lines += [Line(_correction(of, month), "", "") for month in months if month.corrected]
    lines += [
        Line(
            words.text(N_("Use of the account")),
            words.say(answer.message),
            _cites(of).of("account", answer.source, answer.clause, use.date),
            rule=rule_at("account", answer.source, answer.clause, use.date),
        )
        for use, answer in of.uses
    ]
    return Told(title, _subject(of), tuple(lines))


def _correction(of: PersonalYear, month: AccountMonth) -> str:
    text = of.wording.text(N_("{month}: known balance, {amount} against the computed one"))
    amount = signed(month.corrected or 0, of.wording)
    return text.format(month=format_month(Month(month.month)), amount=amount)


def _alike(month: AccountMonth) -> tuple[object, ...]:
    """What months that are told of in one line have in common; without a rule, what is wanting, not for when."""
    if month.refused is not None:
        return month.refused.code, month.status, month.refused.year, month.clause
    return month.credit, month.text, month.clause


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
    clause = _cites(of).of("credit", first.source, first.clause, first_day(Month(first.month)))
    if first.set_by is not None:
        clause = entered_clause("", words)
    rule = rule_at("credit", first.source, first.clause, first_day(Month(first.month)))
    return Line(heading, words.say(first.text), clause, reading, rule)
