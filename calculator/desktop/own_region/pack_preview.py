"""What the people of the open household would get under a region of one's own, beside what they get now."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel

from calculator.case.case import Case
from calculator.desktop.own_region.pack_rows import say
from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.session.session import Session
from calculator.whatif.trial import Tried, tried
from calculator.widgets.card import Card
from calculator.widgets.entry_table import PlainTable
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
        self._session = session
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
            return
        session = self._session
        if self._shown != (pack, base, session.case):
            self._shown = pack, base, session.case
            self._fill(tried(session.case, session.statement, pack, base, session.library))
        self.table.show()

    def _fill(self, found: list[Tried]) -> None:
        words = self._session.wording
        self.model.clear()
        self.model.setHorizontalHeaderLabels(["", *(words.text(column) for column in _COLUMNS)])
        for one in found:
            self.model.appendRow(
                [_item(named(one.person), named(one.person)), *(_item("", "") for _column in _COLUMNS)]
            )
            for name, word in _FIGURES.items():
                now, then = getattr(one.now, name), getattr(one.then, name)
                apart = signed(then - now, words) if _comparable(one, name) else words.yuan(None)
                figures = words.yuan(now), words.yuan(then), apart
                said = f"{named(one.person)}: {words.text(word)}"
                items = (_item(text, f"{said} {text}", right=True) for text in figures)
                self.model.appendRow([_item(words.text(word), said), *items])
        say(self.note, "\n".join(line for one in found for line in _untold(one, words)), "warning")
        self.table.fit()


def signed(fen: int, words: Wording) -> str:
    """A difference in 分 with its sign."""
    return f"+{words.yuan(fen)}" if fen > 0 else f"−{words.yuan(-fen)}" if fen else words.yuan(0)


def _comparable(one: Tried, name: str) -> bool:
    """Whether a figure is made up of the same visits and months now and there."""
    of_account = name in ("credited", "balance")
    return (one.credited[0] == one.credited[1] or not of_account) and (
        one.refused[0] == one.refused[1] or name == "credited"
    )


def _untold(one: Tried, words: Wording) -> list[str]:
    """What the figures of a person leave out."""
    lines = []
    for count, text in zip(
        one.refused,
        (
            N_("{name}: visits that cannot be computed now: {count}"),
            N_("{name}: visits that cannot be computed there: {count}"),
        ),
        strict=True,
    ):
        if count:
            lines.append(words.text(text).format(name=named(one.person), count=count))
    if not one.credited[1]:
        text = N_("{name}: the account's credit cannot be computed there for some months")
        lines.append(words.text(text).format(name=named(one.person)))
    return lines


def _item(text: str, said: str, *, right: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(said)
    item.setAccessibleText(said)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
