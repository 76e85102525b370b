"""The message about an unexpected exception, with its report."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from calculator.ground.language import N_
from calculator.widgets.announce import announce
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording


class CrashDialog(QDialog):
    """Says that the household is kept, shows the report, and copies it on request."""

    def __init__(self, text: str, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = wording.text
        title = tr(N_("Something went wrong"))
        self.setWindowTitle(title)
        self.setModal(True)
        heading = QLabel(title)
        set_role(heading, "title")
        said = QLabel(
            tr(
                N_(
                    "That was not expected. Your household is kept as it was, and you can go on. Should a figure look "
                    "wrong, undo the last change. What you typed last may have to be typed again."
                )
            )
        )
        as_text(said)
        said.setWordWrap(True)
        about = QLabel(
            tr(N_("The report below helps to find the cause. It carries no names, no amounts and no file paths."))
        )
        about.setWordWrap(True)
        set_role(about, "small")
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report.setAccessibleName(tr(N_("Report")))
        self.report.setToolTip(tr(N_("The report, for copying")))
        about.setBuddy(self.report)
        self.copy = QPushButton(tr(N_("&Copy report")))
        self.copy.setToolTip(tr(N_("Put the report on the clipboard")))
        self.go_on = QPushButton(tr(N_("&Go on")))
        self.go_on.setToolTip(tr(N_("Close this message and go on (Esc)")))
        set_role(self.go_on, "primary")
        self.go_on.setDefault(True)
        self.done_note = QLabel()
        set_role(self.done_note, "small")
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.done_note)
        row.addStretch(1)
        row.addWidget(self.go_on)
        for widget in (heading, said, about):
            column.addWidget(widget)
        column.addWidget(self.report, 1)
        column.addLayout(row)
        self._copied = tr(N_("Copied"))
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)
        fit(self, theme, 560, 420)
        self.go_on.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.done_note.setText(self._copied)
        announce(self, self._copied)
