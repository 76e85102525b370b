"""What one waits for, how far it is, and the way to stop it, while the windows themselves are busy with it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.theme import as_text, set_role
from calculator.words.wording import Wording

_KINDS = QEvent.Type
_KEPT = {
    *(_KINDS.KeyPress, _KINDS.KeyRelease, _KINDS.InputMethod),
    *(_KINDS.MouseButtonPress, _KINDS.MouseButtonRelease, _KINDS.MouseButtonDblClick, _KINDS.Wheel),
}
_LEFT_OUT = {_KINDS.MouseMove, _KINDS.Shortcut, _KINDS.ContextMenu, _KINDS.Close, _KINDS.DragEnter, _KINDS.Drop}


class StopPanel(QFrame):
    """Lies over the window in front. In its turns Escape and its button stop the work, and nothing else is touched.

    The keyboard stays where it is, so that a cell that is being typed into is not left. What is typed and clicked
    meanwhile comes to the windows once the work is over, as it would without these turns.
    """

    def __init__(self, work: Work, wording: Wording) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowHandle() is not None]
        in_front = QApplication.activeModalWidget(), QApplication.activeWindow()
        self._over = next((one for one in (*in_front, *shown) if one in shown), None)
        super().__init__(self._over)
        self._work = work
        self._kept: list[tuple[QObject, QEvent]] = []
        set_role(self, "card")
        text = wording.text(N_("Working out the household …"))
        said = QLabel(text)
        as_text(said)
        said.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(text)
        self.stop = push_button(wording, N_("S&top"), N_("Stop; everything stays as it was before (Esc)"))
        self.stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stop.clicked.connect(work.stop)
        layout = QVBoxLayout(self)
        for part in (said, self.bar, self.stop):
            layout.addWidget(part)
        self.hide()
        if self._over is not None:
            self.adjustSize()
            self.move(self._over.rect().center() - self.rect().center())
            self.show()
            self.raise_()
            announce(self, text)

    def turn(self, percent: int) -> None:
        """Show how far it is, and look whether it is to be stopped."""
        if self._over is None:
            return
        self.bar.setValue(percent)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        try:
            QApplication.processEvents()
        finally:
            app.removeEventFilter(self)

    def leave(self) -> None:
        """The work is over: what was typed meanwhile goes where it was meant for."""
        self.hide()
        self.deleteLater()
        for target, event in self._kept:
            if isValid(target):
                QApplication.postEvent(target, event)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802
        """What a person does comes to windows first, and from there to their parts; composed text to those at once."""
        kind = event.type()
        if kind == _KINDS.ShortcutOverride:
            event.accept()  # then it comes as a key, and does nothing by itself
            return True
        if kind in _LEFT_OUT:
            return not self._is_mine(target, event)
        if kind not in _KEPT or not (isinstance(target, QWindow) or kind == _KINDS.InputMethod):
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if kind == _KINDS.KeyPress:
                self._work.stop()
            return True
        if self._is_mine(target, event):
            return False
        self._kept.append((target, event.clone()))
        return True

    def _is_mine(self, target: QObject, event: QEvent) -> bool:
        """Whether it is the mouse over the button."""
        if not isinstance(event, QMouseEvent):
            return False
        if isinstance(target, QWidget):
            return target is self or self.isAncestorOf(target)
        spot = self.stop.mapFromGlobal(event.globalPosition().toPoint())
        return self.stop.rect().contains(spot)
