"""The parts of the form without figures: pharmacies, other places, exclusions, and how open questions are read."""

from collections.abc import Mapping, Sequence

from calculator.desktop.own_region.body_rows import BodyRow, effect_options, held
from calculator.desktop.own_region.pack_cells import Cells, PickCell, TextCell
from calculator.desktop.own_region.pack_rows import CitedRow, say, titled
from calculator.ground.language import N_
from calculator.policy.authoring.other_rules import reading_names
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.pack import Pack
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

TITLES: dict[str, str] = {
    "pharmacy": N_("Pharmacies with an outside prescription"),
    "setting": N_("Remote care and other places"),
    "exclusion": N_("What pooling does not pay"),
}


class NamedCard:
    """What is done at pharmacies, at other places or in a circumstance: a choice a row, with document and clause."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, table: str, rows: Sequence[BodyRow]) -> None:
        self._wording, self._table, self._rows = wording, table, rows
        tr = wording.text
        title = tr(TITLES[table])
        self.card, _note = titled(theme, title)
        self.parts: list[tuple[CitedRow, PickCell, TextCell | None]] = []
        for row in rows:
            line = CitedRow(cells, wording, theme, row.key, row.heading, title)
            pick = line.pick("effect", tr(N_("What is done")), [(effect, effect) for effect in row.effects])
            why = line.line("why", tr(N_("What the document leaves open")), 260) if table == "setting" else None
            line.cite()
            self.parts.append((line, pick, why))
            self.card.box.addWidget(line)

    @property
    def lines(self) -> list[CitedRow]:
        """The rows that stand on a clause."""
        return [line for line, _pick, _why in self.parts]

    def follow(self, before: Mapping[str, str]) -> None:
        """Say what holds where nothing is chosen, and show the fields that what was chosen asks for."""
        tables = {key.rpartition(".")[0] for key in before}
        for row, (line, pick, why) in zip(self._rows, self.parts, strict=True):
            said = before.get(f"{row.key}.effect", "")
            known = said if said or row.key in tables else None
            if known is None and self._table == "exclusion":
                known = "none"
            pick.offer(effect_options(row, known, self._wording))
            pick.hold("" if pick.value() else held(known, self._wording))
            line.show_cited(on=pick.value() not in ("", "none"))
            if why is not None:
                why.setVisible(pick.value() in ("silent", "refused"))


class ReadingsCard:
    """How questions are read that the documents leave open: the default, and why."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme) -> None:
        self._cells, self._wording, self._theme = cells, wording, theme
        self.card, note = titled(theme, wording.text(N_("Open questions")))
        say(
            note,
            wording.text(N_("What the documents leave open is computed by a default, which a household can change.")),
        )
        self.parts: list[tuple[CitedRow, PickCell, TextCell]] = []
        self._asked: tuple[str, ...] = ()

    def offer(self, pack: Pack | None, *, correcting: bool) -> None:
        """The questions of a pack, and those that it does not ask yet."""
        asked = {reading.id: tuple(value.id for value in reading.values) for reading in pack.reading} if pack else {}
        names = tuple(reading_names(asked))
        if names != self._asked:
            self._asked = names
            for line, _pick, _why in self.parts:
                self._cells.drop(line.keys())
                line.hide()
                line.deleteLater()
            self.parts = [self._row(name, pack) for name in names]
        if pack is None:
            return
        for name, (line, pick, why) in zip(names, self.parts, strict=True):
            values = asked.get(name) or MECHANISMS[name]
            options = [(value, self._wording.reading(pack, name, value)) for value in values]
            unchosen = self._wording.text(N_("as before") if name in asked else N_("not asked here"))
            pick.offer(options if correcting and name in asked else [("", unchosen), *options])
            pick.hold("" if pick.value() or name not in asked else options[0][1])
            line.show_cited(on=bool(pick.value()))
            why.setVisible(bool(pick.value()))

    def _row(self, name: str, pack: Pack | None) -> tuple[CitedRow, PickCell, TextCell]:
        tr = self._wording.text
        heading = self._wording.question(pack, name) if pack else name
        line = CitedRow(self._cells, self._wording, self._theme, f"reading.{name}", heading, tr(N_("Open questions")))
        pick = line.pick("default", tr(N_("Read by default as")), [("", "")])
        why = line.line("why", tr(N_("Why")), 320)
        line.cite(optional=True)
        self.card.box.addWidget(line)
        return line, pick, why

    @property
    def lines(self) -> list[CitedRow]:
        """The rows that may stand on a clause."""
        return [line for line, _pick, _why in self.parts]
