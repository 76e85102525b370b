"""Every screen and dialog that is drawn: how each is made, and what is done in it once it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from benches.measure import household
from pictures import counter, estimates, region_editor, slips
from pictures import dialogs as over
from pictures.packs import PACKS, packs
from pictures.policy_desk import DESK, desk, open_rule, rule
from pictures.waiting import wait_while
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QScrollArea, QTabWidget, QWidget

from calculator.case.new_case import new_case
from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.document.households_dialog import HouseholdsDialog
from calculator.desktop.document.new_household import NewHouseholdDialog
from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.help.help_titles import TITLES
from calculator.desktop.paper.print_dialog import PrintDialog
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.next_visit_page import NextVisitPage
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.desktop.shell.welcome import WelcomePage
from calculator.desktop.year.year_chart_card import ChartCard
from calculator.files.example_household import called_in
from calculator.files.settings import Settings
from calculator.session.crash_report import report
from calculator.session.session import Session
from calculator.widgets.theme import Theme

Kind = TypeVar("Kind", bound=QWidget)
PRINTED_ON = date(2024, 1, 15)


@dataclass(frozen=True)
class Screen:
    """How a screen is made, and what is done in it once it stands; `act` gives the widget whose picture is taken."""

    make: Callable[[Session, Theme], QWidget]
    act: Callable[[QWidget], QWidget | None] = lambda _screen: None


def found(parent: QWidget, kind: type[Kind]) -> Kind:
    """The first widget of a kind below another."""
    child = parent.findChild(kind)
    assert child is not None
    return child


# ---- the window


def window(session: Session, theme: Theme) -> ShellWindow:
    """The window with a visit explained."""
    session.select_telling_visit()
    return ShellWindow(session, theme)


def of_person(person_id: str, visit: int = -1) -> Callable[[Session, Theme], QWidget]:
    """The window of another person, with one of their visits explained."""

    def make(session: Session, theme: Theme) -> QWidget:
        session.select_person(person_id)
        session.select_visit(session.year_statement.visits[visit].id)
        return ShellWindow(session, theme)

    return make


def under_framework(session: Session, theme: Theme) -> QWidget:
    """The window under a framework, with the city's figures still to come."""
    session.edit_person("", region="gansu")
    session.select_visit(session.year_statement.visits[0].id)
    return ShellWindow(session, theme)


def of_nobody_yet(session: Session, theme: Theme) -> QWidget:
    """The window of a household that was just begun."""
    name = session.person.name
    return ShellWindow(Session(new_case("rizhao", "employed", name, 2023), session.library, session.wording), theme)


def of_everyone(session: Session, theme: Theme) -> QWidget:
    """The window with the visits of all people."""
    session.show_everyone(True)
    return window(session, theme)


def of_many_visits(session: Session, theme: Theme) -> QWidget:
    """The window of a household with 1,000 visits in the year."""
    case = called_in(household(session.library, 1000), session.wording.language)
    return window(Session(case, session.library, session.wording), theme)


def go_to(place: int) -> Callable[[QWidget], None]:
    """What Alt and a figure does: turn to a tab of the window."""

    def act(screen: QWidget) -> None:
        keys = f"Alt+{place}"
        next(action for action in screen.findChildren(QAction) if action.shortcut().toString() == keys).trigger()
        QApplication.processEvents()
        assert isinstance(screen, ShellWindow)
        scroll_to(screen.lists if place <= screen.lists.count() else screen.answers)

    return act


def scroll_to(part: QWidget) -> None:
    """Scroll so far that a part begins at the top, where it lies in something that scrolls."""
    outer = part.parentWidget()
    while outer is not None:
        inside = outer.widget() if isinstance(outer, QScrollArea) else None
        if isinstance(outer, QScrollArea) and inside is not None:
            outer.verticalScrollBar().setValue(part.mapTo(inside, QPoint(0, 0)).y())
        outer = outer.parentWidget()


def show_person(screen: QWidget) -> None:
    """In a window whose parts are in tabs, turn to the person."""
    assert isinstance(screen, ShellWindow)
    for tabs in screen.findChildren(QTabWidget):
        if tabs.indexOf(screen.left) >= 0:
            tabs.setCurrentWidget(screen.left)


def unfold(screen: QWidget) -> None:
    """The person with the rare fields."""
    show_person(screen)
    assert isinstance(screen, ShellWindow)
    screen.person.fold.click()
    QApplication.processEvents()
    scroll_to(screen.person.fold)


def show_city(screen: QWidget) -> None:
    """The figures that a framework leaves to the city."""
    show_person(screen)
    assert isinstance(screen, ShellWindow)
    QApplication.processEvents()
    scroll_to(screen.person.city)


def explain(subject: str) -> Callable[[QWidget], None]:
    """What Enter on a card does."""

    def act(screen: QWidget) -> None:
        assert isinstance(screen, ShellWindow)
        screen.session.explain(subject)
        go_to(5)(screen)

    return act


def chart_as_table(screen: QWidget) -> None:
    """The points of the chart in figures."""
    go_to(2)(screen)
    found(screen, ChartCard).as_table.click()


def type_nonsense(screen: QWidget) -> None:
    """Cells that cannot be read."""
    assert isinstance(screen, ShellWindow)
    model = screen.visits.model
    keys = [column.key for column in model.columns]
    model.setData(model.index(0, keys.index("total")), "12o0")
    model.setData(model.index(1, keys.index("out_of_catalogue")), "99999")
    model.setData(model.index(2, keys.index("date")), "2023-02-30")


def type_nonsense_about_the_person(screen: QWidget) -> None:
    """Fields of the person, and a region, that cannot be read."""
    show_person(screen)
    assert isinstance(screen, ShellWindow)
    person = screen.person
    typed = {person.birth.edit: "forty-three", person.base.edit: "6,00", person.region.edit: "shangh"}
    for edit, text in typed.items():
        enter(edit, text)


def enter(edit: QLineEdit, text: str) -> None:
    """Type over a field and end with Enter."""
    edit.selectAll()
    edit.insert(text)
    edit.textEdited.emit(text)
    edit.editingFinished.emit()


def list_regions(screen: QWidget) -> None:
    """The list of regions."""
    show_person(screen)
    assert isinstance(screen, ShellWindow)
    screen.person.region.box.showPopup()


def list_columns(screen: QWidget) -> None:
    """The columns to choose from."""
    assert isinstance(screen, ShellWindow)
    button = screen.visits.columns
    button.menu().popup(button.mapToGlobal(QPoint(0, button.height())))


def open_menu(place: int) -> Callable[[QWidget], None]:
    """A menu of the window."""

    def act(screen: QWidget) -> None:
        assert isinstance(screen, ShellWindow)
        bar = screen.menuBar()
        menu = bar.actions()[place].menu()
        assert isinstance(menu, QMenu)
        menu.popup(bar.mapToGlobal(bar.actionGeometry(bar.actions()[place]).bottomLeft()))

    return act


# ---- pages and dialogs


def welcome(session: Session, theme: Theme) -> WelcomePage:
    """The three doors."""
    return WelcomePage(session.library, session.wording, theme)


def through_the_first_door(screen: QWidget) -> None:
    """What is asked behind the first door, and that something is missing."""
    assert isinstance(screen, WelcomePage)
    screen.enter.click()
    screen.form.start.click()


def through_the_fourth_door(screen: QWidget) -> None:
    """Where the next visit costs less, before anything is said of a person."""
    assert isinstance(screen, WelcomePage)
    screen.ask.click()
    assert isinstance(screen.next_visit, NextVisitPage)


def kept_households(session: Session, theme: Theme) -> QWidget:
    """The list of the households on this computer, with none kept yet."""
    return HouseholdsDialog(list, lambda _file: None, session.library, session.wording, theme)


def another_household(session: Session, theme: Theme) -> QWidget:
    """What is asked for a new household."""
    return NewHouseholdDialog(session.library, session.wording, theme)


def ask_to_remove(screen: QWidget) -> QWidget | None:
    """The question before a person is removed."""
    assert isinstance(screen, HouseholdDialog)
    screen.ask_to_remove()
    return screen.findChild(QMessageBox)


def settings(session: Session, theme: Theme) -> QWidget:
    """The settings, as they stand for this picture."""
    chosen = Settings(session.wording.language, theme.percent, theme.scheme)
    return SettingsDialog(chosen, session.wording, theme)


def help_page(name: str) -> Callable[[Session, Theme], QWidget]:
    """A page of the help."""
    return lambda session, theme: HelpDialog(session.library, session.wording, theme, name)


def crash(session: Session, theme: Theme) -> QWidget:
    """The report of a fault that nobody expected."""
    try:
        session.visit("no such visit")
    except KeyError as error:
        return CrashDialog(report(error), session.wording, theme)
    raise AssertionError("no fault to report")


def before_printing(session: Session, theme: Theme) -> QWidget:
    """The pages before they are printed."""
    return PrintDialog(session, theme, PRINTED_ON)


def lay_out(screen: QWidget) -> None:
    """Wait for the pages, and turn to the first person's."""
    assert isinstance(screen, PrintDialog)
    wait_while(lambda: screen.busy)
    screen.view.turn_to(1)


def lay_out_slips(screen: QWidget) -> None:
    """The slips of a receipt printer."""
    assert isinstance(screen, PrintDialog)
    screen.options.form.button("slip").click()
    lay_out(screen)


def comparing(kind: str, scroll: str = "") -> Callable[[QWidget], None]:
    """A kind of comparison; `scroll` names the part that is brought to the top."""

    def act(screen: QWidget) -> None:
        assert isinstance(screen, ComparePage)
        screen.choices.kind.button(kind).click()
        QApplication.processEvents()
        parts: dict[str, QWidget] = {"bars": screen.comparison.bars, "why": screen.comparison.why}
        if scroll:
            scroll_to(parts[scroll])

    return act


SCREENS: dict[str, Screen] = {
    "welcome": Screen(welcome),
    "welcome-form": Screen(welcome, through_the_first_door),
    "welcome-ask": Screen(welcome, through_the_fourth_door),
    "counter": Screen(welcome, counter.empty),
    "counter-answer": Screen(welcome, counter.with_answer),
    "households": Screen(kept_households),
    "window": Screen(window),
    "window-excluded": Screen(of_person("spouse")),
    "window-retired": Screen(of_person("father", 0)),
    "window-city": Screen(under_framework),
    "window-empty": Screen(of_nobody_yet),
    "window-everyone": Screen(of_everyone),
    "window-long": Screen(of_many_visits),
    **{name: Screen(window, act) for name, act in over.OVER_THE_WINDOW.items()},
    "slips-table": Screen(slips.table),
    "slips-note": Screen(slips.table, slips.note),
    "slips-causes": Screen(slips.causes(0), slips.found),
    "slips-no-cause": Screen(slips.causes(2), slips.found),
    "slips-year": Screen(slips.year, slips.found),
    "slips-year-print": Screen(slips.year, slips.printed),
    "slips-pair": Screen(slips.pair),
    "person": Screen(window, show_person),
    "person-rare": Screen(window, unfold),
    "person-city": Screen(under_framework, show_city),
    "person-faulty": Screen(window, type_nonsense_about_the_person),
    "person-regions": Screen(window, list_regions),
    "table-faulty": Screen(window, type_nonsense),
    "table-columns": Screen(window, list_columns),
    "menu-household": Screen(window, open_menu(0)),
    "menu-edit": Screen(window, open_menu(1)),
    "menu-view": Screen(window, open_menu(2)),
    "menu-policy": Screen(window, open_menu(3)),
    "menu-help": Screen(window, open_menu(4)),
    "list-chart": Screen(window, go_to(2)),
    "list-chart-table": Screen(window, chart_as_table),
    "list-chart-long": Screen(of_many_visits, go_to(2)),
    "list-uses": Screen(window, go_to(3)),
    "list-family": Screen(window, go_to(4)),
    "answer-visit": Screen(window, go_to(5)),
    "answer-excluded": Screen(of_person("spouse"), go_to(5)),
    "answer-pooled": Screen(window, explain("pooled")),
    "answer-deductible": Screen(window, explain("deductible")),
    "answer-account": Screen(window, explain("account")),
    "answer-cash": Screen(window, explain("cash")),
    "answer-form": Screen(window, go_to(6)),
    "answer-what-if": Screen(window, go_to(7)),
    "answer-what-if-draft": Screen(of_person("spouse"), go_to(7)),
    "household": Screen(HouseholdDialog),
    "period": Screen(PeriodDialog),
    "household-remove": Screen(HouseholdDialog, ask_to_remove),
    "new-household": Screen(another_household),
    "settings": Screen(settings),
    **{f"help-{name}": Screen(help_page(name)) for name in TITLES},
    "crash": Screen(crash),
    **{name: Screen(over.importing, act) for name, act in over.IMPORT.items()},
    "print": Screen(before_printing, lay_out),
    "print-slip": Screen(before_printing, lay_out_slips),
    **{name: Screen(desk, act) for name, act in DESK.items()},
    "rule": Screen(rule, open_rule),
    "desk-print": Screen(desk, over.print_policy),
    "desk-document": Screen(over.reading),
    **{name: Screen(packs, act) for name, act in PACKS.items()},
    "region-editor": Screen(region_editor.editor),
    "region-editor-filled": Screen(region_editor.editor, region_editor.fill_in()),
    "region-editor-bounds": Screen(region_editor.editor, region_editor.fill_in("cap.retired.amount")),
    "region-editor-correcting": Screen(region_editor.editor, region_editor.correct),
    "region-editor-signing": Screen(region_editor.signing),
    "region-editor-faulty": Screen(region_editor.editor, region_editor.fill_in_wrongly),
    "compare-regions": Screen(ComparePage),
    "compare-bars": Screen(ComparePage, comparing("regions", "bars")),
    "compare-why": Screen(ComparePage, comparing("regions", "why")),
    "compare-reform": Screen(ComparePage, comparing("reform")),
    "compare-status": Screen(ComparePage, comparing("status")),
    "compare-years": Screen(ComparePage, comparing("years")),
    "compare-curve": Screen(ComparePage, comparing("curve")),
    "compare-add": Screen(ComparePage, over.add_region),
    "compare-print": Screen(ComparePage, over.print_comparison),
    **{name: Screen(estimates.desk, act) for name, act in estimates.ESTIMATES.items()},
}
