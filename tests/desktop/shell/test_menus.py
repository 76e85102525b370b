"""What undo and redo are called: in the language of whoever reads it, also after another one was chosen."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from calculator.desktop.visits.visits_model import VisitsModel
from calculator.ground.language import N_
from calculator.session.session import Action, Session, changing
from calculator.widgets.theme import Theme
from calculator.words.visit_columns import COLUMNS
from calculator.words.wording import Wording

CHINESE = re.compile("[一-鿿]")


def test_a_name_follows_the_language(session: Session) -> None:
    session.edit_visit(changing(N_("total")), "1", total=700_00)
    session.remove_visits(N_("Delete visit"), {"2"})
    session.undo()
    assert (session.undo_name(), session.redo_name()) == ("修改总费用", "删除就诊")
    english = session.rebuilt(Wording("en"))
    assert (english.undo_name(), english.redo_name()) == ("Change total", "Delete visit")
    english.undo()
    assert english.redo_name() == "Change total"
    assert english.rebuilt(Wording("zh")).redo_name() == "修改总费用"


def test_a_heading_of_two_lines_stands_in_one(session: Session) -> None:
    column = next(column for column in COLUMNS if "\n" in column.heading and column.field is not None)
    said = changing(column.heading).said(Wording("en"))
    assert said == f"Change {column.heading}".replace("\n", " ")


def test_a_text_without_places_is_taken_as_it_is() -> None:
    assert Action("100 % {sure}").said(Wording("en")) == "100 % {sure}"


def total(session: Session) -> None:
    model = VisitsModel(session, Theme())
    place = next(place for place, column in enumerate(model.columns) if column.key == "total")
    model.setData(model.index(0, place), "777")


def amount_of_a_use(session: Session) -> None:
    from calculator.case.account_use_edits import ADD_USE, new_use, with_use
    from calculator.desktop.visits.uses_model import COLUMNS as USE_COLUMNS
    from calculator.desktop.visits.uses_model import UsesModel

    session.edit(ADD_USE, with_use(session.case, new_use(session.case, "me", 2023, date(2026, 5, 1))))
    model = UsesModel(session, Theme())
    place = next(place for place, column in enumerate(USE_COLUMNS) if column.key == "amount")
    model.setData(model.index(model.rowCount() - 1, place), "12")


def setting(session: Session) -> None:
    from calculator.desktop.visits.visit_form import VisitForm

    session.select_visit("1")
    form = VisitForm(session, Theme())
    form.emergency.box.click()
    form.deleteLater()


def status_in_the_household(session: Session) -> None:
    from calculator.desktop.person.people_dialog import HouseholdDialog

    dialog = HouseholdDialog(session, Theme())
    dialog.status.button("retired").click()
    dialog.add.click()
    dialog.up.click()
    dialog.deleteLater()


EDITS: list[Callable[[Session], None]] = [total, amount_of_a_use, setting, status_in_the_household]


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_has_a_name_in_either_language(session: Session, edit: Callable[[Session], None]) -> None:
    edit(session)
    english = session.rebuilt(Wording("en"))
    names = []
    while session.undo_name() is not None:
        names.append((session.undo_name() or "", english.undo_name() or ""))
        session.undo()
        english.undo()
    assert names
    for chinese, said in names:
        assert CHINESE.search(chinese)
        assert said
        assert not CHINESE.search(said)
        assert "{" not in chinese + said
