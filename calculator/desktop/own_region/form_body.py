"""The fields of the form below what is to be made: documents, first day, figures, and rules without figures."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.own_region.body_rows import Rows
from calculator.desktop.own_region.choice_cards import NamedCard, ReadingsCard
from calculator.desktop.own_region.documents_card import DocumentsCard
from calculator.desktop.own_region.grey_words import MEND, NEW, RULES, GreyWords
from calculator.desktop.own_region.pack_cells import Cells, TextCell
from calculator.desktop.own_region.pack_rows import BoundedCard, CitedRow, CreditCard, TableCard, titled
from calculator.ground.language import N_
from calculator.policy.authoring.form_reader import TABLES
from calculator.policy.authoring.other_rules import NAMED
from calculator.policy.authoring.own_documents import own_sources
from calculator.policy.pack import Pack
from calculator.widgets.card import Card
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


class FormBody(QWidget):
    """Holds what is typed for one purpose; `edited` follows every change of a field by a person.

    `corrected` is the region whose rules are put right in it; without it, it makes a region or new rules for one.
    """

    edited = Signal()

    def __init__(self, wording: Wording, theme: Theme, rows: Rows, corrected: Pack | None = None) -> None:
        super().__init__()
        self._wording, self._theme, self.corrected = wording, theme, corrected
        self.cells = Cells()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        if corrected is None:
            column.addWidget(self._names_card())
        there = len(own_sources(corrected)) if corrected else 0
        self.documents = DocumentsCard(self.cells, wording, theme, there)
        column.addWidget(self.documents)
        column.addWidget(self._start_card())
        self.tables = {name: TableCard(self.cells, wording, theme, name, rows[name]) for name in TABLES}
        self.credits = CreditCard(self.cells, wording, theme, rows["credit"])
        self.named = {name: NamedCard(self.cells, wording, theme, name, rows[name]) for name in NAMED}
        self.readings = ReadingsCard(self.cells, wording, theme)
        bounded: list[BoundedCard] = [*self.tables.values(), self.credits]
        for card in (*(one.card for one in bounded), *(one.card for one in self.named.values()), self.readings.card):
            column.addWidget(card)
        self.below_at_first: dict[str, bool] = {}
        for table in self.tables.values():
            if table.below is not None:
                table.below.clicked.connect(lambda _on: self.edited.emit())
        self.greys = GreyWords(self.cells, wording)
        self.documents.changed.connect(self.edited)
        self.cells.edited.connect(self.edited)

    def _names_card(self) -> Card:
        tr, theme = self._wording.text, self._theme
        self.names, _note = titled(theme, tr(N_("The region")))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=theme.px(8), stretch=True, even=True)
        for key, label, hint in (
            ("zh", tr(N_("Name in Chinese")), ""),
            ("letters", tr(N_("Name in letters")), tr(N_("Pinyin or English; pinyin to search by is made from it"))),
            ("province", tr(N_("Province in Chinese")), ""),
            ("province_letters", tr(N_("Province in letters")), ""),
        ):
            cell = TextCell(theme, key, label, hint=hint, width=220)
            flow.addWidget(cell)
            self.cells.add(cell)
        self.names.box.insertWidget(1, holder)
        return self.names

    def _start_card(self) -> Card:
        tr, theme = self._wording.text, self._theme
        card, self.start_note = titled(theme, tr(N_("In force")))
        self.start = CitedRow(self.cells, self._wording, theme, "start", tr(N_("First day")))
        day = TextCell(theme, "start", tr(N_("Date")), name=tr(N_("First day")))
        day.setFixedWidth(theme.px(150))
        self.start.add(day)
        if self.corrected is None:
            self.start.cite()
        card.box.addWidget(self.start)
        return card

    # ---- what stands in it

    def lines(self) -> list[CitedRow]:
        """All rows that stand, or may stand, on a document and clause, but for that of the first day."""
        found = [line for table in (*self.tables.values(), self.credits) for line in table.lines]
        return [*found, *(line for card in self.named.values() for line in card.lines), *self.readings.lines]

    def form(self) -> dict[str, str]:
        """What stands in the fields."""
        form = self.cells.form() | {"documents": str(len(self.documents.rows))}
        for name, table in self.tables.items():
            checked = table.below is not None and table.below.isChecked()
            if checked != self.below_at_first.get(name, False):
                form |= {f"{key}.below": "yes" if checked else "no" for key in table.retired}
        return form

    def fill(self, shown: Mapping[str, str]) -> None:
        """Show what the region that is corrected says; what is typed over it is what is put right."""
        assert self.corrected is not None
        self.refresh(self.corrected, MEND, shown)
        self.cells.put(dict(shown))
        for name, table in self.tables.items():
            on = any(shown.get(f"{key}.below") == "yes" for key in table.retired)
            self.below_at_first[name] = on
            if table.below is not None:
                table.below.setChecked(on)
        self.refresh(self.corrected, MEND, shown)

    def reveal(self, key: str) -> None:
        """Unfold what hides a field."""
        if key.startswith("reading."):
            self.readings.fold.show_inside(on=True)

    def refresh(self, base: Pack | None, mode: str, empty: Mapping[str, str]) -> None:
        """Offer the documents there are, show the fields that are asked for, and say what holds where one is empty."""
        own = set() if self.corrected is None else {source.id for source in own_sources(self.corrected)}
        documents = self.documents.options(
            [source for source in (base.sources if base else ()) if source.id not in own]
        )
        self.readings.card.setVisible(mode != RULES)
        if mode != RULES:
            self.readings.offer(base, empty if mode == MEND else None, documents)
        if self.corrected is None:
            self.names.setVisible(mode == NEW)
            self.start.show_cited(on=mode == NEW)
            self.start.offer(documents)
        for line in self.lines():
            line.offer(documents)
        self.credits.follow()
        for card in self.named.values():
            card.follow(empty)
        framework = mode == NEW and base is not None and base.standing == "framework"
        for name, table in self.tables.items():
            for line in table.lines:
                required = framework and line.key == f"{name}.employed"
                line.show_cited(on=mode == MEND or required or line.entered())
        self.greys.show(mode, empty, self.lines(), framework=framework)
