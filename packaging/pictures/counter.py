"""Pictures of the counter: with an answer, and before anything is typed."""

from PySide6.QtWidgets import QWidget

from calculator.desktop.counter.counter_page import CounterPage
from calculator.desktop.shell.welcome import WelcomePage


def with_answer(screen: QWidget) -> None:
    """A visit of level 3 for 3,000 yuan, of which the fund pays; 500 were reimbursed before."""
    assert isinstance(screen, WelcomePage)
    screen.serve.click()
    assert isinstance(screen.counter, CounterPage)
    screen.counter.form.type_again(dict.fromkeys(screen.counter.form.texts(), "") | {"line": "elht 3 3000 500"})


def empty(screen: QWidget) -> None:
    """The counter as the next person finds it."""
    assert isinstance(screen, WelcomePage)
    screen.serve.click()
