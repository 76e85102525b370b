"""Which year is shown: every year that can be computed, marked where it has visits."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from calculator.case.period_edits import CHANGE_PERIOD, computable_years, reaching_year
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.combo import Combo
from calculator.widgets.theme import Theme


class YearChooser(Combo):
    """The years; another than the household's lengthens its period.

    `earlier_wanted` carries a year before the period: what the accounts held then is to be asked first.
    """

    earlier_wanted = Signal(int)

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme)
        self._session, self._today = session, today
        tr = session.wording.text
        # Years come and go, and are marked, while the window stands.
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(tr(N_("Year")))
        self.setToolTip(tr(N_("Year; one outside the period lengthens it")))
        self.activated.connect(lambda _place: self._choose(int(self.currentData())))
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the years, and how many of the visits that are listed lie in each."""
        session, words = self._session, self._session.wording
        shown = None if session.everyone else session.person_id
        visits = Counter(visit.date.year for visit in session.case.visits if shown in (None, visit.person))
        items = []
        for year in computable_years(session.case, session.library, self._today().year):
            text = words.text(N_("Year {year}")).format(year=year)
            if visits[year]:
                marked = words.text(N_("{year} · visits: {count}"))
                text = marked.format(year=text, count=visits[year])
            items.append((text, year))
        if [(self.itemText(place), self.itemData(place)) for place in range(self.count())] != items:
            self.clear()
            for text, year in items:
                self.addItem(text, year)
        self.setCurrentIndex(self.findData(session.year))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows open the list: passing by a year must not lengthen the period."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def _choose(self, year: int) -> None:
        session = self._session
        if year < session.case.from_ // 12:
            self.refresh()  # what stands is shown until another period is
            self.earlier_wanted.emit(year)
            return
        if year > session.case.through // 12:
            session.edit(CHANGE_PERIOD, reaching_year(session.case, year))
        session.select_year(year)
