"""A person goes on where they were when one window takes the place of another for the same household."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTableView, QWidget

from calculator.desktop.comparison.next_visit_card import WhatIfCard
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.visit_form import VisitForm
from calculator.desktop.visits.visits_card import VisitsCard
from calculator.widgets.field import Field
from calculator.widgets.scrolled import show_current

Pair = tuple[QWidget, QWidget]


def focus_of(window: QWidget) -> QWidget | None:
    """What has the focus in a window; a table in the place of the editor that is open in it."""
    focus = window.focusWidget()
    within: QWidget | None = focus
    while within is not None and not isinstance(within, QTableView):
        within = within.parentWidget()
    return within or focus


def hand_over(old: MainWindow, new: MainWindow, focus: QWidget | None) -> None:
    """Have a window, which is shown, stand as the one before: tabs, order, texts that could not be read, the focus.

    `focus` is what had the focus in the old window.
    """
    new.complete()
    parts = list(_parts(old, new))
    for before, now in parts:
        match before, now:
            case VisitsCard(), VisitsCard():
                _visits(before, now)
            case UsesCard(), UsesCard():
                _uses(before, now)
            case VisitForm(), VisitForm():
                now.take_typed(before)
            case WhatIfCard(), WhatIfCard():
                now.refresh()
                _type_again(before, now)
            case _:
                pass
    new.session.explain(old.session.subject)
    for before, now in ((old.lists, new.lists), (old.answers, new.answers)):
        now.setCurrentIndex(before.currentIndex())
    new.person.fold.show_inside(on=old.person.fold.unfolded)
    _focus(old, new, parts, focus)


def _visits(old: VisitsCard, new: VisitsCard) -> None:
    new.filter.setText(old.filter.text())
    keys = [column.key for column in new.model.columns]
    if old.model.order is not None and old.model.order[0] in keys:
        key, order = old.model.order
        new.model.sort(keys.index(key), order)
    current = old.table.currentIndex()
    row = new.model.row_of(old.model.row_id(current.row()))
    if row is not None and old.model.columns[current.column()].key in keys:
        column = keys.index(old.model.columns[current.column()].key)
        new.table.setCurrentIndex(new.model.index(row, column))


def _uses(old: UsesCard, new: UsesCard) -> None:
    current = old.table.currentIndex()
    row = new.model.row_of(old.model.row_id(current.row()))
    if row is not None:
        new.table.setCurrentIndex(new.model.index(row, current.column()))


def _parts(old: MainWindow, new: MainWindow) -> Iterator[Pair]:
    """What stands for what: the person, and the pages of tabs that were looked at."""
    yield old.person, new.person
    for before, now in ((old.lists, new.lists), (old.answers, new.answers)):
        for place in range(before.count()):
            page = before.made(place)
            if page is not None:
                yield page, now.page(place)


def _type_again(old: QWidget, new: QWidget) -> None:
    """Enter everything once more where the fields say nothing about the household."""
    for before, now in zip(old.findChildren(Field), new.findChildren(Field), strict=True):
        typed = before.edit.text()
        if before.faulty or typed != now.edit.text():
            now.edit.setText(typed)
            now.edit.editingFinished.emit()


def _focus(old: MainWindow, new: MainWindow, parts: list[Pair], focus: QWidget | None) -> None:
    """The focus to what stands where it was, and that in front and in view."""
    sides = [(old.left, new.left), (old.middle, new.middle), (old.answers, new.answers)]
    for before, now in sides:
        if before is old.parts.front or (old.parts.front is None and focus is not None and before.isAncestorOf(focus)):
            new.parts.show_part(now)
    if focus is None:
        return
    around = next((pair for pair in (*parts, *sides, (old, new)) if pair[0].isAncestorOf(focus)), None)
    like = _like(focus, *around) if around is not None else None
    if like is None:
        return
    like.setFocus()
    if isinstance(like, QTableView):
        QTimer.singleShot(0, new, lambda: show_current(new.middle, like))
    elif new.middle.isAncestorOf(like):
        QTimer.singleShot(0, new, lambda: new.middle.ensureWidgetVisible(like))


def _like(widget: QWidget, old: QWidget, new: QWidget) -> QWidget | None:
    """What is in one part as a widget is in another: of its kind, the one in the same place."""
    kind = type(widget)
    before, now = old.findChildren(kind), new.findChildren(kind)
    return now[before.index(widget)] if len(before) == len(now) else None
