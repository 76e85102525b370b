"""Where a household is to be kept from now on: asked for, and never in the place of another one unasked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from calculator.ground.language import N_
from calculator.widgets.messages import Dialogs

Then = Callable[[], None] | None
"""What to do once the household is kept there."""


class SavePlaces:
    """Asks for a file; `keep` puts the household there and gives whether that succeeded."""

    def __init__(self, dialogs: Dialogs, keep: Callable[[Path], bool]) -> None:
        self._dialogs, self._keep = dialogs, keep

    def ask(self, name: str, then: Then = None) -> None:
        """Ask for a file, first of all the one called `name`."""
        from calculator.files.documents.document_names import SUFFIX
        from calculator.widgets.dialogs.file_dialog import ask_to_save

        words = self._dialogs.wording
        ask_to_save(
            self._dialogs.parent,
            words,
            words.text(N_("Save the household as")),
            [words.text(N_("Households (*.gjs)"))],
            lambda chosen: self.take(chosen, then),
            suffix=SUFFIX.removeprefix("."),
            name=name,
        )

    def take(self, path: Path, then: Then = None) -> None:
        """Keep the household in a file that was chosen.

        A name that does not end as our files do gets that ending, even where it has a dot, for which the system's
        dialog adds none; what already has that longer name was not asked about yet.
        """
        from calculator.files.disk import is_there
        from calculator.files.documents.document_names import SUFFIX

        if path.suffix.lower() == SUFFIX:
            self._go(path, then)
            return
        path = path.with_name(path.name + SUFFIX)
        if not is_there(path):
            self._go(path, then)
            return
        tr = self._dialogs.wording.text
        title = tr(N_("{file} is there already")).format(file=path.name)
        choices = [(tr(N_("&Replace it")), partial(self._go, path, then)), (tr(N_("&Stay")), None)]
        self._dialogs.ask(title, tr(N_("The household in it would be gone.")), choices)

    def _go(self, path: Path, then: Then) -> None:
        if self._keep(path) and then is not None:
            then()
