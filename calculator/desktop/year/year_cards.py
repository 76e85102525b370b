"""The year so far: pooled payment and what is left of the cap, deductible, account balance, cash."""

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.card import FigureCard
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.personal_year import personal_year
from calculator.words.year_summary import FIGURES, year_doubts, year_figures


class YearCards(QWidget):
    """Four cards and, below them, the doubts that go with the figures."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        tr = session.wording.text
        titles = {key: tr(text) for key, text in FIGURES.items()}
        self.pooled = FigureCard(theme, "pooled", titles["pooled"], bar=True)
        self.deductible = FigureCard(theme, "deductible", titles["deductible"], bar=True)
        self.account = FigureCard(theme, "account", titles["account"], bar=False)
        self.cash = FigureCard(theme, "cash", titles["cash"], bar=False)
        self.doubts = QLabel()
        self.doubts.setWordWrap(True)
        set_role(self.doubts, "warning")
        self.doubts.setAccessibleName(tr(N_("Doubts")))
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(12), stretch=True, even=True)
        for subject, card in self._cards().items():
            card.setToolTip(tr(N_("How it was computed")))
            card.chosen.connect(partial(session.explain, subject))
            flow.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(row)
        layout.addWidget(self.doubts)
        session.changed.connect(self.refresh)
        self.refresh()

    def _cards(self) -> dict[str, FigureCard]:
        return {"pooled": self.pooled, "deductible": self.deductible, "account": self.account, "cash": self.cash}

    def refresh(self) -> None:
        """Show the session's person and year."""
        session, cards = self._session, self._cards()
        of = personal_year(
            session.case, session.statement, session.library, session.wording, session.person_id, session.year
        )
        for figure in year_figures(of):
            card = cards[figure.key]
            card.show_figure(figure.figure, figure.note, known=figure.known)
            if card.bar is not None:
                card.bar.set_share(figure.part, figure.whole, figure.note)
        self.doubts.setText("\n".join(year_doubts(of)))
        self.doubts.setAccessibleDescription(self.doubts.text())
        self.doubts.setVisible(bool(self.doubts.text()))
