"""The moments of a year in words: what happened, what it moved, and where the lines stand."""

from calculator.case.case import Case
from calculator.engine.year_moments import Moment
from calculator.ground.language import N_
from calculator.words.cell_display import institution_word, named, with_clause
from calculator.words.wording import Wording

_KINDS = {
    "opening": N_("Beginning of the period"),
    "cap": N_("Another yearly cap"),
    "credit": N_("Month's credit to the account"),
}


def signed(fen: int, words: Wording) -> str:
    """Yuan that came (+) or went (−)."""
    return f"+{words.yuan(fen)}" if fen > 0 else f"−{words.yuan(-fen)}"


class MomentWords:
    """The moments of a household's years in words."""

    def __init__(self, case: Case, words: Wording) -> None:
        self._words = words
        self._people = {person.id: person for person in case.people}
        self._visits = {visit.id: visit for visit in case.visits}
        self._uses = {use.id: use for use in case.account_uses}

    def what(self, moment: Moment) -> str:
        """What happened, in a few words."""
        words = self._words
        if moment.kind in _KINDS:
            return words.text(_KINDS[moment.kind])
        if moment.kind == "known":
            return words.text(N_("Known figure: {figure}")).format(figure=words.word(moment.subject))
        if moment.kind == "use":
            use = self._uses[moment.subject]
            return words.text(N_("Account: {purpose}")).format(purpose=words.word(use.purpose))
        visit = self._visits[moment.subject]
        place = institution_word(visit, words)
        if moment.kind == "family_visit":
            name = named(self._people[visit.person])
            return words.text(N_("Visit of {name}, {place}")).format(name=name, place=place)
        return words.text(N_("Visit, {place}")).format(place=place)

    def sentence(self, moment: Moment) -> str:
        """What happened, what it moved, and where the lines stand."""
        words = self._words
        happened = [self.what(moment)]
        if moment.decision is not None:
            why = moment.decision
            happened.append(with_clause(words.say(why.message), why.source, why.clause, words))
        if moment.pooled_change:
            happened.append(words.text(N_("pooled fund {amount}")).format(amount=signed(moment.pooled_change, words)))
        if moment.account_change:
            happened.append(words.text(N_("account {amount}")).format(amount=signed(moment.account_change, words)))
        if moment.kind == "visit" and len(happened) == 1:
            happened.append(words.text(N_("the pooled fund pays nothing yet")))
        stand = N_("{day}: {what}. Pooled so far {pooled}, account balance {balance}, yearly cap {cap}")
        if moment.expense is not None:
            stand = N_(
                "{day}: {what}. In-scope cost so far {expense}, yearly limit on it {cap}; pooled so far {pooled},"
                " account balance {balance}"
            )
        return words.text(stand).format(
            day=words.day(moment.day),
            what=words.text(N_("; ")).join(happened),
            pooled=words.yuan(moment.pooled),
            balance=words.yuan(moment.balance),
            cap=words.yuan(moment.cap),
            expense=words.yuan(moment.expense),
        )
