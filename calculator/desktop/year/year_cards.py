"""The year so far: pooled payment and what is left of the cap, deductible, account balance, cash."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.year.doubts import Doubts
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.card import FigureCard
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.personal_year import account_now, personal_year, year_so_far
from calculator.words.year_banner import year_banner
from calculator.words.year_summary import FIGURES, doubts_of_year, words_of_end, year_figures


class YearCards(QWidget):
    """Four cards; above them what they rest on where that needs saying, below them the doubts that go with them."""

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._session, self._today = session, today
        tr = session.wording.text
        titles = {key: tr(text) for key, text in FIGURES.items()}
        self.pooled = FigureCard(theme, "pooled", titles["pooled"], bar=True)
        self.deductible = FigureCard(theme, "deductible", titles["deductible"], bar=True)
        self.account = FigureCard(theme, "account", titles["account"], bar=False)
        self.cash = FigureCard(theme, "cash", titles["cash"], bar=False)
        self.banner = QLabel()
        self.banner.setWordWrap(True)
        self.banner.setAccessibleName(tr(N_("What the figures rest on")))
        set_role(self.banner, "banner")
        self.doubts = Doubts(session.wording, theme)
        self.row = row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(12), stretch=True, even=True)
        for subject, card in self._cards().items():
            card.setToolTip(tr(N_("How it was computed")))
            card.chosen.connect(partial(session.explain, subject))
            flow.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self.banner)
        layout.addWidget(row)
        self.below = QWidget()  # the doubts come and go by themselves
        around = QVBoxLayout(self.below)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.doubts)
        layout.addWidget(self.below)
        session.changed.connect(self.refresh)
        self.refresh()

    def _cards(self) -> dict[str, FigureCard]:
        return {"pooled": self.pooled, "deductible": self.deductible, "account": self.account, "cash": self.cash}

    def spoken(self) -> str:
        """The figures as one sentence."""
        words = self._session.wording
        return words.text(N_("; ")).join(card.accessibleName() for card in self._cards().values())

    def give_room(self, *, given: bool) -> None:
        """Leave the room of the figures and of what is said below them to something else for a while."""
        for part in (self.row, self.below):
            part.setHidden(given)

    def refresh(self) -> None:
        """Show the session's person and year."""
        session, cards = self._session, self._cards()
        of = personal_year(
            session.case, session.statement, session.library, session.wording, session.person_id, session.year
        )
        today, tr = self._today(), session.wording.text
        now = so_far = None
        if today.year == session.year:
            household = session.case, session.statement, session.library
            now = account_now(*household, session.person_id, today)
            if of.visits_after(today):
                so_far = year_so_far(*household, session.wording, session.person_id, today)
        for key in ("pooled", "deductible", "cash"):
            title = tr(FIGURES[key])
            cards[key].set_title(title if so_far is None else tr(N_("{name} up to today")).format(name=title))
        name = tr(FIGURES["account"])
        self.account.set_title(
            tr(N_("{name} on {day}")).format(name=name, day=words_of_end(of))
            if now is None
            else tr(N_("{name} today, {day}")).format(name=name, day=session.wording.day(today))
        )
        for figure in year_figures(of, now, so_far):
            card = cards[figure.key]
            card.show_figure(figure.figure, figure.note, known=figure.known)
            if card.bar is not None:
                card.bar.set_share(figure.part, figure.whole, figure.note)
        banner, typed_over = year_banner(of), "region" in of.person.unread
        self.banner.setText("" if banner is None else banner.text)
        # Nothing rests on the texts of a region that another text was typed over.
        self.banner.setVisible(banner is not None and not typed_over)
        doubts = doubts_of_year(of) if banner is None else doubts_of_year(of, banner.says)
        self.doubts.show_doubts([] if typed_over else doubts)
