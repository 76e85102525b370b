"""The policy page at one rule, in front of a page or a dialog that has no policy desk beside it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from calculator.desktop.policies.policy_tab import PolicyView
from calculator.desktop.policies.region_of_desk import region_citing
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme
from calculator.words.citing import RuleAt


class RuleDialog(QDialog):
    """Shows a rule of a region of the session's household; readings are not chosen here. `data` is the data folder."""

    def __init__(
        self, session: Session, theme: Theme, rule: RuleAt, data: Path, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._region, self._rule = region_citing(session, rule), rule
        self.setWindowTitle(session.wording.text(N_("Policy")))
        self.policy = PolicyView(session, theme, data, today, choices=False)
        leave = push_button(session.wording, N_("&Close"), N_("Close (Esc)"))
        leave.clicked.connect(self.accept)
        foot = QWidget()
        FlowLayout(foot).addWidget(leave)
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        column.addWidget(self.policy, 1)
        column.addWidget(foot)
        fit(self, theme, 1120, 700)

    def open(self) -> None:
        """Show the rule at the top of the view, once the page has its width."""
        super().open()
        self.policy.show_rule(self._region, self._rule)
