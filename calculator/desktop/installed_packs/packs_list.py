"""What the dialog of installed policies lists: every policy that can be chosen, what is faulty, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calculator.case.case import Case
from calculator.files.signed_packs.pack_store import PackStore
from calculator.ground.language import N_
from calculator.policy.installed.admission import Available, newest, parts_of
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.whatif.pack_effect_words import origin_said, pack_said
from calculator.words.field_texts import named
from calculator.words.wording import Wording

COLUMNS = (N_("Region"), N_("Version"), N_("Standing"), N_("Rules from"), N_("Used by"), N_("Where it comes from"))


@dataclass(frozen=True)
class Row:
    """A policy, or a faulty file in its place; `users` are those of the household who are insured under it."""

    name: str
    cells: tuple[str, ...]
    told: str
    removable: bool
    found: Available | None = None
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """The rows in the order of their names, and a sentence for each that is faulty or missing."""

    rows: tuple[Row, ...]
    troubles: tuple[str, ...]
    library: Library


def listing(store: PackStore, case: Case, wording: Wording) -> Listing:
    """What there is at this moment. Raises FaultsError where what comes with the program is faulty."""
    library = store.library(forgiving=True)
    users = _users(case, library)
    rows = [
        _row(found, library, users.get(found.name, ()), wording)
        for region in library.ids()
        for found in library.versions(region)
    ]
    troubles = []
    for one in library.faulty():
        lines = [_not_used(one.name, wording.fault(fault), wording) for fault in one.faults]
        troubles += lines
        parts = parts_of(one.name)
        removable = parts is not None and parts[1] is not None
        cells = (one.name, "—", "—", "—", "—", wording.text(N_("faulty, not used")))
        rows.append(Row(one.name, cells, "\n".join(lines), removable))
    return Listing(tuple(rows), (*troubles, *_missing(case, library, wording)), library)


def first_day(pack: Pack) -> date | None:
    """The first day of a pack's dated rules; None where none has a date."""
    days = (rule.from_ for rules in pack.rule_tables().values() for rule in rules)
    return min((day for day in days if day is not None), default=None)


def standing_said(pack: Pack, wording: Wording) -> str:
    """The standing of a pack's text, and the first day of its rules."""
    return wording.text(N_("{standing}, rules from {start}")).format(
        standing=wording.word(pack.standing), start=_day(pack, wording)
    )


def after_removal(row: Row, case: Case, library: Library, wording: Wording) -> str:
    """What is left to say before a policy is removed: what becomes of those who are insured under it."""
    tr = wording.text
    if row.found is None or not row.users:
        return tr(N_("Nobody of this household uses it. Others that do keep everything, and say what is missing."))
    rest = newest(one for one in library.versions(row.found.pack.id) if one.name != row.found.name)
    lines, kept = [], N_("The household keeps everything that was entered.")
    for person in case.people:
        if library.is_missing(person.region) or library.chosen(person.region).name != row.name:
            continue
        if rest is None or (parts_of(person.region) or ("", None))[1] is not None:
            said = N_("{name} is insured under it: nothing more is computed for {name} until it is installed again.")
            lines.append(tr(said).format(name=named(person)))
            kept = N_("The household keeps everything that was entered, and says what is missing.")
        else:
            said = N_("{name} is insured under it: version {version} holds for {name} then.")
            lines.append(tr(said).format(name=named(person), version=rest.pack.version))
    return "\n".join((*lines, tr(kept)))


def _users(case: Case, library: Library) -> dict[str, tuple[str, ...]]:
    """Those who are insured under a policy, by its whole name."""
    found: dict[str, tuple[str, ...]] = {}
    for person in case.people:
        if not library.is_missing(person.region):
            name = library.chosen(person.region).name
            found[name] = (*found.get(name, ()), named(person))
    return found


def _row(found: Available, library: Library, users: tuple[str, ...], wording: Wording) -> Row:
    pack, tr = found.pack, wording.text
    region = tr(N_("{region} ({id})")).format(region=wording.of(pack.name), id=pack.id)
    used = tr(N_(", ")).join(users)
    cells = (
        region,
        str(pack.version),
        wording.word(pack.standing),
        _day(pack, wording),
        used or "—",
        origin_said(found, wording),
    )
    return Row(found.name, cells, "\n".join(_told(found, library, used, wording)), _is_removable(found), found, users)


def _told(found: Available, library: Library, used: str, wording: Wording) -> Iterator[str]:
    pack, tr = found.pack, wording.text
    yield pack_said(found, wording)
    yield standing_said(pack, wording)
    if used:
        yield tr(N_("Insured under it in this household: {people}")).format(people=used)
    if len(library.versions(pack.id)) > 1:
        chosen = library.chosen(pack.id)
        if chosen.name == found.name:
            yield tr(N_("Of the versions of this region it is the one that is used unless another is named."))
        else:
            said = N_("Version {version} of this region is used unless this one is named: {name}.")
            yield tr(said).format(version=chosen.pack.version, name=found.name)


def _is_removable(found: Available) -> bool:
    return found.origin != "built_in"


def _missing(case: Case, library: Library, wording: Wording) -> Iterator[str]:
    for person in case.people:
        if library.is_missing(person.region):
            said = N_("{name} is insured under {region}, which is not on this computer or cannot be used.")
            yield wording.text(said).format(name=named(person), region=person.region)


def _not_used(name: str, why: str, wording: Wording) -> str:
    return wording.text(N_("{name}: not used. {why}")).format(name=name, why=why)


def _day(pack: Pack, wording: Wording) -> str:
    day = first_day(pack)
    return "—" if day is None else wording.day(day)
