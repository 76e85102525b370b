"""An estimate that was computed: what it rests on, its tables one at a time, and their bars."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from calculator.ground.language import N_
from calculator.sheets.estimate_parts import PARTS, bars_of, has_parts, texts_of
from calculator.sheets.table_columns import Table
from calculator.widgets.buttons import label
from calculator.widgets.card import Card
from calculator.widgets.charts.bar_groups import Bar, Bars, Group
from calculator.widgets.choice import Choice
from calculator.widgets.tables.text_table import TextRow, TextsTable
from calculator.widgets.theme import Theme, font
from calculator.words.wording import Wording

_BEFORE, _AFTER = "cash", "pooled"
"""The colours of what was and of what would be."""


class EstimateView(Card):
    """Shows one table after the other, each by one question."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__(theme)
        self._wording, tr = wording, wording.text
        self._tables: dict[str, Table] = {}
        self.box.setSpacing(theme.px(8))
        self.title, self.notes = label("", "title"), label("", "warning")
        self.group = Choice(tr(N_("Whose sums")))
        self.part = Choice(tr(N_("Which sums")), [(key, tr(text)) for key, text in PARTS.items()])
        self.part.set_current(next(iter(PARTS)))
        self.table = TextsTable(theme, tr(N_("Estimate")))
        hint = tr(N_("The mouse or the arrow keys read out every bar."))
        self.bars = Bars(theme, tr(N_("Before and after")), hint)
        self.readout = label(hint, "small")
        self.readout.setMinimumHeight(QFontMetrics(font(theme, 12)).lineSpacing())
        self.bars.pointed.connect(lambda sentence: self.readout.setText(sentence or hint))
        for part in (self.title, self.notes, self.group, self.part, self.table, self.bars, self.readout):
            self.box.addWidget(part)
        self.group.chosen.connect(lambda _key: self._show())
        self.part.chosen.connect(lambda _key: self._show())

    def show_tables(self, tables: Sequence[Table], notes: Sequence[str]) -> None:
        """Show another estimate; the table that is looked at stays, where it has it too."""
        kept = self.group.current()
        self._tables = {table.key: table for table in tables}
        self.group.set_options([(table.key, table.title) for table in tables])
        self.group.set_current(kept if kept in self._tables else tables[0].key)
        self.title.setText(notes[0])
        self.notes.setText("\n".join(notes[1:]))
        self.notes.setVisible(len(notes) > 1)
        for part in (self.title, self.notes):
            part.setAccessibleName(part.text())
        self._show()

    def _show(self) -> None:
        table, part = self._tables[self.group.current() or ""], self.part.current() or ""
        self.part.setVisible(has_parts(table))
        headings, *rows = texts_of(table, part, self._wording)
        self.table.show_rows(headings, [TextRow(row, row) for row in rows])
        groups = bars_of(table, part, self._wording)
        for shown in (self.bars, self.readout):
            shown.setVisible(bool(groups))
        self.bars.show_groups(
            [
                Group(name, tuple(Bar(bar.name, bar.size, bar.text, _AFTER if bar.after else _BEFORE) for bar in bars))
                for name, bars in groups
            ]
        )
