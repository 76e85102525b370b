"""Packs of which some are others, for the same household to be computed by."""

from datetime import date

from calculator.policy.installed.admission import name_of, pinned
from calculator.policy.pack import BeforeReform, Credit, Pack
from calculator.policy.packs import Origin, Packs


class _OtherPacks(Packs):
    """The packs that are given; who derives from it puts others in the place of some."""

    def __init__(self, packs: Packs) -> None:
        self._packs, self.forgiving = packs, packs.forgiving

    def ids(self) -> list[str]:
        """The plain names of all regions, in order."""
        return self._packs.ids()

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._packs

    def pack(self, pack_id: str) -> Pack:
        """The pack that a case calls so. Raises KeyError where there is none, FaultsError where it is wrong."""
        return self._packs.pack(pack_id)

    def names_of(self, region: str) -> list[str]:
        """The versions of a region that can be named."""
        return self._packs.names_of(region)

    def origin(self, pack_id: str) -> Origin:
        """Where that pack comes from."""
        return self._packs.origin(pack_id)


class WithPack(_OtherPacks):
    """Packs with one more on trial: the plain name of its region means it; nothing is installed."""

    def __init__(self, packs: Packs, pack: Pack, origin: Origin) -> None:
        super().__init__(packs)
        self._tried = {pack.id: pack, name_of(pack.id, pack.version): pinned(pack)}
        self._region, self._origin = pack.id, origin

    def ids(self) -> list[str]:
        """The plain names of all regions, in order."""
        return sorted({*super().ids(), self._region})

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._tried or super().__contains__(pack_id)

    def pack(self, pack_id: str) -> Pack:
        """The pack on trial, or the one that a case calls so anyway. Raises KeyError, FaultsError."""
        return self._tried.get(pack_id) or super().pack(pack_id)

    def origin(self, pack_id: str) -> Origin:
        """Where that pack comes from."""
        return self._origin if pack_id in self._tried else super().origin(pack_id)


class EarlierPacks(_OtherPacks):
    """Every pack as things stood before its reform: the account alone, credited as the text says it was before."""

    def pack(self, pack_id: str) -> Pack:
        """The pack without pooling, with the earlier credits, and with today's words on what an account may pay.

        What stands in for a missing pack knows of no time before either.
        """
        pack = super().pack(pack_id)
        if pack.stands_in:
            return pack
        # Pooling ends before it begins; its clause still says when it really begins.
        never = tuple(rule.model_copy(update={"until": date.min}) for rule in pack.pooling)
        return pack.model_copy(update={"pooling": never, "credit": tuple(map(_as_credit, pack.before_reform))})


def _as_credit(rule: BeforeReform) -> Credit:
    return Credit.model_construct(
        source=rule.source,
        clause=rule.clause,
        note=rule.note,
        status=rule.status,
        when=rule.when,
        basis=rule.basis,
        age_from=rule.age_from,
        age_below=rule.age_below,
        after_birthday=rule.after_birthday,
        parts=rule.parts,
        unknown=rule.unknown,
        refusal=None if rule.unknown is None else "earlier_rule_not_in_text",
    )
