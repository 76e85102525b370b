"""The table of policies with what is to be known of the selected one, and the buttons below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from calculator.desktop.installed_packs.packs_list import COLUMNS, Listing, Row
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.session.session import Session
from calculator.widgets.buttons import label, push_button
from calculator.widgets.card import Card
from calculator.widgets.flow import FlowLayout
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.theme import Theme

_ROWS = 10


class PacksCard(Card):
    """`remove_wanted` carries the selected row when a person would remove it."""

    remove_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        tr = session.wording.text
        self._headings = [tr(heading) for heading in COLUMNS]
        self.box.setSpacing(theme.px(8))
        rows = _ROWS * 100 // theme.percent  # the rest of the page is to be reached without much scrolling
        title = label(tr(N_("&Policies")), "title")
        title.setAccessibleName(tr(N_("Policies")))
        self.table = PlainTable(theme, tr(N_("Policies")), most_rows=rows, wide_column=len(COLUMNS) - 1)
        self.table.setToolTip(tr(N_("Every policy that a household can be computed by")))
        title.setBuddy(self.table)
        self.model = QStandardItemModel(self)
        self.table.setModel(self.model)
        self.about = label("", "muted")
        self.troubles = label("", "fault")
        self.install = push_button(
            session.wording, N_("&Install…"), N_("Choose the file of a policy (.toml) and see what it would change")
        )
        self.remove = push_button(
            session.wording,
            N_("&Remove…"),
            N_("Remove the selected policy, unless it comes with the program; asks first"),
        )
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        flow.addWidget(self.install)
        flow.addWidget(self.remove)
        for part in (title, self.table, self.about, self.troubles, buttons):
            self.box.addWidget(part)
        self._rows: tuple[Row, ...] = ()
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._follow())
        self.remove.clicked.connect(self._ask)

    def show_listing(self, listing: Listing, name: str = "") -> None:
        """Show other rows, and select the one of a whole name, or the first."""
        self._rows = listing.rows
        self.model.setRowCount(0)
        self.model.setHorizontalHeaderLabels(self._headings)
        for place in range(len(self._headings)):
            self.model.horizontalHeaderItem(place).setTextAlignment(_LEFT)
        for row in listing.rows:
            self.model.appendRow(
                [_item(cell, heading, row) for cell, heading in zip(row.cells, self._headings, strict=True)]
            )
        self.troubles.setText("\n".join(listing.troubles))
        self.troubles.setAccessibleName(self.troubles.text())
        self.troubles.setVisible(bool(listing.troubles))
        place = next((place for place, row in enumerate(listing.rows) if row.name == name), 0)
        self.table.setCurrentIndex(self.model.index(place, 0))
        self.table.fit()
        self._follow()

    def current(self) -> Row | None:
        """The selected row."""
        place = self.table.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _follow(self) -> None:
        row = self.current()
        self.about.setText("" if row is None else row.told)
        self.about.setAccessibleName(self.about.text())
        self.remove.setEnabled(row is not None and row.removable)

    def _ask(self) -> None:
        row = self.current()
        if row is not None and row.removable:
            self.remove_wanted.emit(row)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _item(text: str, heading: str, row: Row) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setTextAlignment(_LEFT)
    item.setToolTip(not_a_page(row.told))
    item.setAccessibleText(f"{heading} {text}")
    return item
