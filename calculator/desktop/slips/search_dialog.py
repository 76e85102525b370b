"""A dialog whose answer is looked for beside the window, with how far it has come, and a stop."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.session.background import Background, Job
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme, set_role

_SOON = 150
"""Milliseconds after which work that still goes on is shown; what is quicker would only flicker."""


class SearchDialog(QDialog):
    """Does `job` and gives what came of it to `show_found`; `column` holds the parts. Closed, the dialog is gone."""

    def __init__(self, session: Session, theme: Theme, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._theme = session, theme
        self.setWindowTitle(title)
        self.work = Background(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SOON)
        self.column = QVBoxLayout(self)
        edge = theme.px(16)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme.px(8))
        self.said = QLabel()
        self.said.setWordWrap(True)
        set_role(self.said, "small")
        self.said.hide()
        self.progress = self._progress()
        self.buttons = FlowLayout(spacing=theme.px(8))
        self._patience.timeout.connect(self.progress.show)
        self.work.reached.connect(self.bar.setValue)
        self.work.done.connect(self._finish)
        fit(self, theme, 720, 560)

    def _progress(self) -> QWidget:
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self._session.wording.text(N_("Progress")))
        self.stop = push_button(self._session.wording, N_("S&top"), N_("Stop looking for causes"))
        self.stop.clicked.connect(self._stop)
        progress = QWidget()
        row = QHBoxLayout(progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        progress.hide()
        return progress

    def button(self, text: str, tip: str) -> QPushButton:
        """One more button in the last row."""
        made = push_button(self._session.wording, text, tip)
        self.buttons.addWidget(made)
        return made

    def finish_layout(self) -> None:
        """Below all parts: what is said, how far the work has come, the buttons."""
        self.column.addWidget(self.said)
        self.column.addWidget(self.progress)
        self.column.addLayout(self.buttons)
        leave = self.button(N_("&Close"), N_("Close (Esc)"))
        leave.clicked.connect(self.reject)

    def search(self, job: Job) -> None:
        """Begin to look for the answer."""
        self.bar.setValue(0)
        self._patience.start()
        self.work.start(job)

    def show_found(self, found: object) -> None:
        """What came of it."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say something, to a screen reader as well."""
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))
        announce(self, sentence)

    def _finish(self, found: object) -> None:
        self._leave()
        self.show_found(found)

    def _stop(self) -> None:
        self.work.stop()
        self._leave()
        self.say(self._session.wording.text(N_("Stopped before an answer was found.")))

    def _leave(self) -> None:
        self._patience.stop()
        self.progress.hide()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.work.stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Close; the work ends."""
        self.work.stop()
        super().done(result)
