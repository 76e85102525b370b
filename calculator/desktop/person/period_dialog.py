"""The months that the household's case covers."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.months import Month, format_month, month_of
from calculator.ground.typed_values import typed_month
from calculator.session.session import Session
from calculator.widgets.field import Field
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role

_MONTH = N_("A month is expected, such as 2023-01")


def _read_month(text: str) -> Month:
    return month_of(typed_month(text))


class PeriodDialog(QDialog):
    """First and last month; what lies outside is named, and the period stays as it was until it fits."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        tr = session.wording.text
        self.setWindowTitle(tr(N_("Period")))
        said = QLabel(tr(N_("Opening balances stand at the beginning of the first month.")))
        said.setWordWrap(True)
        self.first = self._field(N_("First month"))
        self.last = self._field(N_("Last month"))
        self.first.set_value(session.case.from_)
        self.last.set_value(session.case.through)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        set_role(self.fault, "fault")
        self.fault.hide()
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(tr(N_("&Set period")), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(tr(N_("&Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.ok, cancel):
            button.setToolTip(button.text().replace("&", ""))
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for part in (said, self.first, self.last, self.fault):
            column.addWidget(part)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        edge = theme.px(16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(12))
        layout.addWidget(scrolled(inside, self.windowTitle()), 1)
        layout.addWidget(buttons)
        fit(self, theme, 400, 320)
        self.first.edit.selectAll()  # as Tab would, so that typing replaces what stands there

    def _field(self, label: str) -> Field:
        tr = self._session.wording.text
        return Field(tr(label), read=_read_month, show_value=lambda m: format_month(Month(m)), expected=tr(_MONTH))

    def _take(self) -> None:
        words = self._session.wording
        try:
            months = {"from_": _read_month(self.first.edit.text()), "through": _read_month(self.last.edit.text())}
        except ValueError:
            self._say(words.text(_MONTH))
            return
        if months["through"] < months["from_"]:
            figures = {"found": format_month(months["through"]), "from": format_month(months["from_"])}
            self._say(words.at_field(Fault("", "through_before_from", figures)))
            return
        faults = self._session.edit(N_("Change the period"), self._session.case.model_copy(update=months))
        if faults:
            self._say("\n".join(words.at_field(fault) for fault in faults[:4]))
        else:
            self.accept()

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
