"""The parts of the form without figures: pharmacies, other places, exclusions, and how open questions are read."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.own_region.body_rows import BodyRow, Options, effect_options, held
from calculator.desktop.own_region.pack_cells import Cells, PickCell
from calculator.desktop.own_region.pack_rows import CitedRow, titled
from calculator.ground.language import N_
from calculator.policy.authoring.other_rules import reading_names
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.pack import Pack
from calculator.widgets.buttons import label
from calculator.widgets.card import Card
from calculator.widgets.fold import Fold
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
        self.parts: list[tuple[CitedRow, PickCell]] = []
        for row in rows:
            line = CitedRow(cells, wording, theme, row.key, row.heading, title)
            pick = line.pick("effect", tr(N_("What is done")), [(effect, effect) for effect in row.effects])
            if table == "setting":
                line.line_later("why", tr(N_("What the document leaves open")), 260)
            line.cite()
            self.parts.append((line, pick))
            self.card.box.addWidget(line)

    @property
    def lines(self) -> list[CitedRow]:
        """The rows that stand on a clause."""
        return [line for line, _pick in self.parts]

    def follow(self, before: Mapping[str, str]) -> None:
        """Say what holds where nothing is chosen, and show the fields that what was chosen asks for."""
        tables = {key.rpartition(".")[0] for key in before}
        for row, (line, pick) in zip(self._rows, self.parts, strict=True):
            said = before.get(f"{row.key}.effect", "")
            known = said if said or row.key in tables else None
            if known is None and self._table == "exclusion":
                known = "none"
            pick.offer(effect_options(row, known, self._wording))
            pick.hold("" if pick.value() else held(known, self._wording))
            line.show_cited(on=pick.value() not in ("", "none"))
            if self._table == "setting":
                line.show_later("why", on=pick.value() in ("silent", "refused"))


class ReadingsCard:
    """How questions are read that the documents leave open: the default, and why; made when it is unfolded."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme) -> None:
        self._cells, self._wording, self._theme = cells, wording, theme
        tr = wording.text
        self.card = Card(theme)
        self._inside = QWidget()
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        note = label(
            tr(N_("What the documents leave open is computed by a default, which a household can change.")), "small"
        )
        self._box.addWidget(note)
        tip = tr(N_("Show or hide how the questions are read that the documents leave open"))
        self.fold = Fold("{sign} " + tr(N_("Open questions")), tip, self._inside)
        self.fold.clicked.connect(self._make)
        self.card.box.addWidget(self.fold)
        self.card.box.addWidget(self._inside)
        self.parts: list[tuple[CitedRow, PickCell]] = []
        self._made: tuple[str, ...] = ()
        self._pack: Pack | None = None
        self._documents: Options = ()
        self._shown: dict[str, str] | None = None

    def offer(self, pack: Pack | None, corrected: Mapping[str, str] | None, documents: Options) -> None:
        """The questions of a pack, and those that it does not ask yet, with the documents that they can stand on.

        `corrected` is what is saved of them, if any.
        """
        self._documents = documents
        self._pack, self._shown = pack, None if corrected is None else dict(corrected)
        if self.fold.unfolded:
            self._make()

    def _make(self) -> None:
        pack = self._pack
        if pack is None:
            return
        asked = {reading.id: tuple(value.id for value in reading.values) for reading in pack.reading}
        names = tuple(reading_names(asked))
        fresh = names != self._made
        if fresh:
            self._made = names
            for line, _pick in self.parts:
                self._cells.drop(line.keys())
                line.hide()
                line.deleteLater()
            self.parts = [self._row(name, pack) for name in names]
        self._follow(pack, asked)
        if fresh and self._shown is not None:
            self._cells.put({key: text for key, text in self._shown.items() if key.startswith("reading.")})
            self._follow(pack, asked)

    def _follow(self, pack: Pack, asked: Mapping[str, tuple[str, ...]]) -> None:
        tr = self._wording.text
        for name, (line, pick) in zip(self._made, self.parts, strict=True):
            values = asked.get(name) or MECHANISMS[name]
            options = [(value, self._wording.reading(pack, name, value)) for value in values]
            unchosen = tr(N_("as before")) if name in asked else tr(N_("not asked here"))
            pick.offer(options if self._shown is not None and name in asked else [("", unchosen), *options])
            pick.hold("" if pick.value() or name not in asked else options[0][1])
            line.show_cited(on=bool(pick.value()))
            line.show_later("why", on=bool(pick.value()))

    def _row(self, name: str, pack: Pack) -> tuple[CitedRow, PickCell]:
        tr = self._wording.text
        heading = self._wording.question(pack, name)
        line = CitedRow(self._cells, self._wording, self._theme, f"reading.{name}", heading, tr(N_("Open questions")))
        pick = line.pick("default", tr(N_("Read by default as")), [("", "")])
        line.line_later("why", tr(N_("Why")), 320)
        line.cite(optional=True)
        line.offer(self._documents)
        self._box.addWidget(line)
        return line, pick

    @property
    def lines(self) -> list[CitedRow]:
        """The rows that may stand on a clause, as far as they are made."""
        return [line for line, _pick in self.parts]
