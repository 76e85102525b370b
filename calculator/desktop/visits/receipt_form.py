"""One receipt as a form, for whom a table frightens; kept, and on to the next one."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from calculator.case.case import Visit
from calculator.case.unread_entries import Entry, left_unread
from calculator.case.visit_edits import with_typed_visits
from calculator.desktop.visits.receipt_fields import ReceiptFields
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import institution_word
from calculator.words.stated_words import difference_text


class ReceiptForm(QWidget):
    """Takes one receipt after the other; each is one edit, as in the table.

    It stands in the window: a dialog takes the keyboard only once it is shown, and keys typed ahead would be lost.
    Enter goes from field to field, Ctrl+Enter keeps the receipt. What is typed when the form is closed is kept too: a
    receipt of which something cannot be read is unfinished, and counts nowhere.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        theme: Theme,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._session = session
        tr = session.wording.text
        title = QLabel(tr(N_("Note a receipt")))
        set_role(title, "title")
        self.receipt = ReceiptFields(session, theme, today)
        self.receipt.finished.connect(self._keep)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAccessibleName(tr(N_("What became of the receipt")))
        self.said.hide()  # its room is the fields' until there is something to say
        self.again = QPushButton(tr(N_("&Keep it, next one")))
        self.again.setToolTip(tr(N_("Keep this receipt and go on with the next one (Ctrl+Enter)")))
        self.last = QPushButton(tr(N_("Keep it and c&lose")))
        self.last.setToolTip(tr(N_("Keep this receipt and close the form")))
        self.leave = QPushButton(tr(N_("&Close")))
        self.leave.setToolTip(tr(N_("Close the form; what was typed is kept")))
        buttons = QHBoxLayout()
        for button in (self.again, self.last, self.leave):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().replace("&", ""))
            buttons.addWidget(button)
        self.again.clicked.connect(self._keep)
        self.last.clicked.connect(self._keep_and_close)
        self.leave.clicked.connect(self.close_form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(title)
        area = scrolled(self.receipt, title.text())
        # It takes what room is left; were it to ask for some, what was said and the buttons would lie out of sight.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout.addWidget(area, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes from field to field, and presses the button in focus; with Ctrl it keeps the receipt."""
        focus, enter = QApplication.focusWidget(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
            return
        if self.receipt.press(focus, event):
            return
        if enter and isinstance(focus, QPushButton):
            focus.click()
            return
        super().keyPressEvent(event)

    # ---- keeping it

    def _keep(self) -> bool:
        """Keep the receipt and begin the next one; where something in it cannot stand, say what."""
        visit = self.receipt.visit()
        if visit.unread:
            self.receipt.mark_unread(visit.unread)
            level = "institution" in visit.unread or "prescriber" in visit.unread
            line = N_("Which level has the hospital?") if level else N_("Not kept yet: see what is marked.")
            self._say(self._session.wording.text(line), "fault")
            return False
        faults = self._session.edit(N_("Add visit"), with_typed_visits(self._session.case, [visit]))
        if faults:
            self.receipt.mark_faults(faults)
            self._say("\n".join(map(self._session.wording.at_field, faults)), "fault")
            return False
        self._tell_kept(visit)
        self.receipt.begin()
        return True

    def _keep_and_close(self) -> None:
        if self._keep():
            self.closed.emit()

    def close_form(self) -> None:
        """Close; a receipt that was begun is kept, unfinished where something in it cannot be read."""
        if self.receipt.is_begun:
            case = with_typed_visits(self._session.case, [visit := self.receipt.visit()])
            for fault in self._session.edit(N_("Add visit"), case):
                field = fault.path.rpartition("].")[2]
                text = self.receipt.fields[field].edit.text() if field in self.receipt.fields else ""
                case = left_unread(case, Entry("visits", visit.id, field), text)
            self._session.edit(N_("Add visit"), case)
        self.closed.emit()

    def _tell_kept(self, visit: Visit) -> None:
        session, words = self._session, self._session.wording
        settled = session.settlement(visit.id)
        text = N_("Kept: {date}, {institution}, {total}. The pooled fund pays {pooled}.")
        line = words.text(text).format(
            date=words.day(visit.date),
            institution=institution_word(visit, words),
            total=words.yuan(visit.total),
            pooled=words.yuan(settled.pooled),
        )
        if against := difference_text(settled.stated_difference, words):
            line = words.text(N_("{kept} Against the slip: {difference}")).format(kept=line, difference=against)
        self._say(f"✓ {line}", "small")
        session.show_visit(visit.id)

    def _say(self, line: str, role: str) -> None:
        set_role(self.said, role)
        self.said.setText(line)
        self.said.setVisible(bool(line))
        announce(self, line)
