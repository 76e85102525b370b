"""A new household: one person of whom region and status are known, a year to begin with, and nothing else guessed."""

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.desktop.document.unknown_region import UnknownRegion
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.names import STATUSES
from calculator.widgets.choice import Choice
from calculator.widgets.combo import Combo
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.region_field import RegionField
from calculator.widgets.region_list import described
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import choices, start_of
from calculator.words.wording import Wording


def years_to_begin_with(library: Library, this_year: int) -> list[int]:
    """This year and those before it, back to the one in which the first of the texts begins; the latest first."""
    starts = [start.year for pack in library if (start := start_of(pack, {})) is not None]
    return list(range(this_year, min([*starts, this_year]) - 1, -1))


class NewHouseholdForm(QWidget):
    """Asks region, status and year; `chosen` carries the three once they are known, `cancelled` that one went back.

    The year is this one until another is chosen.
    """

    chosen = Signal(str, str, int)
    cancelled = Signal()
    errand_wanted = Signal(str)
    """What is wanted where a place is not in the list, as the menu calls it."""

    def __init__(self, library: Library, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        tr = wording.text
        title = QLabel(tr(N_("Where and how are you insured?")))
        title.setWordWrap(True)
        set_role(title, "title")
        self.region = RegionField(library, wording, theme)
        self.region.edit.setPlaceholderText(tr(N_("Choose a region")))
        self.note = self._small()
        self.unknown = UnknownRegion(wording, theme)
        self.unknown.hide()
        self.unknown.wanted.connect(self.errand_wanted)
        self.status = Choice(tr(N_("Status")), choices(STATUSES, wording))
        for key in STATUSES:
            self.status.button(key).setAutoDefault(False)  # Enter starts; the space bar and arrows choose
        self.year = self._year()
        self.year_note = self._small()
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(tr(N_("What is still missing")))
        set_role(self.fault, "fault")
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(title)
        column.addWidget(caption(tr(N_("&Region")), self.region.box))
        column.addWidget(self.region)
        column.addWidget(self.note)
        column.addWidget(self.unknown)
        column.addWidget(caption(tr(N_("Status")), self.status.button(STATUSES[0])))
        column.addWidget(self.status)
        column.addWidget(caption(tr(N_("&Year to begin with")), self.year))
        column.addWidget(self.year)
        column.addWidget(self.year_note)
        column.addWidget(self.fault)
        column.addWidget(self._buttons())
        column.addStretch(1)
        self.region.chosen.connect(self._describe)
        self.region.entered.connect(self._go_on)
        self.region.edit.textEdited.connect(self._describe)
        self.region.edit.editingFinished.connect(self._describe)
        self.status.chosen.connect(self._describe)
        self.year.currentIndexChanged.connect(self._describe)
        self._describe()
        # The texts are read once the form stands, so that it stands sooner.
        QTimer.singleShot(0, self, self._offer_years)

    def take_over(self, other: "NewHouseholdForm") -> None:
        """Stand as another form did that this one takes the place of."""
        self._offer_years()
        self.region.take_over(other.region)
        self.status.set_current(other.status.current())
        self.year.setCurrentIndex(self.year.findData(other.year.currentData()))
        self._describe()
        if not other.fault.isHidden():
            self._say_missing()

    def _small(self) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        set_role(label, "small")
        return label

    def _year(self) -> Combo:
        tr, box, this = self._wording.text, Combo(self._theme), QDate.currentDate().year()
        box.setAccessibleName(tr(N_("Year to begin with")))
        box.setToolTip(tr(N_("The year whose visits you enter first; earlier years are in the list")))
        box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        box.addItem(tr(N_("Year {year}")).format(year=this), this)
        return box

    def _offer_years(self) -> None:
        if self.year.count() > 1:
            return
        tr, known = self._wording.text, self.year.itemData(0)
        for year in years_to_begin_with(self._library, known)[1:]:
            self.year.addItem(tr(N_("Year {year}")).format(year=year), year)

    def _buttons(self) -> QWidget:
        tr, row = self._wording.text, QWidget()
        flow = FlowLayout(row, spacing=self._theme.px(8))
        self.start = QPushButton(tr(N_("S&tart")))
        self.start.setToolTip(tr(N_("Open the window and enter visits")))
        self.start.setAutoDefault(True)
        set_role(self.start, "primary")
        self.back = QPushButton(tr(N_("&Back")))
        self.back.setToolTip(tr(N_("Leave this form")))
        flow.addWidget(self.start)
        flow.addWidget(self.back)
        self.start.clicked.connect(self._start)
        self.back.setAutoDefault(True)  # Enter on it goes back and does not start
        self.back.clicked.connect(self.cancelled)
        return row

    def _describe(self) -> None:
        """Say what the chosen region's text is; a sentence about what was missing goes with what it named."""
        region, tr, words = None if self.region.faulty else self.region.region, self._wording.text, self._wording
        note = tr(N_("The region is not guessed: rules differ from city to city."))
        later = tr(N_("The opening balance stands at its beginning; a visit in the year after lengthens the period."))
        if region is not None:
            pack = self._library.pack(region)
            note, start = described(pack, {}, words), start_of(pack, {})
            if start is not None and start.year > self.year.currentData():
                sentence = tr(N_("Pooling begins there on {date}; the fund pays for no visit before it."))
                later = sentence.format(date=words.day(start))
        self.note.setText(note)
        self.unknown.setVisible(self.region.faulty)
        self.year_note.setText(later)
        self.year.setAccessibleDescription(later)
        if not self.fault.isHidden():
            self._say_missing()

    def _missing(self) -> list[str]:
        tr = self._wording.text
        unknown = self.region.region is None or self.region.faulty
        named = {tr(N_("Region")): unknown, tr(N_("Status")): self.status.current() is None}
        return [name for name, missing in named.items() if missing]

    def _say_missing(self) -> None:
        tr, missing = self._wording.text, self._missing()
        names = tr(N_(", ")).join(missing)
        self.fault.setText(tr(N_("Still to be chosen: {names}")).format(names=names) if missing else "")
        self.fault.setVisible(bool(missing))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter starts from wherever the focus is, also on a page that is no dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._start()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """From the region to what is still to be chosen, or to the household."""
        if self.status.current() is None:
            self.status.button(STATUSES[0]).setFocus()
        else:
            self._start()

    def _start(self) -> None:
        self.region.finish()  # a click on a button need not take the focus from what is being typed
        self._say_missing()
        region, status = self.region.region, self.status.current()
        if region is None or self.region.faulty:
            self.region.setFocus()
        elif status is None:
            self.status.button(STATUSES[0]).setFocus()
        else:
            self.chosen.emit(region, status, self.year.currentData())


class NewHouseholdDialog(QDialog):
    """The form over an open household; `chosen` carries region, status and year."""

    chosen = Signal(str, str, int)
    errand_wanted = Signal(str)

    def __init__(self, library: Library, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = wording.text(N_("New household"))
        self.setWindowTitle(title)
        self.form = NewHouseholdForm(library, wording, theme)
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(scrolled(self.form, title))
        self.form.start.setDefault(True)
        self.form.chosen.connect(self._chosen)
        self.form.cancelled.connect(self.reject)
        self.form.errand_wanted.connect(self._leave_for)
        fit(self, theme, 440, 440)

    def _leave_for(self, what: str) -> None:
        self.reject()
        self.errand_wanted.emit(what)

    def _chosen(self, region: str, status: str, year: int) -> None:
        self.accept()
        self.chosen.emit(region, status, year)
