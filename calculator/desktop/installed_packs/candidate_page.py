"""A policy before it is installed: who signed it, what it changes in the rules, and what for the open household."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from calculator.desktop.installed_packs.candidate_check import Looked
from calculator.desktop.installed_packs.packs_list import standing_said
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy_pages.document_remarks import document_remarks
from calculator.policy_pages.figure_changes import figures_changed
from calculator.session.session import Session
from calculator.whatif.pack_effect import PersonEffect
from calculator.whatif.pack_effect_words import changes_said, pack_said, refused_said, sums_rows
from calculator.widgets.announce import announce
from calculator.widgets.buttons import label, push_button
from calculator.widgets.card import Card
from calculator.widgets.scrolled import scrolled
from calculator.widgets.tables.text_table import TextRow, TextsTable
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import named
from calculator.words.wording import Wording

_SHOWN_FAULTS = 8


class CandidatePage(QWidget):
    """Shows a `Looked`; `wanted` when a person would have it installed, `left` when not."""

    wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        tr = session.wording.text
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(8))
        self.area: QScrollArea = scrolled(self._inside, tr(N_("What it would change")))
        self.install = push_button(
            session.wording, N_("&Install"), N_("Put this policy in place; households are computed by it from then on")
        )
        self.cancel = push_button(session.wording, N_("&Cancel"), N_("Go back and install nothing (Esc)"))
        set_role(self.install, "primary")
        self.install.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        for button in (self.install, self.cancel):
            foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        outer.addWidget(self.area, 1)
        outer.addLayout(foot)
        self._cards: list[Card] = []

    def wait(self, name: str) -> None:
        """Say that a file is being looked at."""
        self._clear()
        card = self._card()
        card.box.addWidget(label(self._session.wording.text(N_("Looking at {name}…")).format(name=name), "heading"))
        self.install.setEnabled(False)
        self.install.setText(self._session.wording.text(N_("&Install")))
        self.cancel.setFocus()

    def show_looked(self, looked: Looked) -> None:
        """Show what was found."""
        self._clear()
        words = self._session.wording
        tr = words.text
        card = self._card()
        card.box.addWidget(label(pack_said(looked.found, words), "title"))
        for line, role in _about(looked, words):
            card.box.addWidget(label(line, role))
        if looked.effect is not None:
            card.box.addWidget(label("\n".join(changes_said(looked.effect, words)), ""))
        if looked.before is not None:
            self._show_figures(figures_changed(looked.before, looked.found.pack, words))
        if looked.effect is not None:
            self._show_household(looked.effect.people)
        self._column.addStretch(1)
        self.install.setEnabled(not looked.unfit)
        self.install.setText(tr(N_("&Replace")) if looked.replaces else tr(N_("&Install")))
        self.install.setAccessibleName(self.install.text().replace("&", ""))
        (self.cancel if looked.unfit else self.install).setFocus()
        self.area.verticalScrollBar().setValue(0)
        announce(self, pack_said(looked.found, words))

    def _show_figures(self, changed: list[str]) -> None:
        """Figure by figure, as it was and as it would be."""
        if changed:
            card = self._card()
            card.box.addWidget(label(self._session.wording.text(N_("What it would change, figure by figure")), "title"))
            for line in changed:
                card.box.addWidget(label(line, ""))

    def _show_household(self, people: tuple[PersonEffect, ...]) -> None:
        """The figures of each person that change; of the others that nothing does."""
        words, tr = self._session.wording, self._session.wording.text
        card = self._card()
        card.box.addWidget(label(tr(N_("What it would change for this household")), "title"))
        names = {person.id: named(person) for person in self._session.case.people}
        for person in people:
            name = names[person.person]
            if not person.changed:
                card.box.addWidget(label(tr(N_("{name}: nothing changes")).format(name=name), "muted"))
                continue
            heading = label(name, "heading")
            table = TextsTable(self._theme, tr(N_("What it would change for {name}")).format(name=name))
            table.setToolTip(not_a_page(table.accessibleName()))
            heading.setBuddy(table)
            head = ("", tr(N_("without it")), tr(N_("with it")), tr(N_("difference")))
            table.show_rows(head, [TextRow(row, row) for row in sums_rows(person, words)])
            card.box.addWidget(heading)
            card.box.addWidget(table)
            refused = refused_said(person, words)
            if refused:
                card.box.addWidget(label(refused, "warning"))

    def _card(self) -> Card:
        card = Card(self._theme)
        card.box.setSpacing(self._theme.px(8))
        self._column.addWidget(card)
        self._cards.append(card)
        return card

    def _clear(self) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        while self._column.count():
            self._column.takeAt(0)


def _about(looked: Looked, words: Wording) -> Iterator[tuple[str, str]]:
    """What is to be known before one decides, each with the role of its text."""
    tr, found = words.text, looked.found
    yield standing_said(found.pack, words), "muted"
    if found.origin == "own":
        yield tr(N_("Nobody has signed it: its figures are only as good as whoever gave it to you.")), "warning"
    if found.origin == "stranger":
        said = N_("The signature is right, but its signer is not among those you trust; compare the fingerprint.")
        yield tr(said), "warning"
    if looked.replaces:
        yield (
            tr(N_("It takes the place of {name}, which is installed and reads otherwise.")).format(name=found.name),
            "warning",
        )
    for remark in document_remarks(found.pack, words):
        yield remark, "warning"
    if looked.instead is not None:
        said = N_("Version {version} of this region stays in use; for this household nothing changes.")
        yield tr(said).format(version=looked.instead.pack.version), "heading"
    if looked.unfit:
        yield tr(N_("The open household cannot be computed with it, so it is not installed:")), "fault"
        yield "\n".join(words.fault(fault) for fault in looked.unfit[:_SHOWN_FAULTS]), "fault"
