"""At which rates the fund pays in a year, each with its clause and first day, and marked where it was entered."""

from calculator.ground.language import N_
from calculator.ground.months import first_day, month_at
from calculator.policy.rulebook import Rulebook, in_force_since
from calculator.words.cell_display import cited, percent
from calculator.words.explanation import Line
from calculator.words.personal_year import PersonalYear


def rate_lines(of: PersonalYear) -> tuple[Line, ...]:
    """The year's rates by level; none where the text has none for its last month."""
    words, rates, day = of.wording, of.year.rate, first_day(month_at(of.year.year, 12))
    if rates is None or of.pack.stands_in:
        return ()
    rule = Rulebook(of.pack, of.readings).terms_on(day.toordinal()).rate.get(of.year.status)
    clause = ""
    if rule is not None:
        number = of.pack.source_number(rule.source)
        clause, start = (
            cited(number, rule.clause),
            in_force_since(of.pack, of.readings, ("rate",), number, rule.clause, day),
        )
        since = N_("planned from {start}") if of.pack.standing == "draft" else N_("in force since {start}")
        clause += "" if start is None else f" · {words.text(since).format(start=words.day(start))}"
    return tuple(Line(f"{words.word(level)} {percent(rate)}", "", clause) for level, rate in rates.items())
