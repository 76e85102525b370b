"""The year so far as a chart, and the same points as a table."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from calculator.desktop.year.moments_model import PointsModel
from calculator.engine.year_moments import Moment, YearSeries, year_series
from calculator.ground.language import N_
from calculator.ground.months import month_of
from calculator.session.session import Session
from calculator.widgets.card import Card
from calculator.widgets.charts.step_chart import StepChart
from calculator.widgets.charts.year_chart import axis_amount, year_chart
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import named
from calculator.words.moment_words import MomentWords
from calculator.words.year_summary import not_counted


class _Points(QTableView):
    """A table that Tab leaves; Enter is the same as a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ChartCard(Card):
    """年内累计 of the shown person and year: pooled against its cap and the account, drawn or as a table."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        self._stale = False
        tr = session.wording.text
        title = QLabel(tr(N_("The year so far")))
        set_role(title, "title")
        self.as_table = QPushButton(tr(N_("View as a table")))
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(tr(N_("View the year so far as a table")))
        self.as_table.setToolTip(tr(N_("The same points in figures, one row each")))
        self.as_table.toggled.connect(self._turn)
        self.uncounted = QLabel()
        set_role(self.uncounted, "fault")
        head = FlowLayout(spacing=theme.px(12))
        head.addWidget(title)
        head.addWidget(self.as_table)
        head.addWidget(self.uncounted)
        self.chart = StepChart(
            theme,
            name=tr(N_("The year so far")),
            hint=tr(N_("The mouse or the arrow keys read out every step; Enter or a click explains it.")),
            amount=lambda fen: axis_amount(session.wording, fen),
        )
        self.chart.activated.connect(lambda place: self._explain(self._series.moments[place]))
        self.model = PointsModel(session, theme)
        self.table = self._table()
        self.table.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        column.addWidget(self.table, 1)
        self._area = scrolled(inside, tr(N_("The year so far")))
        self._area.setMinimumHeight(theme.px(180))
        self.chart.plot.pointed.connect(self._pointed)
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_readable)
        self.box.addWidget(self._area)
        session.changed.connect(self._follow)
        self.refresh()

    def _table(self) -> QTableView:
        table = _Points()
        table.setModel(self.model)
        table.setAccessibleName(self._session.wording.text(N_("The year so far")))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.px(28))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        table.setMinimumHeight(self._theme.px(120))
        table.doubleClicked.connect(lambda index: self._explain(self.model.moment(index.row())))
        return table

    # ---- showing

    def _follow(self) -> None:
        """Follow the session at once where it can be seen, else when it is shown."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Show the session's person and year."""
        session = self._session
        self._stale = False
        self.uncounted.setText(not_counted(session.year_statement, session.wording))
        self.uncounted.setVisible(bool(self.uncounted.text()))
        self._series = year_series(session.case, session.statement, session.library, session.person_id, session.year)
        if self.as_table.isChecked():
            self.model.show_moments(self._series)
        else:
            moments, words = self._series.moments, MomentWords(session.case, session.wording)
            data = year_chart(self._series, session.wording, lambda place: words.sentence(moments[place]))
            self.chart.show_data(data, self._summary(self._series))

    def _pointed(self, _stop: int, by_key: bool) -> None:
        if by_key:
            QTimer.singleShot(0, self, self._keep_readable)

    def _keep_readable(self) -> None:
        """In a low window the sentence lies further down than the chart, and grows as it is read."""
        if self.chart.plot.hasFocus() and self.chart.plot.current >= 0:
            self._area.ensureWidgetVisible(self.chart.readout)

    def _turn(self, as_table: bool) -> None:
        self.refresh()
        self.table.setVisible(as_table)
        self.chart.setVisible(not as_table)

    def _summary(self, series: YearSeries) -> str:
        last = series.moments[-1]
        text = N_("{year}, {name}: pooled {pooled}, yearly cap {cap}, account balance {balance}; {count} points.")
        if last.expense is not None:
            text = N_(
                "{year}, {name}: in-scope cost {expense}, yearly limit on it {cap}, pooled {pooled}, account balance"
                " {balance}; {count} points."
            )
        return self._session.wording.text(text).format(
            year=series.year,
            name=named(self._session.person),
            pooled=self._session.wording.yuan(last.pooled),
            cap=self._session.wording.yuan(last.cap),
            expense=self._session.wording.yuan(last.expense),
            balance=self._session.wording.yuan(last.balance),
            count=len(series.moments),
        )

    def _explain(self, moment: Moment) -> None:
        if moment.kind == "visit":
            self._session.select_visit(moment.subject)
        elif moment.kind in ("credit", "family_visit", "use"):
            self._session.explain_month(month_of(moment.day))
        else:
            self._session.explain("account" if moment.kind == "opening" else "pooled")
