"""What is said below a table of typed rows: what could not be read, and the longer period that a date asks for."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.case.period_edits import CHANGE_PERIOD, with_period
from calculator.desktop.visits.typed_rows import TypedRows
from calculator.ground.language import N_
from calculator.ground.months import Month, format_month, month_at, month_of
from calculator.ground.typed_values import typed_date
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.theme import Theme, set_role


class RowNotes(QWidget):
    """Follows a model; what is not about a cell is said with `say`, and goes when something else is."""

    def __init__(self, session: Session, theme: Theme, model: TypedRows) -> None:
        super().__init__()
        self._session, self._model = session, model
        self._beside, self._back = "", False
        self._span: tuple[Month, Month] | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setAccessibleName(session.wording.text(N_("What could not be read")))
        self.lengthen = QPushButton()
        tip = N_("Then the date can stand; what the accounts began with stays with its day")
        self.lengthen.setToolTip(session.wording.text(tip))
        self.lengthen.setAccessibleName(self.lengthen.toolTip())
        self.lengthen.clicked.connect(self._lengthen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.text)
        column.addWidget(self.lengthen)
        model.faulty.connect(self.show_faults)
        self.show_faults(model.sentences())

    def say(self, line: str) -> None:
        """Say what is not about a cell, until something else is to be said."""
        self._beside = line
        self.show_faults(self._model.sentences())
        announce(self, line)

    def show_faults(self, sentences: Sequence[str], role: str = "fault") -> None:
        """Show what could not be read, and offer the period that a date needs."""
        if not sentences and self._beside:
            sentences, role = [self._beside], "small"
        elif sentences:
            self._beside = ""
        set_role(self.text, role)
        self.text.setText("\n".join(sentences))
        self.text.setAccessibleDescription(self.text.text())
        self.text.setVisible(bool(sentences))
        self._offer()
        self._said = bool(sentences)
        self.setVisible(self._said and not self._back)

    def keep_back(self, *, back: bool) -> None:
        """Say nothing for a while, as something else stands in the place of the rows; then what there is by then."""
        self._back = back
        self.setVisible(self._said and not back)

    def _offer(self) -> None:
        """The whole years that a date outside the period needs."""
        case, tr = self._session.case, self._session.wording.text
        days = [day for day in map(self._day, self._model.unread_dates()) if day is not None]
        outside = [day for day in days if not case.from_ <= month_of(day) <= case.through]
        self._span = None
        if outside:
            first, last = min(outside).year, max(outside).year
            self._span = min(case.from_, month_at(first, 1)), max(case.through, month_at(last, 12))
            text = tr(N_("Lengthen the period to {from}–{through}"))
            self.lengthen.setText(
                text.format(**{"from": format_month(self._span[0]), "through": format_month(self._span[1])})
            )
            self.lengthen.setAccessibleName(self.lengthen.text())
        self.lengthen.setVisible(bool(outside))

    def _day(self, typed: tuple[str, int]) -> date | None:
        try:
            return typed_date(*typed)
        except ValueError:
            return None

    def _lengthen(self) -> None:
        if self._span is not None:
            self._session.edit(CHANGE_PERIOD, with_period(self._session.case, *self._span))
