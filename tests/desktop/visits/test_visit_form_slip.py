"""What a settlement slip says, typed beside the rest of the visit's bill."""

import pytest
from driver.hands import KEY, click, press, type_in
from driver.screens import show
from pytestqt.qtbot import QtBot

from calculator.case.case_json import read_case
from calculator.desktop.visits.visit_form import VisitForm
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

# 日照 二（二）: in service, second level: 400.00 first oneself, then 70%: 420.00 of 1,000.00.
CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
    "people": [{"id": "me", "region": "rizhao", "status": "employed"}],
    "visits": [{"id": "may", "date": "2023-05-01", "institution": "level2", "total": "1000"},
               {"id": "june", "date": "2023-06-01", "institution": "level2", "total": "1000"}]
}"""


@pytest.fixture
def household(library: Library, qtbot: QtBot) -> Session:
    del qtbot
    made = Session(read_case(CASE.encode(), library), library, Wording("zh", grouped=True))
    made.select_visit("may")
    return made


@pytest.fixture
def form(household: Session, qtbot: QtBot) -> VisitForm:
    made = show(qtbot, VisitForm(household, Theme()), (420, 1200))
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_it_is_folded_away_until_it_is_wanted_and_says_what_differs(form: VisitForm, household: Session) -> None:
    pooled = form.slip.fields["stated.pooled"]
    assert not pooled.isVisible()
    click(form.slip.fold)
    assert pooled.isVisible()
    type_in(pooled, "400", KEY.Key_Return)
    stated = household.visit("may").stated
    assert stated is not None
    assert (stated.pooled, stated.cash) == (400_00, None)
    assert form.slip.difference.text() == "统筹基金比结算单多 20.00"
    press(KEY.Key_Tab)  # to the figure below it
    type_in(pooled, "420", KEY.Key_Return)
    assert form.slip.difference.text() == "✓ 与结算单一致"
    type_in(pooled, "", KEY.Key_Return)
    assert household.visit("may").stated is None
    assert not form.slip.difference.isVisible()
    for said in (420_00, 400_00, None):
        household.undo()
        of_slip = household.visit("may").stated
        assert (None if of_slip is None else of_slip.pooled) == said
    assert household.undo_name() is None


def test_what_cannot_be_read_is_kept_and_the_visit_counts_nowhere(form: VisitForm, household: Session) -> None:
    click(form.slip.fold)
    cash = form.slip.fields["stated.cash"]
    type_in(cash, "约六百", KEY.Key_Return)
    assert household.visit("may").unread == {"stated.cash": "约六百"}
    assert household.settlement("may").refused is not None
    household.select_visit("june")
    assert cash.edit.text() == ""
    household.select_visit("may")
    assert cash.edit.text() == "约六百"
    assert cash.faulty
    type_in(cash, "580", KEY.Key_Return)
    assert household.visit("may").unread == {}
    assert form.slip.difference.text() == "✓ 与结算单一致"


def test_a_visit_whose_slip_says_something_shows_it_unfolded(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    click(form.slip.fold)
    type_in(form.slip.fields["stated.pooled"], "400", KEY.Key_Return)
    again = show(qtbot, VisitForm(household, Theme()), (420, 1200))
    assert again.slip.fields["stated.pooled"].isVisible()
    assert again.slip.fields["stated.pooled"].edit.text() == "400.00"
