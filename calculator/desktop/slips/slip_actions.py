"""What a person can ask about slips from the table of visits; each opens what it needs."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.theme import Theme


def slip_actions(
    owner: QWidget,
    session: Session,
    theme: Theme,
    selected: Callable[[], list[str]],
    today: Callable[[], date],
    *,
    leave_row: Callable[[], None],
) -> list[QAction]:
    """Why the selected visit's slip says something else; the year's slips; the selected visit beside another."""

    def why() -> None:
        from calculator.desktop.slips.causes_dialog import CausesDialog

        visits = selected()
        if visits:
            CausesDialog(session, theme, visits[0], owner.window()).open()

    def of_year() -> None:
        from calculator.desktop.slips.year_dialog import YearDialog

        YearDialog(session, theme, today(), owner.window()).open()

    def beside() -> None:
        from calculator.desktop.slips.pair_dialog import PairDialog

        visits = selected()
        if visits:
            PairDialog(session, theme, today(), visits, owner.window()).open()

    def action(text: str, keys: str, run: Callable[[], None]) -> QAction:
        made = QAction(session.wording.text(text), owner)
        made.setShortcut(QKeySequence(keys))

        def go() -> None:
            take_over_typing()
            leave_row()
            run()

        made.triggered.connect(go)
        return made

    return [
        action(N_("&Why does the slip say something else?…"), "Ctrl+Shift+J", why),
        action(N_("Slips of the &year…"), "Ctrl+Shift+Y", of_year),
        action(N_("Co&mpare with another visit…"), "Ctrl+Shift+K", beside),
    ]
