"""Columns are as wide after any edits as those of a table that is made anew."""

from random import Random

from driver.screens import dressed
from PySide6.QtWidgets import QApplication

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.visits_model import VisitsModel
from calculator.session.session import Session
from calculator.words.visit_columns import COLUMNS


def widest(model: VisitsModel, window: MainWindow) -> list[int]:
    measure = window.visits.table.fontMetrics()
    return [
        max((measure.horizontalAdvance(text) for text in model.widest(place)), default=0)
        for place in range(len(model.columns))
    ]


def test_after_edits_columns_are_as_wide_as_those_of_a_fresh_table(
    window: MainWindow, session: Session, qapp: QApplication
) -> None:
    chance, model, theme = Random(7), window.visits.model, dressed()
    keys = [column.key for column in COLUMNS]
    model.show_columns(keys)
    for _edit in range(40):
        visit_id = chance.choice(session.year_statement.visits).id
        match chance.randrange(8):
            case 0:
                session.edit_visit("x", visit_id, total=chance.choice([1_00, 1480_00, 123_456_789_00]))
            case 1:
                session.edit_visit("x", visit_id, institution=chance.choice(["level1", "level2", "level3"]))
            case 2:
                session.edit_visit("x", visit_id, note="很长的一条备注" * chance.randrange(4))
            case 3:
                session.edit_visit("x", visit_id, refunded=not session.visit(visit_id).refunded)
            case 4:
                session.edit_visit("x", visit_id, unread={"total": "12o0 元"} if chance.random() < 0.5 else {})
            case 5:
                session.edit_person("x", name="一个长长的名字" * chance.randrange(3))
            case 6:
                session.show_everyone(not session.everyone)
            case _:
                session.undo()
        qapp.processEvents()
        shown = [column.key for column in model.columns]
        fresh = VisitsModel(session, theme, shown)
        fresh.cells.names = model.cells.names
        assert widest(model, window) == widest(fresh, window)
        fresh.deleteLater()
