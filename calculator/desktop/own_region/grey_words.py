"""What stands in grey in a field that is left empty: always what holds then, and nothing else."""

from collections.abc import Iterable, Mapping

from calculator.desktop.own_region.pack_cells import Cells, TextCell
from calculator.desktop.own_region.pack_rows import CitedRow
from calculator.ground.language import N_
from calculator.policy.authoring.form_reader import TABLES
from calculator.words.wording import Wording

_REQUIRED = N_("required"), N_("It must be filled in.")
_KEPT = N_("kept"), N_("Left empty, what holds now stays.")
_NONE = N_("none"), N_("Left empty, there is none.")
_EMPLOYED = N_("same"), N_("Left empty, it is as for the employed.")
_YEAR = N_("year before"), N_("Left empty, it is the year before the month.")
_TITLE = N_("as the title"), N_("Left empty, it is as the title.")
NEW, RULES, MEND = "new", "rules", "mend"
"""What the form is for: a region, new rules for one, or putting one right."""


class GreyWords:
    """Puts into each line of text what holds while it is empty; the tip of the field says it in a sentence."""

    def __init__(self, cells: Cells, wording: Wording) -> None:
        self._cells, self._wording = cells, wording

    def show(self, mode: str, empty: Mapping[str, str], lines: Iterable[CitedRow], *, framework: bool) -> None:
        """`empty` is what holds where a field is left empty, as far as it can be said in the field."""
        begun = [line for line in lines if line.entered()]
        entered, used = {line.key for line in begun}, {line.document for line in begun}
        for key in self._cells.keys():  # noqa: SIM118
            cell = self._cells.cell(key)
            if isinstance(cell, TextCell):
                text, tip = self._of(key, mode, empty, entered, used, framework=framework)
                cell.grey(text, tip)

    def _of(
        self, key: str, mode: str, empty: Mapping[str, str], entered: set[str], used: set[str], *, framework: bool
    ) -> tuple[str, str]:
        row, _dot, name = key.rpartition(".")
        holds = "" if name == "clause" and row in entered and mode != MEND else empty.get(key, "")
        if row.startswith("document."):
            holds = holds or self._title(row, name, empty)
        if holds:
            return holds, self._wording.text(N_("Left empty, it is {said}.")).format(said=holds)
        word, tip = self._word(row, name, mode, entered, used, framework=framework)
        return self._wording.text(word), self._wording.text(tip)

    def _title(self, row: str, name: str, empty: Mapping[str, str]) -> str:
        """The title, where its English is left empty."""
        title = self._cells.cell(f"{row}.title").value().strip() or empty.get(f"{row}.title", "")
        return title if name == "title_en" else ""

    def _word(
        self, row: str, name: str, mode: str, entered: set[str], used: set[str], *, framework: bool
    ) -> tuple[str, str]:
        table, _dot, status = row.partition(".")
        figures = table in TABLES
        if table == "document":
            word = _TITLE if name == "title_en" else _REQUIRED if mode == NEW or row in used else _NONE
        elif name == "year":
            word = _YEAR
        elif table == "reading" or name == "why":
            word = _REQUIRED if table == "reading" and name == "why" else _NONE
        elif mode == MEND:
            word = _REQUIRED if name == "clause" else _NONE
        elif framework and figures and status != "employed" and row not in entered:
            word = _EMPLOYED
        else:
            word = _KEPT if figures and row not in entered and not framework else _REQUIRED
        return word
