"""One place where the next visit could be: what it would cost, and what would be left."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.whatif.next_visit import Option
from calculator.whatif.next_visit_words import place_of, reason_of
from calculator.widgets.card import Bar
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording


class OptionRow(QFrame):
    """One place: what stays personal, how much of the bill the fund pays, and what is left afterwards."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording = wording
        set_role(self, "option")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.place = QLabel()
        as_text(self.place)
        self.personal = QLabel()
        as_text(self.personal)
        self.bar = Bar(theme, "pooled")
        self.details = QLabel()
        for label in (self.place, self.personal):
            set_role(label, "heading")
        self.details.setWordWrap(True)
        self.personal.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = FlowLayout(spacing=theme.px(6), stretch=True)
        head.addWidget(self.place)
        head.addWidget(self.personal)
        column = QVBoxLayout(self)
        edge = theme.px(8)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.details)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(216))

    def show_option(self, option: Option, *, cheapest: bool, split: bool = True) -> None:
        """Show one option; the cheapest of several says so. Without `split` nothing is said of account and cash."""
        tr, settled = self._wording.text, option.settlement
        place = place_of(option, self._wording)
        self.place.setText(tr(N_("{place} ✓ least")).format(place=place) if cheapest else place)
        if settled.personal is None:
            self.personal.setText(tr(N_("not computed")))
        else:
            self.personal.setText(tr(N_("You pay {amount}")).format(amount=self._wording.yuan(settled.personal)))
        share = tr(N_("Of {total} the pooled fund pays {pooled}")).format(
            pooled=self._wording.yuan(settled.pooled), total=self._wording.yuan(settled.total)
        )
        self.bar.set_share(settled.pooled or 0, settled.total, share)
        self.details.setText("\n".join(self._details(option, split=split)))
        set_role(self.details, "small" if option.decision is None else "fault")
        self.setAccessibleName(f"{self.place.text()}{tr(N_('; '))}{self.personal.text()}")
        self.setAccessibleDescription(self.details.text())
        self.setToolTip(not_a_page(share))

    def clear(self) -> None:
        """Show nothing of anybody."""
        for label in (self.place, self.personal, self.details):
            label.setText("")
        self.bar.set_share(0, 0, "")
        self.setAccessibleName("")
        self.setAccessibleDescription("")
        self.setToolTip("")

    def _details(self, option: Option, *, split: bool) -> Iterator[str]:
        """Who pays what and what is left afterwards, or why the fund does not pay."""
        words, settled = self._wording, option.settlement
        if option.decision is not None:
            yield reason_of(option.decision, self._wording)
        if settled.personal is None:
            return
        figures = {
            "pooled": self._wording.yuan(settled.pooled),
            "deductible": self._wording.yuan(settled.deductible),
            "account": self._wording.yuan(settled.account_total),
            "cash": self._wording.yuan(settled.cash),
        }
        if option.decision is None:
            yield words.text(N_("Fund {pooled} · deductible {deductible}")).format(**figures)
        if split:
            yield words.text(N_("Account {account} · cash {cash}")).format(**figures)
        if option.decision is not None:
            return
        after = words.text(N_("Afterwards: deductible left {deductible}, cap left {cap}"))
        yield after.format(
            deductible=self._wording.yuan(option.deductible_left),
            cap=self._wording.yuan(option.cap_left),
        )
