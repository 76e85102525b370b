"""The regions that were saved while the editor is open: each with its text, and what the last save changed."""

from collections.abc import Callable

from calculator.ground.faults import FaultsError, unreadable
from calculator.ground.language import N_
from calculator.policy.authoring.pack_writer import data_of, written
from calculator.policy.authoring.region_draft import says_the_same
from calculator.policy.pack import Pack
from calculator.session.session import Session

_MOST_CHANGES = 6


class KeptRegions:
    """Hands packs to `save` and knows what it handed over; of what says the same no second version is made."""

    def __init__(self, session: Session, save: Callable[[bytes], object]) -> None:
        self._session, self._save = session, save
        self.packs: dict[str, Pack] = {}
        self._contents: dict[str, bytes] = {}

    def same(self, pack: Pack) -> Pack | None:
        """What is saved already and says the same as a pack, whatever its version."""
        last = self.packs.get(pack.id)
        return last if says_the_same(pack, last) else None

    def before(self, pack: Pack) -> Pack | None:
        """The region as it was saved last, or as it is used, before this is saved."""
        library = self._session.library
        known = library.pack(pack.id) if not library.is_missing(pack.id) else None
        return self.packs.get(pack.id, known)

    def keep(self, content: bytes, pack: Pack) -> None:
        """Save a pack, whose file's text is given. Raises FaultsError."""
        try:
            self._save(content)
        except OSError as error:
            raise FaultsError([unreadable(error)]) from None
        self.packs[pack.id], self._contents[pack.id] = pack, content

    def content(self, pack: Pack) -> bytes:
        """The text of the file of what is saved."""
        return self._contents.get(pack.id) or written(data_of(pack))

    def said(self, pack: Pack, before: Pack | None) -> str:
        """That a pack is saved, and what that changed, figure by figure."""
        from calculator.policy_pages.figure_changes import changes_in_short

        words = self._session.wording
        text = words.text(N_("Saved: {name}, version {version}; it can be chosen like any other region."))
        text = text.format(name=words.of(pack.name), version=pack.version)
        changed = changes_in_short(before, pack, words, _MOST_CHANGES) if before is not None else []
        return "\n".join([text, *changed])
