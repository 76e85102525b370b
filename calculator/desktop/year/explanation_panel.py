"""Why: the steps of the selected visit, or what a figure of the year is made of; to be copied as text."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.session.selected_explanation import told
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.buttons import COPIED
from calculator.widgets.card import Card
from calculator.widgets.explanation_steps import LEADS, Explanation
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role


class ExplainPanel(Card):
    """The explanation of what is selected; without a selection it says how to get one.

    `rule_wanted` carries the rule of a clause that a person opens.
    """

    rule_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme)
        self._session, self._today = session, today
        tr = session.wording.text
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        self.subject = QLabel()
        self.subject.setWordWrap(True)
        set_role(self.subject, "small")
        self.steps = Explanation(theme, tr(LEADS))
        self.steps.rule_wanted.connect(self.rule_wanted)
        self.copy = QPushButton(tr(N_("Copy as text")))
        self.copy.setAccessibleName(self.copy.text())
        self.copy.setToolTip(tr(N_("Copy the explanation, for a chat message")))
        self.copy.clicked.connect(self.copy_text)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        for part in (self.title, self.subject, self.steps, self.copy):
            column.addWidget(part)
        column.addStretch(1)
        self.box.addWidget(scrolled(inside, tr(N_("Explanation"))))
        session.changed.connect(self.refresh)
        session.selected.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Explain what is selected."""
        found = told(self._session, self._today())
        self.title.setText(found.title)
        self.subject.setText(found.subject)
        self.steps.show_lines(found.lines)
        self.copy.setVisible(bool(found.lines))
        self.copy.setText(self._session.wording.text(N_("Copy as text")))

    def copy_text(self) -> None:
        """The explanation to the clipboard; the button says so until something else is explained."""
        QGuiApplication.clipboard().setText(told(self._session, self._today()).as_text())
        self.copy.setText(self._session.wording.text(COPIED))
        announce(self, self.copy.text())
