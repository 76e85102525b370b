"""Installed packs in words: where one comes from, and what it would change before it is put in place."""

from collections.abc import Iterator

from calculator.engine.statement import PeriodSums
from calculator.ground.language import N_
from calculator.policy.installed.admission import Available
from calculator.policy.installed.signature import PublicKey
from calculator.policy.packs import Origin
from calculator.whatif.pack_effect import SUMS, PackEffect, PersonEffect
from calculator.words.policy_sections import SECTIONS
from calculator.words.wording import Wording

_ORIGINS: dict[Origin, str] = {
    "built_in": N_("comes with the program"),
    "signed": N_("signed by {signer}, who is trusted"),
    "stranger": N_("signed by {signer}, who is not trusted"),
    "own": N_("own, not signed"),
}
_MARKS: dict[Origin, str] = {"own": N_("own"), "stranger": N_("signer not trusted")}
_FIGURES = {
    "pooled": N_("Paid by the pooled fund"),
    "personal": N_("Personal share"),
    "account": N_("Accounts paid of the bills"),
    "cash": N_("Paid in cash"),
    "credited": N_("Credited to accounts"),
    "balance": N_("Account balance at the end"),
}
_UNDATED = {
    "standing": N_("Standing of the text"),
    "reading": N_("Open questions and their defaults"),
    "bound": N_("Bounds set to the cities"),
    "before_reform": N_("Before the reform, for comparison"),
}


def signer_said(key: PublicKey, wording: Wording) -> str:
    """A signer's name with the fingerprint by which they are told from others of that name."""
    return wording.text(N_("{name} ({fingerprint})")).format(name=key.name, fingerprint=key.fingerprint)


def origin_said(found: Available, wording: Wording) -> str:
    """Where a pack comes from, with its signer."""
    signer = "" if found.signer is None else signer_said(found.signer, wording)
    said = wording.text(_ORIGINS[found.origin]).format(signer=signer)
    if found.trusted is not None and found.claimed is not None and found.claimed.name != found.trusted.name:
        told = wording.text(N_("{said}, and gives the name {claim} with this one, which nobody has checked"))
        said = told.format(said=said, claim=found.claimed.name)
    return said


def mark_of(origin: Origin, wording: Wording) -> str:
    """The mark beside a region's name: whose it is, where nobody trusted has signed it; else empty."""
    return wording.text(_MARKS[origin]) if origin in _MARKS else ""


def pack_said(found: Available, wording: Wording) -> str:
    """A pack in one line: its region, its version, and where it comes from."""
    return wording.text(N_("{region} ({id}), version {version}: {origin}")).format(
        region=wording.of(found.pack.name),
        id=found.pack.id,
        version=found.pack.version,
        origin=origin_said(found, wording),
    )


def changes_said(effect: PackEffect, wording: Wording) -> Iterator[str]:
    """What a pack's text changes, one line a matter."""
    tr, changes = wording.text, effect.changes
    if changes is None:
        yield tr(N_("The region is new here."))
        return
    yield tr(N_("It takes the place of version {version}.")).format(version=effect.replaces)
    if not changes.tables and not changes.undated:
        yield tr(N_("Its rules say the same."))
    for change in changes.tables:
        said = N_("{rules}: changed in the past, from {date} on") if change.before else N_("{rules}: new from {date}")
        day = tr(N_("the beginning")) if change.day.year == 1 else wording.day(change.day)
        yield tr(said).format(rules=tr(SECTIONS[change.table]), date=day)
    for name in changes.undated:
        yield tr(N_("{what}: changed, whatever the date")).format(what=tr(_UNDATED[name]))
    if changes.keeps_the_past:
        yield tr(N_("What held before stays as it was."))


def sums_rows(person: PersonEffect, wording: Wording) -> list[tuple[str, str, str, str]]:
    """A person's figures in words: what it is, without the pack, with it, and the difference with its sign."""
    return [(wording.text(_FIGURES[name]), *figure_said(person, name, wording)) for name in SUMS]


def figure_said(person: PersonEffect, name: str, wording: Wording) -> tuple[str, str, str]:
    """A person's figure without the pack, with it, and the difference; marked where it leaves something out."""
    before, after = name in person.left_out_before, name in person.left_out_after
    difference = _signed(person.difference_of(name), wording)
    return (
        _figure(person.before, name, wording, left_out=before),
        _figure(person.after, name, wording, left_out=after),
        _marked(difference, wording) if person.difference_of(name) is not None and (before or after) else difference,
    )


def _figure(sums: PeriodSums | None, name: str, wording: Wording, *, left_out: bool) -> str:
    if sums is None:
        return wording.yuan(None)
    said = wording.yuan(getattr(sums, name))
    return _marked(said, wording) if left_out else said


def _marked(figure: str, wording: Wording) -> str:
    return wording.text(N_("{figure} (incomplete)")).format(figure=figure)


def _signed(amount: int | None, wording: Wording) -> str:
    if amount is None:
        return wording.yuan(None)
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + wording.amount(abs(amount))


def refused_said(person: PersonEffect, wording: Wording) -> str:
    """How many visits and months cannot be computed without the pack and with it; empty where there are none."""
    if not any((*person.refused_before, *person.refused_after)):
        return ""
    text = N_(
        "Not computed without it: {visits_before} visits, {months_before} months; with it: {visits_after} visits,"
        " {months_after} months"
    )
    visits_before, months_before = person.refused_before
    visits_after, months_after = person.refused_after
    return wording.text(text).format(
        visits_before=visits_before, months_before=months_before, visits_after=visits_after, months_after=months_after
    )
