"""A statement and the policies as tables for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from calculator.case.case import Case
from calculator.engine.alternative_statement import Alternative, StatementWithAlternatives
from calculator.engine.statement import AccountMonth, PersonStatement, Statement, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.money import format_amount, format_percent
from calculator.ground.months import Month, format_month
from calculator.ground.text_width import display_width
from calculator.policy.library import Library
from calculator.policy.pack import Credit, Pack, Rule
from calculator.policy.rulebook import Rulebook
from calculator.words.cell_display import with_clause
from calculator.words.stated_words import difference_parts, difference_text, stated_lines
from calculator.words.wording import Wording


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Rows as aligned columns, the first being headings; `right` names the columns set flush right.

    Chinese characters count as two columns.
    """
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            space = " " * (widths[column] - display_width(cell))
            cells.append(space + cell if column in right else cell + space)
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "─" * (sum(widths) + 2 * (len(widths) - 1)))
    return "\n".join(lines) + "\n"


def _amount(fen: int | None) -> str:
    return "—" if fen is None else format_amount(fen)


def year_to_date(
    case: Case, statement: Statement | StatementWithAlternatives, library: Library, wording: Wording
) -> str:
    """Every person's years: visits with running figures, totals, account, doubts."""
    blocks = []
    for person, computed in zip(case.people, statement.people, strict=True):
        pack = library.pack(person.region)
        title = f"{person.name or person.id} · {wording.of(pack.name)} · {wording.word(person.status)}"
        blocks.append("\n".join([title, "═" * display_width(title), *_person(computed, wording)]))
    return "\n".join(blocks)


def _person(person: PersonStatement, wording: Wording) -> Iterator[str]:
    tr = wording.text
    for year in person.years:
        yield f"{year.year}"
        heads = ("date", "level", "total", "in_scope", "deductible", "rate", "pooled", "account", "cash")
        rows = [[tr(N_("date")), tr(N_("level")), *(wording.word(name) for name in heads[2:])]]
        rows[0].append(wording.word("cap_remaining"))
        rows += [_visit(visit, wording) for visit in year.visits]
        sums = year.totals
        rows.append(
            [tr(N_("sum")), ""]
            + [_amount(sum_) for sum_ in (sums.total, sums.in_scope, sums.deductible)]
            + [""]
            + [_amount(sum_) for sum_ in (sums.pooled, sums.account, sums.cash, year.cap_remaining)]
        )
        yield table(rows, right=range(2, 10))
        for visit in year.visits:
            decision = visit.excluded or visit.refused
            if decision is not None:
                said = with_clause(wording.say(decision.message), decision.source, decision.clause, wording)
                yield f"  {visit.date} {said}"
            for said in _not_asked(visit, wording):
                yield f"  {visit.date} {said}"
            if visit.stated_difference is not None:
                yield f"  {visit.date} {_against_slip(visit, wording)}"
        yield from stated_lines(year.stated, wording)
        limit = N_("Yearly cap {cap}, paid by the pooled fund {pooled}, remaining {remaining}")
        if year.expense_to_date is not None:
            limit = N_(
                "Yearly limit on in-scope cost {cap}, in-scope cost so far {expense}, remaining {remaining}; paid by"
                " the pooled fund {pooled}"
            )
        yield tr(limit).format(
            cap=_amount(year.cap),
            pooled=_amount(year.pooled_to_date),
            expense=_amount(year.expense_to_date),
            remaining=_amount(year.cap_remaining),
        )
        if sums.refused_visits:
            yield tr(N_("Visits that could not be computed: {count}")).format(count=sums.refused_visits)
    account = person.account
    yield tr(N_("Account: opening {opening} + credited {credited} − paid {paid} = balance {balance}")).format(
        opening=_amount(account.opening),
        credited=_amount(account.credited),
        paid=_amount(account.paid),
        balance=_amount(account.balance),
    )
    # Months in a row that are refused, or credited with nothing, for one reason stand in one line.
    for told, run in groupby(account.months, _without_credit):
        if told:
            months = list(run)
            names = dict.fromkeys(format_month(Month(month.month)) for month in (months[0], months[-1]))
            yield f"  {' … '.join(names)}: {wording.say(months[0].text)}"
    for use in person.uses:
        yield f"  {wording.say(use.message)}"
    for warning in person.warnings:
        yield f"  ! {wording.say(warning.message)}"
    for other in getattr(person, "alternatives", ()):
        yield f"  ≠ {other.reading}: {other.value}  {_changes(other, wording)}"
    yield ""


def _without_credit(month: AccountMonth) -> str:
    """By what reason a month has no credit; empty where it has one."""
    if month.refused is not None:
        return month.refused.code
    return month.text[0] if month.text[0] in ("credit.nothing", "credit.retired_before") else ""


def _not_asked(visit: VisitSettlement, wording: Wording) -> Iterator[str]:
    """Why an account that was to pay for a visit may not, with the clause."""
    for step in visit.steps:
        if step.name == "account" and step.text[0] != "step.account":
            yield with_clause(wording.say(step.text), step.source, step.clause, wording)


def _changes(other: Alternative, wording: Wording) -> str:
    """By how much sums would be others, or why that cannot be computed."""
    if other.refused is not None or other.difference is None:
        said = "" if other.refused is None else wording.say(other.refused.message)
        return wording.text(N_("cannot be computed: {why}")).format(why=said)
    changed = {name: getattr(other.difference, name) for name in ("pooled", "cash", "balance")}
    parts = [f"{wording.word(name)} {'+' if fen > 0 else ''}{_amount(fen)}" for name, fen in changed.items() if fen]
    text = ", ".join(parts)
    return text if other.complete is None else wording.text(N_("{figure} (incomplete)")).format(figure=text)


def _against_slip(visit: VisitSettlement, wording: Wording) -> str:
    """Each figure of a visit's slip that is not the computed one; that all agree, where they do."""
    difference = visit.stated_difference or {}
    parts = difference_parts(difference, wording)
    return wording.text(N_("; ")).join(parts) or difference_text(difference, wording)


def _visit(visit: VisitSettlement, wording: Wording) -> list[str]:
    decision = visit.excluded or visit.refused
    said = None if decision is None else wording.text(N_("not paid") if visit.excluded else N_("no rule"))
    cells = [visit.date.isoformat(), wording.word(visit.level), _amount(visit.total), _amount(visit.in_scope)]
    cells += [_amount(visit.deductible), "—" if visit.rate is None else format_percent(visit.rate)]
    cells += [said or _amount(visit.pooled)]
    paid = None if visit.refused else visit.account_total
    return [*cells, _amount(paid), _amount(visit.cash), _amount(visit.cap_remaining)]


def policy_list(library: Library, wording: Wording) -> str:
    """The regions with standing, start and document."""
    tr = wording.text
    from calculator.whatif.pack_effect_words import mark_of  # for this list only

    rows = [[tr(N_("id")), tr(N_("region")), tr(N_("standing")), tr(N_("from")), tr(N_("document"))]]
    for pack in library:
        start = Rulebook(pack, {}).pooling_start.from_
        rows.append(
            [
                pack.id,
                " · ".join(filter(None, (_place(pack, wording), mark_of(library.origin(pack.id), wording)))),
                wording.word(pack.standing),
                start.isoformat() if start else "",
                pack.sources[0].number,
            ]
        )
    return table(rows)


def _place(pack: Pack, wording: Wording) -> str:
    names = dict.fromkeys([wording.of(pack.province), wording.of(pack.name)])
    return " · ".join(names)


def _cited(pack: Pack, source: str | None, clause: str | None) -> str:
    """The clause; with its document where the pack has several."""
    if source is None or clause is None:
        return "—"
    return clause if len(pack.sources) == 1 else f"{pack.source_number(source)} {clause}"


def policy_rules(pack: Pack, wording: Wording) -> str:
    """Every rule of a region with its dates, figures and clause."""
    tr = wording.text
    lines = [f"{_place(pack, wording)} ({wording.word(pack.standing)})"]
    lines += [f"  {source.number}  {wording.of(source.title)}" for source in pack.sources]
    for name, rules in pack.rule_tables().items():
        rows = [[tr(_TABLES[name]), tr(N_("in force")), tr(N_("rule")), tr(N_("document and clause"))]]
        rows += [_rule(pack, rule, wording) for rule in rules]
        lines += ["", table(rows).rstrip("\n")]
    questions = [[tr(N_("open question")), tr(N_("default first")), tr(N_("why")), tr(N_("document and clause"))]]
    for reading in pack.reading:
        values = " | ".join(value.id for value in reading.values)
        cited = _cited(pack, reading.source, reading.clause)
        questions.append([reading.id, values, wording.of(reading.why), cited])
    lines += ["", table(questions).rstrip("\n")]
    for bound in pack.bound:
        about = f"≈ {format_percent(bound.about or 0)}"
        limit = about if bound.at_most is None else f"≤ {format_amount(bound.at_most)}"
        cited = _cited(pack, bound.source, bound.clause)
        lines.append(f"{tr(_BOUND)}: {wording.word(bound.field)} {limit}  ({cited})")
    lines.append("")
    lines += [f"· {wording.of(fact.text)} ({_cited(pack, fact.source, fact.clause)})" for fact in pack.fact]
    return "\n".join(lines) + "\n"


_BOUND = N_("bound")
_TABLES = {
    "pooling": N_("Pooling of outpatient costs"),
    "scope": N_("scope"),
    "deductible": N_("deductible a year"),
    "rate": N_("rate by level"),
    "cap": N_("yearly cap"),
    "setting": N_("settings"),
    "pharmacy": N_("pharmacies"),
    "exclusion": N_("exclusions"),
    "credit": N_("monthly credit"),
    "account_use": N_("use of the account"),
}


def _rule(pack: Pack, rule: Rule, wording: Wording) -> list[str]:
    who = ", ".join(wording.word(status) for status in getattr(rule, "status", ()))
    begin = rule.from_.isoformat() if rule.from_ else "…"
    end = rule.until.isoformat() if rule.until else ""
    said = " ".join(part for part in _figures(rule, wording) if part)
    when = "; ".join(f"{name}: {value}" for name, value in rule.when.items())
    note = wording.of(getattr(rule, "unknown", None)) or wording.of(rule.note)
    text = " · ".join(part for part in (said, f"[{when}]" if when else "", note) if part)
    return [who, f"{begin} – {end}", text, _cited(pack, rule.source, rule.clause)]


def _figures(rule: Rule, wording: Wording) -> Iterator[str]:
    if getattr(rule, "set_by", None):
        yield wording.text(N_("set by the city"))
    for level in ("level1", "level2", "level3"):
        value = getattr(rule, level, None)
        if value is not None:
            shown = format_percent(value) if type(rule).__name__ == "PaymentRate" else format_amount(value)
            yield f"{wording.word(level)} {shown}"
    if getattr(rule, "amount", None) is not None:
        yield format_amount(rule.amount)  # type: ignore[attr-defined]
    for name in ("setting", "circumstance"):
        if hasattr(rule, name):
            yield wording.word(getattr(rule, name))
    if hasattr(rule, "effect"):
        yield wording.text(_EFFECTS[rule.effect])
    if isinstance(rule, Credit):
        yield from _credit(rule, wording)
    if hasattr(rule, "purposes"):
        yield ", ".join(wording.word(purpose) for purpose in rule.purposes) + " ("
        yield ", ".join(wording.word(relation) for relation in rule.relations) + "):"  # type: ignore[attr-defined]
        yield wording.word(rule.allowed)  # type: ignore[attr-defined]


_EFFECTS = {"paid": N_("paid"), "excluded": N_("not paid"), "refused": N_("no figures in the text")}
_BASES = {
    "contribution_base": N_("contribution base"),
    "own_pension": N_("own pension"),
    "average_pension": N_("average basic pension"),
    "fixed": N_("fixed"),
    "nothing": N_("nothing"),
}


def _credit(rule: Credit, wording: Wording) -> Iterator[str]:
    if rule.plan is not None:
        yield f"[{wording.word(rule.plan)}]"
    if rule.age_from is not None:
        yield f"≥ {rule.age_from}:"
    if rule.age_below is not None:
        yield f"< {rule.age_below}:"
    if rule.basis is not None:
        yield wording.text(_BASES[rule.basis])
    if rule.pension_year is not None:
        yield f"({rule.pension_year})"
    if rule.parts:
        yield "× " + " + ".join(format_percent(part.rate) for part in rule.parts)
