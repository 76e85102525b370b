"""What the explanation says: of a visit its steps, of a year's figure what it is made of."""

from dataclasses import dataclass
from itertools import groupby

from calculator.benefit.months import Month, format_month
from calculator.benefit.statement import AccountMonth, VisitSettlement
from calculator.desktop.session import Session
from calculator.desktop.texts import cited
from calculator.language import N_
from calculator.widgets.explanation import Line

_HEADINGS = {
    "in_scope": N_("In scope"),
    "deductible": N_("Deductible this time"),
    "share": N_("Paid by rate"),
    "cap": N_("Paid by the pooled fund"),
    "account": N_("Paid by account"),
    "excluded": N_("Not paid by pooling"),
}


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


def told(session: Session) -> Told:
    """The explanation of what is selected."""
    about = {"pooled": _pooled, "deductible": _deductible, "account": _account, "cash": _cash}.get(session.subject)
    if about is not None:
        return about(session)
    tr = session.wording.text
    if session.visit_id is None:
        return Told(
            tr(N_("How was it computed?")),
            tr(N_("Select a visit or a figure: its steps stand here, each with its clause.")),
        )
    return _visit(session, session.settlement(session.visit_id))


def _visit(session: Session, settled: VisitSettlement) -> Told:
    words = session.wording
    person = session.person_of(session.visit(settled.id).person)
    parts = [settled.date.isoformat(), person.name, words.word(settled.level), words.word(settled.status)]
    subject = " · ".join(part for part in parts if part)
    if settled.refused is not None:
        clause = cited(settled.refused.source, settled.refused.clause)
        line = Line(words.text(N_("No rule, no number")), words.say(settled.refused.message), clause)
        return Told(words.text(N_("Why is nothing computed?")), subject, (line,))
    if settled.excluded is not None:
        title = words.text(N_("Why does the pooled fund not pay?"))
    else:
        question = words.text(N_("Why does the pooled fund pay {amount} yuan?"))
        title = question.format(amount=session.wording.yuan(settled.pooled))
    return Told(title, subject, tuple(_steps(session, settled, person.region)))


def _steps(session: Session, settled: VisitSettlement, region: str) -> list[Line]:
    words, pack = session.wording, session.library.pack(region)
    lines = []
    for step in settled.steps:
        heading = words.text(_HEADINGS[step.name])
        if step.name != "excluded":
            heading = f"{heading} {session.wording.yuan(step.amount)}"
        reading = words.readings(pack, step.reading)
        lines.append(Line(heading, words.say(step.text), cited(step.source, step.clause), _read_as(session, reading)))
    return lines


def _read_as(session: Session, reading: str) -> str:
    return session.wording.text(N_("Reading: {reading}")).format(reading=reading) if reading else ""


def _subject(session: Session) -> str:
    return f"{session.person.name} · {session.year}"


def _of_visits(session: Session, name: str) -> list[Line]:
    """One line a visit that has the figure `name`."""
    words, lines = session.wording, []
    for visit in session.year_statement.visits:
        amount = getattr(visit, name)
        decision = visit.refused or visit.excluded
        if amount or (visit.refused is not None):
            said = words.say(decision.message) if decision else ""
            heading = f"{visit.date:%m-%d} {words.word(visit.level)} {session.wording.yuan(amount)}"
            lines.append(Line(heading, said, cited(decision.source, decision.clause) if decision else ""))
    return lines


def _pooled(session: Session) -> Told:
    tr, year = session.wording.text, session.year_statement
    title = tr(N_("What is {amount} yuan of the pooled fund made of?")).format(
        amount=session.wording.yuan(year.pooled_to_date)
    )
    lines = _earlier(session, "pooled") + _of_visits(session, "pooled")
    if year.cap is not None:
        text = tr(N_("Cap {cap} − paid {paid} = {left} left")).format(
            cap=session.wording.yuan(year.cap),
            paid=session.wording.yuan(year.pooled_to_date),
            left=session.wording.yuan(year.cap_remaining),
        )
        lines.append(Line(tr(N_("Yearly cap")), text, cited(year.cap_source, year.cap_clause)))
    return Told(title, _subject(session), tuple(lines))


def _deductible(session: Session) -> Told:
    words, year = session.wording, session.year_statement
    title = words.text(N_("How is {amount} yuan of the deductible used up?")).format(
        amount=session.wording.yuan(year.deductible_used)
    )
    lines = _earlier(session, "deductible_used") + _of_visits(session, "deductible")
    if year.deductible_standard is not None and year.deductible_left is not None:
        for level, standard in year.deductible_standard.items():
            heading = words.text(N_("Standard, {level}: {standard}")).format(
                level=words.word(level), standard=session.wording.yuan(standard)
            )
            left = words.text(N_("A next visit is asked {left}")).format(
                left=session.wording.yuan(year.deductible_left[level])
            )
            lines.append(Line(heading, left, cited(year.deductible_source, year.deductible_clause)))
    return Told(title, _subject(session), tuple(lines))


def _earlier(session: Session, name: str) -> list[Line]:
    opening = session.person.opening
    if opening is None or session.year != session.case.from_ // 12 or not getattr(opening, name):
        return []
    heading = session.wording.text(N_("Before the period {amount}")).format(
        amount=session.wording.yuan(getattr(opening, name))
    )
    return [Line(heading, session.wording.text(N_("as entered")), "")]


def _cash(session: Session) -> Told:
    tr, sums = session.wording.text, session.year_statement.totals
    title = tr(N_("What is {amount} yuan of cash made of?")).format(amount=session.wording.yuan(sums.cash))
    return Told(title, _subject(session), tuple(_of_visits(session, "cash")))


def _account(session: Session) -> Told:
    words, account = session.wording, session.year_statement.account
    title = words.text(N_("How does the account come to {amount} yuan?")).format(
        amount=session.wording.yuan(account.balance)
    )
    opening = words.text(N_("At the start of the year {amount}")).format(amount=session.wording.yuan(account.opening))
    lines = [Line(opening, "", "")]
    months = [month for month in session.computed.account.months if month.month // 12 == session.year]
    for _key, group in groupby(months, key=lambda month: (month.credit, month.text, month.clause)):
        lines.append(_months(session, list(group)))
    lines += [
        Line(
            words.text(N_("{month}: paid {amount}")).format(
                month=format_month(Month(month.month)), amount=session.wording.yuan(month.paid)
            ),
            words.text(N_("balance {amount}")).format(amount=session.wording.yuan(month.balance)),
            "",
        )
        for month in months
        if month.paid
    ]
    lines += [
        Line(words.text(N_("Use of the account")), words.say(use.message), cited(use.source, use.clause))
        for use in session.computed.uses
    ]
    return Told(title, _subject(session), tuple(lines))


def _months(session: Session, group: list[AccountMonth]) -> Line:
    words, first, last = session.wording, group[0], group[-1]
    span = format_month(Month(first.month))
    if last is not first:
        span += f" – {format_month(Month(last.month))}"
    if first.credit is None:
        heading = words.text(N_("{months}: credit unknown")).format(months=span)
    else:
        heading = words.text(N_("{months}: {amount} credited a month")).format(
            months=span, amount=session.wording.yuan(first.credit)
        )
    reading = words.readings(session.pack, first.reading)
    return Line(heading, words.say(first.text), cited(first.source, first.clause), _read_as(session, reading))
