"""An amount beyond all bills is told as too large wherever one is typed, and not as something that is no amount."""

import pytest
from driver.hands import say
from driver.screens import dressed, show
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.person.person_panel import PersonPanel
from calculator.ground.money import MAX_AMOUNT, AmountTooLargeError, parse_amount
from calculator.session.session import Session
from calculator.widgets.field import Field


@pytest.mark.parametrize("text", ["10000000.01", "99999999", "9" * 16, "9" * 17, "9" * 5000])
def test_more_than_all_bills_is_too_large(text: str) -> None:
    with pytest.raises(AmountTooLargeError):
        parse_amount(text)
    assert parse_amount("10000000") == MAX_AMOUNT


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1e9", "1,000"])
def test_what_is_no_amount_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text)


def test_the_fields_of_a_person_say_so(session: Session, qtbot: QtBot) -> None:
    panel = PersonPanel(session, dressed())
    show(qtbot, panel, (420, 900))
    amounts = [field for field in panel.findChildren(Field) if field.isVisible() and "1,200.50" in field.edit.toolTip()]
    assert amounts
    for field in amounts:
        field.edit.setFocus()
        field.edit.selectAll()
        say("123456789")
        other: QWidget = panel.region.edit
        other.setFocus()
        assert field.note.text() == "金额过大，最多 10,000,000.00 元"
