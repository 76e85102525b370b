"""The year so far: pooled payment and what is left of the cap, deductible, account balance, cash."""

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.benefit.statement import Caution, YearStatement
from calculator.desktop.session import Session
from calculator.desktop.texts import cited
from calculator.language import N_
from calculator.policy.names import LEVELS
from calculator.widgets.card import FigureCard
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role


class YearCards(QWidget):
    """Four cards and, below them, the doubts that go with the figures."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        tr = session.wording.text
        self.pooled = FigureCard(theme, "pooled", tr(N_("Paid by the pooled fund")), bar=True)
        self.deductible = FigureCard(theme, "deductible", tr(N_("Deductible used")), bar=True)
        self.account = FigureCard(theme, "account", tr(N_("Account balance")), bar=False)
        self.cash = FigureCard(theme, "cash", tr(N_("Paid in cash")), bar=False)
        self.doubts = QLabel()
        self.doubts.setWordWrap(True)
        set_role(self.doubts, "warning")
        self.doubts.setAccessibleName(tr(N_("Doubts")))
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(12), stretch=True)
        figures = {"pooled": self.pooled, "deductible": self.deductible, "account": self.account, "cash": self.cash}
        for subject, card in figures.items():
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

    def refresh(self) -> None:
        """Show the session's person and year."""
        year = self._session.year_statement
        self._show_pooled(year)
        self._show_deductible(year)
        self._show_account(year)
        tr = self._session.wording.text
        sums = year.totals
        known = not year.nothing_computed
        self.cash.show_figure(
            f"¥{self._session.wording.yuan(sums.cash)}" if known else tr(N_("not computed")),
            tr(N_("Personal share {personal} − accounts {account}")).format(
                personal=self._session.wording.yuan(sums.personal), account=self._session.wording.yuan(sums.account)
            )
            if known
            else tr(N_("The visits could not be computed; each says why")),
            known=known,
        )
        self._show_doubts(year)

    def _show_pooled(self, year: YearStatement) -> None:
        tr = self._session.wording.text
        assert self.pooled.bar is not None
        if year.cap is None:
            note = tr(N_("No cap is known for this year"))
        else:
            note = tr(N_("Yearly cap {cap}, {remaining} left")).format(
                cap=self._session.wording.yuan(year.cap), remaining=self._session.wording.yuan(year.cap_remaining)
            )
        known = not year.nothing_computed
        paid = f"¥{self._session.wording.yuan(year.pooled_to_date)}" if known else tr(N_("not computed"))
        self.pooled.show_figure(paid, note, known=known)
        self.pooled.bar.set_share(year.pooled_to_date, year.cap or 0, note)

    def _show_deductible(self, year: YearStatement) -> None:
        wording = self._session.wording
        assert self.deductible.bar is not None
        if year.deductible_left is None or year.deductible_standard is None:
            note = wording.text(N_("No deductible is known for this year"))
            self.deductible.bar.set_share(0, 0, note)
        else:
            left, standard = year.deductible_left, year.deductible_standard
            if len(set(standard.values())) == 1 and len(set(left.values())) == 1:
                note = wording.text(N_("Standard {standard}; a next visit is asked {left}")).format(
                    standard=self._session.wording.yuan(standard["level1"]),
                    left=self._session.wording.yuan(left["level1"]),
                )
            else:
                parts = [f"{wording.word(level)} {self._session.wording.yuan(left[level])}" for level in LEVELS]
                note = wording.text(N_("A next visit is asked: {parts}")).format(parts=" · ".join(parts))
            self.deductible.bar.set_share(year.deductible_used, max(standard.values()), note)
        self.deductible.show_figure(f"¥{self._session.wording.yuan(year.deductible_used)}", note)

    def _show_account(self, year: YearStatement) -> None:
        tr, account = self._session.wording.text, year.account
        note = tr(N_("Opening {opening} + credited {credited} − paid {paid}")).format(
            opening=self._session.wording.yuan(account.opening),
            credited=self._session.wording.yuan(account.credited),
            paid=self._session.wording.yuan(account.paid),
        )
        if not account.complete:
            refused = [
                month
                for month in self._session.computed.account.months
                if month.month // 12 == year.year and month.refused is not None
            ]
            note += tr(N_(". {count} months without credit: {why}")).format(
                count=len(refused), why=self._session.wording.say(refused[0].text)
            )
        self.account.show_figure(f"¥{self._session.wording.yuan(account.balance)}", note)

    def _show_doubts(self, year: YearStatement) -> None:
        """The doubts of the text and the person in full; of those about single visits the first of each kind."""
        wording, session = self._session.wording, self._session
        shown = {visit.id for visit in year.visits}
        firsts: dict[tuple[str, str | None], Caution] = {}
        alike: Counter[tuple[str, str | None]] = Counter()
        for caution in session.computed.warnings:
            of_visit = session.is_visit(caution.field)
            if of_visit and caution.field not in shown:
                continue
            key = (caution.code, None if of_visit else caution.field)
            firsts.setdefault(key, caution)
            alike[key] += 1
        lines = []
        for key, caution in firsts.items():
            source = cited(caution.source, caution.clause)
            line = "⚠ " + wording.say(caution.message) + (f"（{source}）" if source else "")
            if alike[key] > 1:
                line += wording.text(N_(" … and {count} more like it")).format(count=alike[key] - 1)
            lines.append(line)
        self.doubts.setText("\n".join(lines))
        self.doubts.setAccessibleDescription(self.doubts.text())
        self.doubts.setVisible(bool(lines))
