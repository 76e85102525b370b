"""A new household: one person of whom region and status are known, and nothing else is guessed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.benefit.case import FORMAT, Case
from calculator.benefit.months import Month, format_month, month_at
from calculator.benefit.wording import Wording
from calculator.desktop.texts import choices
from calculator.language import N_
from calculator.policy.library import Library
from calculator.policy.names import STATUSES
from calculator.widgets.choice import Choice
from calculator.widgets.combo import Combo
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role


def new_case(region: str, status: str, name: str, year: int) -> Case:
    """A household of one person over a calendar year, without visits."""
    first: Month = month_at(year, 1)
    person = {"id": "me", "name": name, "region": region, "status": status}
    data = {"format": FORMAT, "from": format_month(first), "through": f"{year:04d}-12", "people": [person]}
    return Case.model_validate(data)


class NewHouseholdForm(QWidget):
    """Asks region and status; `chosen` carries both once they are known, `cancelled` that a person went back."""

    chosen = Signal(str, str)
    cancelled = Signal()

    def __init__(self, library: Library, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        tr = wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        title = QLabel(tr(N_("Where and how are you insured?")))
        title.setWordWrap(True)
        set_role(title, "title")
        self.region = self._region()
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        self.status = Choice(tr(N_("Status")), choices(STATUSES, wording))
        for key in STATUSES:
            self.status.button(key).setAutoDefault(False)  # Enter starts; the space bar and arrows choose
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(tr(N_("What is still missing")))
        set_role(self.fault, "fault")
        self.fault.hide()
        column.addWidget(title)
        column.addWidget(caption(tr(N_("&Region")), self.region))
        column.addWidget(self.region)
        column.addWidget(self.note)
        column.addWidget(caption(tr(N_("Status")), self.status.button(STATUSES[0])))
        column.addWidget(self.status)
        column.addWidget(self.fault)
        column.addWidget(self._buttons())
        column.addStretch(1)
        self.region.currentIndexChanged.connect(self._describe)
        self.status.chosen.connect(self._describe)
        self._describe()

    def _region(self) -> Combo:
        tr, box = self._wording.text, Combo(self._theme)
        box.setAccessibleName(tr(N_("Region")))
        box.setToolTip(tr(N_("The pooling area whose rules hold for you")))
        box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        for pack in self._library:
            name, province = self._wording.of(pack.name), self._wording.of(pack.province)
            box.addItem(name if name == province else f"{name} · {province}", pack.id)
        box.setPlaceholderText(tr(N_("Choose a region")))
        box.setCurrentIndex(-1)
        return box

    def _buttons(self) -> QWidget:
        tr, row = self._wording.text, QWidget()
        flow = FlowLayout(row, spacing=self._theme.px(8))
        self.start = QPushButton(tr(N_("&Start")))
        self.start.setToolTip(tr(N_("Open the window and enter visits")))
        self.start.setAutoDefault(True)
        set_role(self.start, "primary")
        self.back = QPushButton(tr(N_("&Back")))
        self.back.setToolTip(tr(N_("Leave this form")))
        flow.addWidget(self.start)
        flow.addWidget(self.back)
        self.start.clicked.connect(self._start)
        self.back.clicked.connect(self.cancelled)
        return row

    def _describe(self) -> None:
        """Say what the chosen region's text is; a sentence about what was missing goes with what it named."""
        region, tr = self.region.currentData(), self._wording.text
        if region is None:
            self.note.setText(tr(N_("The region is not guessed: rules differ from city to city.")))
        else:
            pack = self._library.pack(region)
            self.note.setText(f"{self._wording.word(pack.standing)} · {pack.sources[0].number}")
        self.region.setAccessibleDescription(self.note.text())
        if not self.fault.isHidden():
            self._say_missing()

    def _missing(self) -> list[str]:
        tr = self._wording.text
        named = {tr(N_("Region")): self.region.currentData(), tr(N_("Status")): self.status.current()}
        return [name for name, value in named.items() if value is None]

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

    def _start(self) -> None:
        self._say_missing()
        region, status = self.region.currentData(), self.status.current()
        if region is None:
            self.region.setFocus()
        elif status is None:
            self.status.button(STATUSES[0]).setFocus()
        else:
            self.chosen.emit(region, status)


class NewHouseholdDialog(QDialog):
    """The form over an open household; `chosen` carries region and status."""

    chosen = Signal(str, str)

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
        fit(self, theme, 440, 320)

    def _chosen(self, region: str, status: str) -> None:
        self.accept()
        self.chosen.emit(region, status)
