"""Undo and redo in the menu, named after what they do; and that the oldest steps went, once they did."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.announce import announce

_SHORTENED = N_("The oldest edits can no longer be undone: the way back would take more than {size} MB of memory.")


class WayBack:
    """The two actions of a menu; in `foot`, the line below the window, it stands that steps went."""

    def __init__(self, session: Session, menu: QMenu, foot: QLabel) -> None:
        self._session, self._foot, self._told = session, foot, False
        self.undo = menu.addAction("", QKeySequence.StandardKey.Undo, session.undo)
        self.redo = menu.addAction("", session.redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])

    def refresh(self) -> None:
        """Follow the session."""
        tr = self._session.wording.text
        undo, redo = self._session.undo_name(), self._session.redo_name()
        self.undo.setText(tr(N_("&Undo {action}")).format(action=undo or "").strip())
        self.undo.setEnabled(undo is not None)
        self.redo.setText(tr(N_("&Redo {action}")).format(action=redo or "").strip())
        self.redo.setEnabled(redo is not None)
        history = self._session.history
        if history.shortened and not self._told:
            self._told = True
            sentence = tr(_SHORTENED).format(size=history.most_bytes >> 20)
            self._foot.setText(f"{self._foot.text()}\n{sentence}")
            announce(self._foot, sentence)
