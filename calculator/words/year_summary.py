"""A person's year in words: its four figures with what each is made of, and the doubts that go with them."""

from collections import Counter
from collections.abc import Set
from typing import Literal, NamedTuple

from calculator.engine.statement import Caution, YearStatement
from calculator.ground.language import N_
from calculator.ground.months import Month, first_day, format_month, last_day, month_at
from calculator.policy.names import LEVELS
from calculator.policy.rulebook import in_force
from calculator.words.cell_display import with_clause
from calculator.words.personal_year import AccountNow, PersonalYear
from calculator.words.sentences import REFUSED
from calculator.words.wording import Wording

FigureKey = Literal["pooled", "deductible", "account", "cash"]
FIGURES: dict[FigureKey, str] = {
    "pooled": N_("Paid by the pooled fund"),
    "deductible": N_("Deductible used"),
    "account": N_("Account balance"),
    "cash": N_("Paid in cash"),
}


class Figure(NamedTuple):
    """A figure in words and what it is made of; `part` of `whole`, in 分, where it runs up to something.

    `known` is false where nothing could be computed; the figure then says so.
    """

    key: FigureKey
    name: str
    figure: str
    note: str
    known: bool = True
    part: int = 0
    whole: int = 0


def year_figures(
    of: PersonalYear, now: AccountNow | None = None, so_far: PersonalYear | None = None
) -> tuple[Figure, ...]:
    """The year's figures in the order of `FIGURES`; the account's is that of `now` where that is given.

    The others are those of `so_far` where that is given, with what they come to by visits that are still to come.
    """
    account = _account(of, now)
    if so_far is None:
        return _pooled(of), _deductible(of), account, _cash(of)
    coming = _coming(of, so_far)
    return (
        _with_coming(_pooled(so_far), _pooled(of), coming, of.wording),
        _with_coming(_deductible(so_far), _deductible(of), coming, of.wording),
        account,
        _with_coming(_cash(so_far), _cash(of), coming, of.wording),
    )


def _coming(of: PersonalYear, so_far: PersonalYear) -> str:
    """How many visits are still to come, with a place for the figure, and how many of those are in no sum."""
    words, count = of.wording, len(of.year.visits) - len(so_far.year.visits)
    uncounted = of.year.totals.refused_visits - so_far.year.totals.refused_visits
    text = words.text(N_("with {count} visits to come: {figure}")).format(count=count, figure="{figure}")
    return f"{text}{words.text(N_('; '))}{_of_no_sum(uncounted, words)}" if uncounted > 0 else text


def _with_coming(today: Figure, whole: Figure, coming: str, words: Wording) -> Figure:
    """A figure of today whose note says what it will be after the visits that are still to come."""
    return today._replace(note=f"{today.note}{words.text(N_('; '))}{coming.format(figure=whole.figure)}")


def _counted(of: PersonalYear, note: str) -> str:
    """What a sum is made of, and how many visits of the year are in no sum."""
    uncounted = not_counted(of.year, of.wording)
    return f"{note}{of.wording.text(N_('; '))}{uncounted}" if uncounted else note


def not_counted(year: YearStatement, words: Wording) -> str:
    """How many visits of a year are in no sum; nothing where all are."""
    count = year.totals.refused_visits
    return _of_no_sum(count, words) if count else ""


def _of_no_sum(count: int, words: Wording) -> str:
    return words.text(N_("visits not counted: {count}")).format(count=count)


def _figure(of: PersonalYear, key: FigureKey, fen: int, note: str, *, known: bool = True, whole: int = 0) -> Figure:
    words = of.wording
    figure = f"¥{words.yuan(fen)}" if known else words.text(N_("not computed"))
    return Figure(key, words.text(FIGURES[key]), figure, note, known, fen if whole else 0, whole)


def _unknown(of: PersonalYear, text: str) -> str:
    """That the year has no cap or no deductible, and what is to be entered where the text leaves them to the city."""
    words, end = of.wording, first_day(month_at(of.year.year, 12))
    to_city = any(rule.set_by is not None and in_force(rule, end) for rule in of.pack.cap)
    if not to_city or of.person.city is not None:
        return words.text(text)
    wanted = words.text(REFUSED["refused.city_parameters_required"])
    return words.text(N_("{where}: {fault}")).format(where=words.text(text), fault=wanted)


def _pooled(of: PersonalYear) -> Figure:
    words, year = of.wording, of.year
    counted, limit = year.pooled_to_date, N_("Yearly cap {cap}, {remaining} left")
    if year.expense_to_date is not None:
        counted, limit = year.expense_to_date, N_("Yearly limit on in-scope cost {cap}, {remaining} left")
    if year.cap is None:
        note = _unknown(of, N_("No cap is known for this year"))
    else:
        note = words.text(limit).format(cap=words.yuan(year.cap), remaining=words.yuan(year.cap_remaining))
    note, known = _counted(of, note), not year.nothing_computed
    figure = _figure(of, "pooled", year.pooled_to_date, note, known=known, whole=year.cap or 0)
    return figure._replace(part=counted if year.cap else 0)


def _deductible(of: PersonalYear) -> Figure:
    words, left, standard = of.wording, of.year.deductible_left, of.year.deductible_standard
    if left is None or standard is None:
        note = _unknown(of, N_("No deductible is known for this year"))
        return _figure(of, "deductible", of.year.deductible_used, note)
    if not any(left.values()):
        note = words.text(N_("Used up: nothing more is taken off a next visit"))
    elif len(set(standard.values())) == 1 and len(set(left.values())) == 1:
        note = words.text(N_("Standard {standard}; a next visit is asked {left}")).format(
            standard=words.yuan(standard["level1"]), left=words.yuan(left["level1"])
        )
    else:
        parts = [f"{words.word(level)} {words.yuan(left[level])}" for level in LEVELS]
        note = words.text(N_("A next visit is asked: {parts}")).format(parts=" · ".join(parts))
    return _figure(of, "deductible", of.year.deductible_used, _counted(of, note), whole=max(standard.values()))


def _account(of: PersonalYear, now: AccountNow | None) -> Figure:
    words, account = of.wording, of.year.account
    note = words.text(N_("Opening {opening} + credited {credited} − paid {paid}")).format(
        opening=words.yuan(account.opening), credited=words.yuan(account.credited), paid=words.yuan(account.paid)
    )
    if now is not None:
        note = _to_the_end(of, now)
    if not account.complete:
        months = [month for month in of.computed.account.months if month.month // 12 == of.year.year]
        refused = [month for month in months if month.refused is not None]
        note += words.text(N_(". {count} months without credit: {why}")).format(
            count=len(refused), why=words.say(refused[0].text)
        )
    return _figure(of, "account", account.balance if now is None else now.balance, note)


def _to_the_end(of: PersonalYear, now: AccountNow) -> str:
    """What the account will hold at the end of the year, and which months are still to be credited."""
    words, end = of.wording, words_of_end(of)
    if not now.months:
        text = N_("{end}: {balance}")
        return words.text(text).format(end=end, balance=words.yuan(of.year.account.balance))
    first, last = (format_month(month) for month in (now.months[0], now.months[-1]))
    text = N_("{end}: {balance}, with {credit} still to be credited for {months}")
    return words.text(text).format(
        end=end,
        balance=words.yuan(of.year.account.balance),
        credit=words.yuan(now.credit),
        months=first if first == last else words.text(N_("{first} to {last}")).format(first=first, last=last),
    )


def words_of_end(of: PersonalYear) -> str:
    """The last day of the year's account in words."""
    months = [month.month for month in of.computed.account.months if month.month // 12 == of.year.year]
    return of.wording.day(last_day(Month(months[-1])))


def _cash(of: PersonalYear) -> Figure:
    words, sums, known = of.wording, of.year.totals, not of.year.nothing_computed
    if known:
        note = words.text(N_("Personal share {personal} − accounts {account}")).format(
            personal=words.yuan(sums.personal), account=words.yuan(sums.account)
        )
    else:
        note = words.text(N_("The visits could not be computed; each says why"))
    return _figure(of, "cash", sums.cash, _counted(of, note) if known else note, known=known)


def caution_line(of: PersonalYear, caution: Caution) -> str:
    """A doubt with its clause."""
    return "⚠ " + with_clause(of.wording.say(caution.message), caution.source, caution.clause, of.wording)


def cautions_of_year(of: PersonalYear) -> list[tuple[Caution, str | None]]:
    """The doubts that concern the year, each with the id of the one visit or use that it is about, if any."""
    return [
        (caution, caution.subject)
        for caution in of.computed.warnings
        if caution.day is None or caution.day.year == of.year.year
    ]


def chosen_readings(of: PersonalYear) -> list[str]:
    """The open questions that were answered otherwise than by default: the year's figures rest on these answers."""
    words, lines = of.wording, list[str]()
    for name, default in of.pack.default_readings().items():
        value = of.readings.get(name, default)
        if value != default:
            text = words.text(N_("✎ Computed under a chosen reading: {question} {answer} (default: {default})"))
            if words.adopts(of.pack, name, value):
                text = words.text(N_("✎ Adopted by this office: {question} {answer} (default: {default})"))
            answer, usual = (words.reading(of.pack, name, one) for one in (value, default))
            lines.append(text.format(question=words.question(of.pack, name), answer=answer, default=usual))
    return lines


class Doubt(NamedTuple):
    """A doubt with its clause, and without."""

    full: str
    short: str


def year_doubts(of: PersonalYear, besides: Set[str] = frozenset()) -> list[str]:
    """The doubts of the year as lines, each with its clause, but for the codes `besides`."""
    return [doubt.full for doubt in doubts_of_year(of, besides)]


def visit_doubts(of: PersonalYear, visit_id: str, besides: Set[str] = frozenset()) -> list[str]:
    """The doubts of the text, the person and one visit as lines; none that only concerns another visit."""
    return [doubt.full for doubt in doubts_of_year(of, besides, visit_id=visit_id)]


def doubts_of_year(of: PersonalYear, besides: Set[str] = frozenset(), *, visit_id: str | None = None) -> list[Doubt]:
    """The doubts of the text and the person in full; of those about single visits the first of each kind.

    Those of the codes `besides` are said elsewhere; of those about single visits only that of `visit_id` is told, where
    it is given. After them stand the readings that were chosen.
    """
    firsts: dict[tuple[str, str | None], Caution] = {}
    alike: Counter[tuple[str, str | None]] = Counter()
    for caution, subject in cautions_of_year(of):
        if caution.code in besides or (visit_id is not None and subject not in (None, visit_id)):
            continue
        key = (caution.code, caution.field if subject is None else None)
        firsts.setdefault(key, caution)
        alike[key] += 1
    lines = list[Doubt]()
    for key, caution in firsts.items():
        more = ""
        if alike[key] > 1:
            more = of.wording.text(N_(" … and {count} more like it")).format(count=alike[key] - 1)
        lines.append(Doubt(caution_line(of, caution) + more, f"⚠ {of.wording.say(caution.message)}{more}"))
    return lines + [Doubt(line, line) for line in chosen_readings(of)]
