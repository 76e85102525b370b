"""The screens of the policy desk that are drawn: what is done in each once it stands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from pictures.waiting import wait_while
from PySide6.QtWidgets import QWidget

from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.policies.rule_dialog import RuleDialog
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.explanation import visit_told

TODAY = date(2024, 1, 15)


def desk(session: Session, theme: Theme) -> PolicyDesk:
    """What the text of the shown person's region says."""
    return PolicyDesk(session, theme, data=Path(gettempdir()) / "gongjisuan-pictures", today=TODAY)


def rule(session: Session, theme: Theme) -> RuleDialog:
    """The rule of a step, before a page that has no desk beside it."""
    settled = session.settlement(session.year_statement.visits[0].id)
    told = visit_told(settled, session.person, session.pack, session.wording)
    found = next(line.rule for line in told.lines if line.rule is not None)
    return RuleDialog(session, theme, found, Path(gettempdir()) / "gongjisuan-pictures", TODAY)


def turn_to_history(screen: QWidget) -> None:
    """What changed when."""
    assert isinstance(screen, PolicyDesk)
    screen.policy.part.setCurrentIndex(screen.policy.part.count() - 1)
    screen.policy.part.activated.emit(screen.policy.part.currentIndex())


def search_in_the_page(screen: QWidget) -> None:
    """Places that were found, and what a clause without its document says."""
    assert isinstance(screen, PolicyDesk)
    screen.policy.search.edit.setText("2023")
    screen.policy.search.turn(1)
    screen.policy.documents.read(screen.policy.documents.rows[0].source.id)


def show_readings(screen: QWidget) -> None:
    """The open questions, with what each choice would change."""
    assert isinstance(screen, PolicyDesk)
    screen.turn_to(1)
    wait_while(lambda: not screen.readings.computed)


def choose_a_reading(screen: QWidget) -> None:
    """A question read otherwise than by default."""
    show_readings(screen)
    assert isinstance(screen, PolicyDesk)
    screen.readings.choose("deductible-period", "per-visit")
    show_readings(screen)


def open_rule(screen: QWidget) -> None:
    """At the top of the view, marked."""
    assert isinstance(screen, RuleDialog)
    screen.open()


def leave(_screen: QWidget) -> None:
    """As it stands."""


DESK: dict[str, Callable[[QWidget], None]] = {
    "desk-policy": leave,
    "desk-history": turn_to_history,
    "desk-search": search_in_the_page,
    "desk-readings": show_readings,
    "desk-chosen": choose_a_reading,
}
