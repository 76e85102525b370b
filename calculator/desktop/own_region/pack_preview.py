"""What the people of the open household would get under a region of one's own, beside what they get now."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel

from calculator.case.case import Case
from calculator.desktop.own_region.pack_rows import say
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy.pack import Pack
from calculator.session.session import Session
from calculator.whatif.pack_effect import PersonEffect, effect_of_moving
from calculator.whatif.pack_effect_words import figure_said
from calculator.widgets.card import Card
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import named
from calculator.words.wording import Wording

_FIGURES: dict[str, str] = {
    "pooled": N_("paid by the pooled fund"),
    "personal": N_("personal share"),
    "account": N_("paid by account"),
    "cash": N_("cash"),
    "credited": N_("credited"),
    "balance": N_("account balance"),
}
_COLUMNS = (N_("now"), N_("there"), N_("difference"))
_ALL = 1 << 10
"""The table is as high as its rows; it is the card around it that scrolls."""


class PreviewCard(Card):
    """A row for each person and figure: now, there, and the difference; and in words what cannot be computed."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        tr = session.wording.text
        title = QLabel(tr(N_("What it would be for this household")))
        title.setWordWrap(True)
        set_role(title, "title")
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.table = PlainTable(theme, title.text(), most_rows=_ALL)
        title.setBuddy(self.table)
        self.table.setToolTip(tr(N_("Everyone as insured in the region of the form, over the whole period")))
        self.model = QStandardItemModel(self)
        self.table.setModel(self.model)
        self.box.setSpacing(theme.px(8))
        for widget in (title, self.note, self.table):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self._shown: tuple[Pack, str, Case] | None = None
        self.show_pack(None, "")

    def show_pack(self, pack: Pack | None, base: str) -> None:
        """Try a pack out; without one, say that there is none yet, and keep the figures of the one before."""
        tr = self._session.wording.text
        if pack is None:
            said = N_("The figures stand here once all that is asked for has been entered.")
            if self._shown is not None:
                said = N_("These are the figures from before the last change; it cannot be computed yet.")
            say(self.note, tr(said), "muted")
            self.table.setVisible(self._shown is not None)
            self._colour("muted")
            return
        session = self._session
        if self._shown != (pack, base, session.case):
            self._shown = pack, base, session.case
            self._fill(effect_of_moving(pack, base, session.case, session.statement, session.library))
        self.table.show()
        self._colour("text")

    def _colour(self, name: str) -> None:
        """The figures in a colour: those from before a change step back."""
        colour = QBrush(self._theme.colour(name))
        for row in range(self.model.rowCount()):
            for column in range(self.model.columnCount()):
                self.model.item(row, column).setForeground(colour)

    def _fill(self, found: Sequence[PersonEffect]) -> None:
        words = self._session.wording
        names = {one.id: named(one) for one in self._session.case.people}
        self.model.clear()
        self.model.setHorizontalHeaderLabels(["", *(words.text(column) for column in _COLUMNS)])
        for one in found:
            self.model.appendRow(
                [_item(names[one.person], names[one.person]), *(_item("", "") for _column in _COLUMNS)]
            )
            for name, word in _FIGURES.items():
                figures = figure_said(one, name, words)
                said = f"{names[one.person]}: {words.text(word)}"
                items = (_item(text, f"{said} {text}", right=True) for text in figures)
                self.model.appendRow([_item(words.text(word), said), *items])
        say(self.note, "\n".join(line for one in found for line in _untold(names[one.person], one, words)), "warning")
        self.table.fit()


def _untold(name: str, one: PersonEffect, words: Wording) -> Iterator[str]:
    """What the figures of a person called `name` leave out."""
    for refused, text in (
        (one.refused_before, N_("{name}: visits that cannot be computed now: {count}")),
        (one.refused_after, N_("{name}: visits that cannot be computed there: {count}")),
    ):
        if refused.visits:
            yield words.text(text).format(name=name, count=refused.visits)
    for refused, text in (
        (one.refused_before, N_("{name}: the account's credit cannot be computed now for some months")),
        (one.refused_after, N_("{name}: the account's credit cannot be computed there for some months")),
    ):
        if refused.months:
            yield words.text(text).format(name=name)


def _item(text: str, said: str, *, right: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(not_a_page(said))
    item.setAccessibleText(said)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
