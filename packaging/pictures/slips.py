"""Pictures of slips: both figures in the table, why one differs, a year of them, two visits, and all of it on paper."""

from collections.abc import Callable

from pictures.dialogs import TODAY
from pictures.waiting import wait_while
from PySide6.QtWidgets import QApplication, QWidget

from calculator.case.case import Case, StatedFigures, Visit
from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.slips.causes_dialog import CausesDialog
from calculator.desktop.slips.pair_dialog import PairDialog
from calculator.desktop.slips.year_dialog import YearDialog
from calculator.engine.statement import VisitSettlement
from calculator.ground.money import Fen
from calculator.session.session import Session
from calculator.widgets.theme import Theme

_OFF = {0: 280_00, 1: 0, 2: 99_00}
"""By how much the slips of the first visits state more of the fund's payment than is computed, in 分."""


def with_slips(session: Session) -> Session:
    """The household with slips: one whose deductible had been met, one as computed, one that nothing explains."""
    settled = session.year_statement.visits[: len(_OFF)]
    stated = {visit.id: _stated(visit, _OFF[place]) for place, visit in enumerate(settled)}

    def stating(visit: Visit) -> Visit:
        return visit.model_copy(update={"stated": stated[visit.id]}) if visit.id in stated else visit

    case: Case = session.case.model_copy(update={"visits": tuple(map(stating, session.case.visits))})
    made = Session(case, session.library, session.wording)
    made.select_visit(settled[0].id)
    return made


def _stated(visit: VisitSettlement, off: int) -> StatedFigures:
    asked = max(0, (visit.deductible or 0) - off * 10_000 // (visit.rate or 10_000))
    figures = {"pooled": (visit.pooled or 0) + off, "in_scope": visit.in_scope or 0, "deductible": asked}
    return StatedFigures.model_construct(**{name: Fen(amount) for name, amount in figures.items()})


def table(session: Session, theme: Theme) -> QWidget:
    """The window with slips in its table."""
    return ShellWindow(with_slips(session), theme)


def note(screen: QWidget) -> None:
    """The form, at what the slip says."""
    assert isinstance(screen, ShellWindow)
    screen.visits.note_receipt()
    assert screen.visits.form is not None
    QApplication.processEvents()
    screen.visits.form.receipt.fields["stated.cash"].edit.setFocus()


def causes(place: int) -> Callable[[Session, Theme], QWidget]:
    """Why a slip differs."""

    def make(session: Session, theme: Theme) -> QWidget:
        session = with_slips(session)
        return CausesDialog(session, theme, session.year_statement.visits[place].id)

    return make


def year(session: Session, theme: Theme) -> QWidget:
    """The year's slips by cause."""
    return YearDialog(with_slips(session), theme, TODAY)


def pair(session: Session, theme: Theme) -> QWidget:
    """Two visits side by side."""
    return PairDialog(session, theme, TODAY, [session.year_statement.visits[1].id])


def found(screen: QWidget) -> None:
    """Wait for what is looked for."""
    assert isinstance(screen, CausesDialog | YearDialog)
    wait_while(lambda: screen.work.busy)


def printed(screen: QWidget) -> QWidget:
    """The page of the year before it is printed."""
    assert isinstance(screen, YearDialog)
    found(screen)
    screen.print.click()
    dialog = screen.findChild(PaperDialog)
    assert dialog is not None
    wait_while(lambda: dialog.busy)
    return dialog
