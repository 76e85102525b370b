"""A household's year in words: the table with one line a person, what is not known, and who paid for whom."""

from collections.abc import Mapping

from calculator.case.case import Person
from calculator.ground.language import N_
from calculator.policy.packs import Packs
from calculator.words.cell_display import named
from calculator.words.family_year import FamilyYear, MemberYear, Shared, Sharing
from calculator.words.wording import Wording

FAMILY_COLUMNS: dict[str, str] = {
    "person": N_("person"),
    "region": N_("insured in"),
    "pooled": N_("pooled\nfund"),
    "cap_remaining": N_("cap\nleft"),
    "balance": N_("account\nbalance"),
    "cash": N_("cash"),
}
"""The columns of the family's table by key, with their headings; `person` and `region` are texts."""


def member_cell(key: str, member: MemberYear, person: Person, library: Packs, wording: Wording) -> str:
    """What a column says of a person's year."""
    if key == "person":
        return named(person)
    if key == "region":
        return wording.of(library.pack(person.region).name)
    if key == "cap_remaining":
        return wording.text(N_("unknown")) if member.cap is None else wording.yuan(member.cap_remaining)
    if key == "balance":
        return _noted(wording.yuan(member.balance), member.uncredited_months, wording)
    if member.nothing_computed:
        return wording.text(N_("not computed"))
    figure = wording.yuan(member.pooled if key == "pooled" else member.cash)
    return _noted(figure, member.refused_visits, wording)


def family_cell(key: str, family: FamilyYear, wording: Wording) -> str:
    """What stands below a column; nothing where a sum would say nothing."""
    if key == "person":
        return wording.text(N_("family total"))
    if key == "balance":
        return _noted(wording.yuan(family.balance), family.uncredited_months, wording)
    if key in ("pooled", "cash"):
        figure = wording.yuan(family.pooled if key == "pooled" else family.cash)
        return _noted(figure, family.refused_visits, wording)
    return ""


def _noted(figure: str, lacking: int, wording: Wording) -> str:
    """The figure and, where something of it is not known, a word below it; the notes say what."""
    word = wording.text(N_("incomplete"))
    return f"{figure}\n{word}" if lacking else figure


def family_notes(family: FamilyYear, people: Mapping[str, Person], wording: Wording) -> list[str]:
    """Why something is not known, a sentence a person and cause."""
    notes = []
    for member in family.members:
        name = named(people[member.person])
        if member.cap is None:
            notes.append(wording.text(N_("{name}: no cap is known for this year")).format(name=name))
        elif member.cap_on_expense:
            text = N_("{name}: the yearly limit counts in-scope cost; what is left of it is cost, too")
            notes.append(wording.text(text).format(name=name))
        if member.why is not None:
            sentence = wording.text(N_("{name}: {count} months without credit: {why}"))
            notes.append(sentence.format(name=name, count=member.uncredited_months, why=wording.say(member.why)))
        if member.refused_visits:
            sentence = wording.text(N_("{name}: {count} visits could not be computed and are in no sum"))
            notes.append(sentence.format(name=name, count=member.refused_visits))
    return notes


def sharing_lines(both: Sharing, people: Mapping[str, Person], wording: Wording) -> list[str]:
    """Whose visits the person's account paid, and whose accounts paid for theirs, a sentence each."""

    def said(template: str, one: Shared) -> str:
        name, amount = named(people[one.person]), wording.yuan(one.amount)
        return wording.text(template).format(name=name, count=one.visits, amount=amount)

    given = N_("Paid from this account for the visits of {name} ({count}): {amount} yuan")
    received = N_("Paid from the account of {name} for visits of this person ({count}): {amount} yuan")
    return [said(given, one) for one in both.given] + [said(received, one) for one in both.received]
