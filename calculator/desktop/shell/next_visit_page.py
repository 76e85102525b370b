"""只想问下次去哪家更省: region, status and an amount, and the answer beside them; nothing of it is kept."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from calculator.case.new_case import new_case
from calculator.desktop.comparison.next_visit_card import WhatIfCard
from calculator.desktop.document.unknown_region import UnknownRegion
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.names import STATUSES
from calculator.session.session import Session
from calculator.widgets.buttons import push_button
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.region_field import RegionField
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import choices
from calculator.words.wording import Wording

_WIDE = 720
"""From this width on, in pixels of the 100% design, the answer stands beside the questions."""


class NextVisitPage(QWidget):
    """Asks region and status; `kept` carries them with the year where the person goes on to enter visits.

    `cancelled` that one went back, `errand_wanted` a way on for a place that is not in the list.
    """

    kept = Signal(str, str, int)
    cancelled = Signal()
    errand_wanted = Signal(str)

    def __init__(self, library: Library, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        self.answer: WhatIfCard | None = None
        tr = wording.text
        self.region = RegionField(library, wording, theme)
        self.region.edit.setPlaceholderText(tr(N_("Choose a region")))
        self.status = Choice(tr(N_("Status")), choices(STATUSES, wording))
        self.unknown = UnknownRegion(wording, theme)
        self.unknown.hide()
        self._hint = QLabel(tr(N_("Choose region and status; what the next visit would cost stands here at once.")))
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._hint, "muted")
        self._place = QVBoxLayout()
        self._place.addWidget(self._hint, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme.px(12))
        self._sides.addWidget(scrolled(self._questions(), tr(N_("Where and how are you insured?"))), 2)
        self._sides.addLayout(self._place, 3)
        self.region.chosen.connect(lambda _region: self._ask())
        self.region.entered.connect(self._go_on)
        self.region.unfit.connect(self._ask)
        self.status.chosen.connect(lambda _status: self._ask())
        self.unknown.wanted.connect(self.errand_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The answer beside the questions where there is room, else below them."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._theme.px(_WIDE)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(beside if wide else below)

    def _questions(self) -> QWidget:
        tr, theme = self._wording.text, self._theme
        card = Card(theme)
        title = QLabel(tr(N_("Where and how are you insured?")))
        title.setWordWrap(True)
        set_role(title, "title")
        note = QLabel(tr(N_("Nothing that you enter here is kept, unless you go on to enter visits.")))
        note.setWordWrap(True)
        set_role(note, "small")
        self.keep = push_button(self._wording, N_("Go on and &enter visits"), N_("Begin a household that is kept"))
        self.back = push_button(self._wording, N_("&Back"), N_("Leave this page; nothing of it is kept"))
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self.cancelled)
        buttons = FlowLayout(spacing=theme.px(8))
        for button in (self.keep, self.back):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        self.keep.setEnabled(False)
        for widget in (
            title,
            caption(tr(N_("&Region")), self.region.box),
            self.region,
            self.unknown,
            caption(tr(N_("Status")), self.status.button(STATUSES[0])),
            self.status,
            note,
        ):
            card.box.addWidget(widget)
        card.box.addLayout(buttons)
        card.box.addStretch(1)
        return card

    def _ask(self) -> None:
        """Compute for what is chosen, in the place of what was."""
        region, status = None if self.region.faulty else self.region.region, self.status.current()
        self.unknown.setVisible(self.region.faulty)
        self.keep.setEnabled(region is not None and status is not None)
        self._hint.setVisible(region is None or status is None)
        if self.answer is not None:
            self.answer.setVisible(region is not None)  # nothing of the region that was typed over
        if region is None or status is None:
            return
        case = new_case(region, status, self._wording.text(N_("Self")), date.today().year)  # noqa: DTZ011
        before, bill = self.answer, None
        if before is not None:
            bill = before.total.edit.text()
            before.hide()
            before.deleteLater()
        session = Session(case, self._library, self._wording)
        session.setParent(self)
        self.answer = WhatIfCard(session, self._theme, today=date.today)
        self._place.addWidget(self.answer, 1)
        self.answer.refresh()
        if bill is not None:
            self.answer.total.edit.setText(bill)
            self.answer.total.edit.editingFinished.emit()
        else:
            self.answer.total.setFocus(Qt.FocusReason.TabFocusReason)  # so that typing replaces what stands there

    def _keep(self) -> None:
        region, status = self.region.region, self.status.current()
        if region is not None and status is not None:
            self.kept.emit(region, status, date.today().year)  # noqa: DTZ011

    def take_over(self, other: "NextVisitPage") -> None:
        """Stand as another page did that this one takes the place of."""
        self.region.take_over(other.region)
        self.status.set_current(other.status.current())
        if other.answer is not None:
            self._ask()
            assert self.answer is not None
            self.answer.total.edit.setText(other.answer.total.edit.text())
            self.answer.total.edit.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter leads to what is still to be chosen, Escape back."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.region.finish()
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.region.region is None or self.region.faulty:
            self.region.setFocus()
        elif self.status.current() is None:
            self.status.button(STATUSES[0]).setFocus()
        elif self.answer is not None:
            self.answer.total.setFocus(Qt.FocusReason.TabFocusReason)
