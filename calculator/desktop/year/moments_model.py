"""The points of a year as a table's rows."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from calculator.engine.year_moments import Moment, YearSeries
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.tables.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme
from calculator.words.moment_words import MomentWords, signed

_HEADINGS: tuple[tuple[str, str], ...] = (
    ("day", N_("date")),
    ("what", N_("what happened")),
    ("pooled_change", N_("pooled fund\nthis time")),
    ("pooled", N_("pooled\nso far")),
    ("account_change", N_("into and out\nof the account")),
    ("balance", N_("account\nbalance")),
    ("cap", N_("yearly cap")),
)
_ON_EXPENSE = (
    *_HEADINGS[:-1],
    ("expense", N_("in-scope cost\nso far")),
    ("cap", N_("yearly limit\non that cost")),
)
"""The columns where the limit is on costs."""
_MEANINGS = {
    "pooled_change": "pooled",
    "pooled": "pooled",
    "account_change": "account",
    "balance": "account",
    "expense": "deductible",
}


class PointsModel(TableModel):
    """One row a moment: the chart's points in figures."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._words = MomentWords(session.case, session.wording)
        self._moments: tuple[Moment, ...] = ()
        self._headings = _HEADINGS

    def show_moments(self, series: YearSeries) -> None:
        """Show another year's moments."""
        self.beginResetModel()
        self._moments = series.moments
        self._headings = _ON_EXPENSE if series.cap_on_expense else _HEADINGS
        self._words = MomentWords(self._session.case, self._session.wording)
        self.endResetModel()

    def moment(self, row: int) -> Moment:
        """The moment in a row."""
        return self._moments[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._moments)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._headings)

    def heading(self, section: int) -> str:
        return self._session.wording.text(self._headings[section][1])

    def is_figure(self, section: int) -> bool:
        return section > 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key, moment = self._headings[index.column()][0], self._moments[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(_MEANINGS[key]) if key in _MEANINGS else None
        return self._said(index.column(), moment, role)

    def _said(self, column: int, moment: Moment, role: int) -> str | None:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words.sentence(moment)
        key, heading = self._headings[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._session.wording.text(heading)} {self._text(key, moment)}".replace("\n", " ")
        return self._text(key, moment) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, key: str, moment: Moment) -> str:
        if key == "day":
            return f"{moment.day:%m-%d}"
        if key == "what":
            return self._what(moment)
        fen = getattr(moment, key)
        if key.endswith("_change"):
            return signed(fen, self._session.wording) if fen else "—"
        return self._session.wording.yuan(fen)

    def _what(self, moment: Moment) -> str:
        what = self._words.what(moment)
        if moment.decision is None:
            return what
        words = self._session.wording
        settled = self._session.settlement(moment.subject) if moment.kind == "visit" else None
        refused = settled is None or settled.refused is not None
        return f"{what} · {words.text(N_('no rule')) if refused else words.text(N_('not paid'))}"
