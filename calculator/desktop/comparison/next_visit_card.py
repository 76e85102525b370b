"""下一次去哪里看更省？ One more visit at each level and at a pharmacy, side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.comparison.option_row import OptionRow
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import first_day, format_month, last_day, month_at
from calculator.session.session import Session
from calculator.whatif.next_visit import Bill, Outlook, outlook
from calculator.whatif.next_visit_words import left_out_said, reason_of, threshold_line, verdict
from calculator.widgets.announce import announce
from calculator.widgets.card import Card
from calculator.widgets.field import Field
from calculator.widgets.flow import FlowLayout
from calculator.widgets.fold import Fold
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.field_texts import TOO_LARGE, read_amount, read_date, show_date
from calculator.words.framework_bounds import range_text

_AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")
_RARE_PARTS = (
    ("over_price_limit", N_("Over the price limit (yuan)")),
    ("first_self_pay", N_("First self-pay of class B items (yuan)")),
    ("paid_elsewhere", N_("Paid by another scheme (yuan)")),
)
"""The parts of a bill that few people know before it is written."""
_FIRST_AMOUNT = Fen(500_00)
_SOON = 50
"""Milliseconds after an edit elsewhere; a household of many visits is shown before its what-ifs are."""


class WhatIfCard(Card):
    """What the next visit would cost at each level and at a pharmacy, as of a date.

    `today` gives the day that is offered first, where it lies in the shown year; else it is that of the last visit.
    """

    def __init__(self, session: Session, theme: Theme, *, today: Callable[[], date] | None = None) -> None:
        super().__init__(theme)
        self._session, self._theme, self._today = session, theme, today
        self._bill = Bill(_FIRST_AMOUNT)
        self._day: date | None = None
        self._year = session.year
        tr = session.wording.text
        self.title = QLabel(tr(N_("Where does the next visit cost less?")))
        set_role(self.title, "title")
        self.total = self._amount(N_("Expected total (yuan)"), "total")
        self.out = self._amount(N_("of it out of catalogue (yuan)"), "out_of_catalogue")
        self.rare = {name: self._amount(label, name) for name, label in _RARE_PARTS}
        expected = N_("A date is expected, such as 3-5 or 2023-03-05; left empty, the last visit's day")
        self.day = self._field(
            N_("Date of the visit"), lambda text: read_date(text, session.year), show_date, expected, self._set_day
        )
        self.faults = QLabel()
        set_role(self.faults, "fault")
        self.verdict = QLabel()
        set_role(self.verdict, "verdict")
        self.left_out = QLabel()
        set_role(self.left_out, "fault")
        self.rows = [OptionRow(session.wording, theme) for _place in range(4)]
        self.thresholds = QLabel()
        as_text(self.thresholds)
        self.note = QLabel(
            tr(
                N_(
                    "As of that day, visits entered for later days left out; a local visit, settled directly; at a"
                    " pharmacy with a prescription from the level named; the person's own account pays what it may."
                    " “You pay” is the personal share, from account and cash."
                )
            )
        )
        self.note.setObjectName("note")
        set_role(self.note, "small")
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.refresh)
        session.changed.connect(self._follow)
        self._stale = True

    def _field(
        self,
        label: str,
        read: Callable[[str], object],
        show_value: Callable[..., str],
        expected: str,
        take: Callable[[Any], None],
    ) -> Field:
        tr = self._session.wording.text
        follows = expected == _AMOUNT
        field = Field(
            tr(label),
            read=read,
            show_value=show_value,
            expected=tr(expected),
            follows=follows,
            too_large=tr(TOO_LARGE),
        )
        field.setMinimumWidth(self._theme.px(120))

        def commit(value: object) -> None:
            take(value)
            self.refresh()
            announce(self, self.faults.text() or " ".join(filter(None, (self.verdict.text(), self.left_out.text()))))

        field.committed.connect(commit)
        field.rejected.connect(lambda _text: self.refresh())
        return field

    def _amount(self, label: str, name: str) -> Field:
        def take(fen: Fen) -> None:
            self._bill = replace(self._bill, **{name: fen})

        return self._field(label, read_amount, self._session.wording.entry, _AMOUNT, take)

    def _set_day(self, day: date | None) -> None:
        self._day = day

    def _lay_out(self) -> None:
        theme, tr = self._theme, self._session.wording.text
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.title)
        fields = FlowLayout(spacing=theme.px(8), stretch=True)
        for field in (self.total, self.out, self.day):
            fields.addWidget(field)
        column.addLayout(fields)
        parts = QWidget()
        more = FlowLayout(parts, spacing=theme.px(8), stretch=True)
        for field in self.rare.values():
            more.addWidget(field)
        self.fold = Fold(
            tr(N_("{sign} More parts: price limit,\nfirst self-pay, other schemes")),
            tr(N_("Show or hide the rare fields")),
            parts,
        )
        column.addWidget(self.fold)
        column.addWidget(parts)
        column.addWidget(self.faults)
        column.addWidget(self.verdict)
        column.addWidget(self.left_out)
        self._options = QWidget()
        side_by_side = FlowLayout(self._options, spacing=theme.px(8), stretch=True, even=True)
        for row in self.rows:
            side_by_side.addWidget(row)
        column.addWidget(self._options)
        self._heading = QLabel(tr(N_("In-scope cost of one more visit")))
        set_role(self._heading, "heading")
        column.addWidget(self._heading)
        column.addWidget(self.thresholds)
        column.addWidget(self.note)
        column.addStretch(1)
        for label in (self.title, self.faults, self.verdict, self.left_out, self._heading, self.thresholds, self.note):
            label.setWordWrap(True)
        area = scrolled(inside, self.title.text())
        area.setMinimumHeight(theme.px(120))
        self.box.addWidget(area)

    # ---- following

    def _follow(self) -> None:
        """After an edit elsewhere: soon, once, and only where it can be seen."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Compute for the session's person and the amounts and date that stand here."""
        session = self._session
        self._stale = False
        self._soon.stop()
        if session.year != self._year:
            self._year, self._day = session.year, None
        day = self._day or self._first_day()
        self.total.set_value(self._bill.total)
        self.out.set_value(self._bill.out_of_catalogue)
        for name, field in self.rare.items():
            field.set_value(getattr(self._bill, name))
            if getattr(self._bill, name) or field.faulty:
                self.fold.show_inside(on=True)  # nothing counts that is not seen
        self.day.set_value(day)
        fault = self._unread() or self._fault(day)
        self.faults.setText(fault)
        self.faults.setVisible(bool(fault))
        for part in (self.verdict, self.left_out, self._options, self._heading, self.thresholds):
            part.setVisible(not fault)
        if not fault:
            found = outlook(
                session.case, session.library, session.person_id, day, self._bill, statement=session.statement
            )
            self._show(found)

    def _first_day(self) -> date:
        case, year = self._session.case, self._session.year
        first = first_day(max(case.from_, month_at(year, 1)))
        last = last_day(min(case.through, month_at(year, 12)))
        if self._today is not None and first <= (today := self._today()) <= last:
            return today
        return max((visit.date for visit in self._session.year_statement.visits), default=first)

    def _unread(self) -> str:
        """Which fields hold what cannot be read: nothing stands that was computed from what was there before."""
        words = self._session.wording
        faulty = [field.label.text() for field in (self.total, self.out, *self.rare.values(), self.day) if field.faulty]
        names = words.text(N_(", ")).join(faulty)
        return words.text(N_("Cannot be read: {names}")).format(names=names) if faulty else ""

    def _fault(self, day: date) -> str:
        """Which field says something that cannot be, and why; empty where none does."""
        case, words = self._session.case, self._session.wording
        bill = self._bill
        if bill.parts > bill.total:
            fault = Fault(self.total.label.text(), "parts_exceed_total", {"found": bill.total, "parts": bill.parts})
            return words.fault(fault)
        # A visit may lie in the year after the period, whose accounts are then credited on.
        through = month_at(case.through // 12 + 1, 12)
        if first_day(case.from_) <= day <= last_day(through):
            return ""
        figures = {"found": day.isoformat(), "from": format_month(case.from_), "through": format_month(through)}
        return words.fault(Fault(self.day.label.text(), "outside_period", figures))

    # ---- showing

    def _range(self, found: Outlook) -> str:
        """What the framework's bounds allow, where the city's figures are missing."""
        settled, session = found.options[0].settlement, self._session
        if settled.refused is None or settled.refused.code != "city_parameters_required":
            return ""
        in_scope = max(0, self._bill.total - self._bill.parts)
        return range_text(session.pack, settled.status, in_scope, session.wording)

    def _show(self, found: Outlook) -> None:
        comparison, session = found.comparison, self._session
        cheapest = comparison.least if comparison is not None and comparison.difference else ()
        for row, option in zip(self.rows, found.options, strict=True):
            row.show_option(option, cheapest=option in cheapest)
        # Where one reason stands against every place, it is said once.
        reasons = {option.decision and reason_of(option.decision, session.wording) for option in found.options}
        reason = reasons.pop() if len(reasons) == 1 else None
        for part in (self._options, self._heading, self.thresholds):
            part.setVisible(reason is None)
        self.verdict.setText(
            "\n".join(filter(None, (reason or verdict(comparison, session.wording), self._range(found))))
        )
        set_role(self.verdict, "verdict-not" if reason else "verdict")
        self.verdict.setAccessibleName(self.verdict.text())
        self.left_out.setText("\n".join(left_out_said(found, self._session.wording)))
        self.left_out.setAccessibleName(self.left_out.text())
        self.left_out.setVisible(reason is None and bool(self.left_out.text()))
        lines = dict.fromkeys(threshold_line(threshold, session.wording) for threshold in found.thresholds)
        self.thresholds.setText("\n".join(lines))
        self.thresholds.setAccessibleName(self.thresholds.text())
