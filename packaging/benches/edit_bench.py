"""Measure one edit in the window, from the new value to the painted picture, against one compute of the household."""

import os

from benches.measure import household, pairs, report

from calculator.engine.compute import compute
from calculator.policy.library import Library

LIMITS = {1000: 1.4, 10_000: 0.32}
"""Times one compute, by visits; what is left over is the window, which does not grow with them."""
_LARGEST = 100_000


def edit(library: Library) -> bool:
    """Edits of households of 1,000 and of 10,000 visits in two years; with `BENCH_LARGE` of 100,000 as well."""
    large = {_LARGEST: 0.28} if os.environ.get("BENCH_LARGE") else {}
    kept = [_edit(library, visits, limit) for visits, limit in {**LIMITS, **large}.items()]
    return all(kept)  # each of them is printed


def _edit(library: Library, visits: int, limit: float) -> bool:
    """One edit in the window of a household, painted, against the engine's own compute."""
    from PySide6.QtWidgets import QApplication

    from calculator.desktop.shell.household_window import MainWindow
    from calculator.session.session import Session
    from calculator.widgets.theme import Theme, dress
    from calculator.words.wording import Wording

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme()
    dress(app, theme)
    session = Session(household(library, visits, 1 if visits == 1000 else 2), library, Wording("zh", grouped=True))
    window = MainWindow(session, theme)
    window.resize(1280, 720)
    window.show()
    app.processEvents()
    visit_id = session.year_statement.visits[3].id
    session.select_visit(visit_id)
    totals = iter(range(100_00, 400_00))

    def one_edit() -> None:
        session.edit_visit("bench", visit_id, total=next(totals))
        app.processEvents()

    turns = 15 if visits < _LARGEST else 3
    kept = report(
        f"one edit, {visits:,} visits / compute",
        *pairs(one_edit, lambda: compute(session.case, library), turns),
        limit,
    )
    window.close()
    return kept
