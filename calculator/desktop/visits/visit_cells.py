"""What stands in the cells of the visits table: texts, colours, tips; red where something cannot be read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from calculator.case.case import Visit
from calculator.engine.statement import REFUNDED, VisitSettlement
from calculator.ground.language import N_
from calculator.ground.plain_text import begun
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.cell_display import YET_TO_COME, dashed, shown_cell
from calculator.words.visit_columns import Column

_MEANINGS = {"pooled": "pooled", "account": "account", "cash": "cash", "deductible": "deductible"}
_PHARMACY = N_("pharm. · {level}")
_DUE = N_("{date} due")
"""Shorter than elsewhere, so that all of a visit fits a small screen; the tip and the screen reader say it whole."""
_BRIEF = {"level1": N_("L1"), "level2": N_("L2"), "level3": N_("L3")}
_LONGEST_NAME = 24
"""Letters of a hospital's name that stand beside its level; the tip says a longer one."""
_MISSING = N_("missing")
_WHICH_LEVEL = N_("which level?")


class VisitCells:
    """Says what stands in a cell of a visit; `today` is asked for, as a window may stand open for days."""

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date]) -> None:
        self._session, self._theme, self._today = session, theme, today
        self.names = False
        """Whether there is room for the names of hospitals."""

    def text(self, column: Column, visit: Visit, settled: VisitSettlement) -> str:
        """What is seen where the cell could be read; in a wide table a hospital with its name."""
        words = self._session.wording
        shown = self.whole(column, visit, settled)
        if column.kind == "institution":
            if visit.prescriber:
                shown = words.text(_PHARMACY).format(level=words.text(_BRIEF[visit.prescriber]))
            named = self.names and 0 < len(visit.institution_name) <= _LONGEST_NAME
            return f"{shown} · {visit.institution_name}" if named else shown
        if column.kind == "date" and self.is_to_come(visit):
            return words.text(_DUE).format(date=shown)
        return shown

    def whole(self, column: Column, visit: Visit, settled: VisitSettlement) -> str:
        """What is said where there is room."""
        session = self._session
        return shown_cell(column, visit, settled, session.person_of(visit.person), session.wording, session.year)

    def spoken(self, column: Column, visit: Visit, settled: VisitSettlement) -> str:
        """What a screen reader says."""
        said = self.whole(column, visit, settled)
        if column.kind == "date" and self.is_to_come(visit):
            return self._session.wording.text(YET_TO_COME).format(date=said)
        return said

    def unread(self, column: Column, visit: Visit, field: str, *, waiting: bool) -> str:
        """What is seen where the text of a field could not be taken, or is still to be entered."""
        words, text = self._session.wording, visit.unread[field]
        if text:
            return begun(text)
        if column.kind == "institution":
            level = words.text(_WHICH_LEVEL)
            return f"{visit.institution_name} · {level}" if visit.institution_name else level
        return "" if waiting else words.text(_MISSING)

    def editing(self, column: Column, visit: Visit, settled: VisitSettlement) -> str:
        """What an editor begins with."""
        if column.kind == "institution":
            return institution_key(visit)
        if column.kind == "date":
            return visit.date.isoformat()
        if column.kind == "yes_no":
            return "yes" if visit.refunded else ""
        return self.whole(column, visit, settled)

    def colour(self, column: Column, settled: VisitSettlement) -> Any:
        """The colour of what could be read."""
        if settled.excluded is not None and settled.excluded.code == REFUNDED:
            return self._theme.colour("muted")
        if column.key == "pooled" and (settled.excluded or settled.refused):
            return self._theme.colour("refused")
        if column.kind == "stated":
            off = any((settled.stated_difference or {}).values())
            return self._theme.colour("refused" if off else "muted")
        meaning = _MEANINGS.get(column.key)
        return self._theme.colour(meaning) if meaning else None

    def tip(self, column: Column, visit: Visit, settled: VisitSettlement) -> str | None:
        """What is said of a cell that could be read when it is pointed at."""
        decision = settled.excluded or settled.refused
        if decision is not None and column.key == "pooled":
            return f"{self._session.wording.say(decision.message)} {decision.source or ''} {decision.clause or ''}"
        if column.kind == "stated" and settled.stated_difference:
            from calculator.words.stated_words import difference_parts

            words = self._session.wording
            return words.text(N_("; ")).join(difference_parts(settled.stated_difference, words)) or None
        if column.kind == "date" and self.is_to_come(visit):
            return self.spoken(column, visit, settled)
        if column.kind == "institution":
            said = self.whole(column, visit, settled)
            return f"{visit.institution_name} · {said}" if visit.institution_name else said
        return None

    def is_to_come(self, visit: Visit) -> bool:
        """Whether a visit lies after today."""
        return visit.date > self._today()

    def value(self, column: Column, visit: Visit, settled: VisitSettlement) -> Any:
        """What a column is ordered by; None where nothing stands there."""
        if dashed(column, settled):
            return None
        if column.kind == "stated":  # by how much the figure differs that differs most
            found = [abs(by) for by in (settled.stated_difference or {}).values() if by is not None]
            return max(found, default=None)
        return column.value(visit, settled, self._session.person_of(visit.person))

    def role(self, column: Column, visit: Visit, settled: VisitSettlement, role: int) -> Any:
        """What a cell that could be read gives for a role."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(column, visit, settled)
            case Qt.ItemDataRole.EditRole:
                return self.editing(column, visit, settled)
            case Qt.ItemDataRole.ForegroundRole:
                return self.colour(column, settled)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(column, visit, settled)
            case _:
                return None


def institution_key(visit: Visit) -> str:
    """The choice in the institution column: a level, or `pharmacy:` with the prescriber's level."""
    return f"pharmacy:{visit.prescriber}" if visit.institution == "pharmacy" else visit.institution


def uncounted(visit: Visit) -> VisitSettlement:
    """What stands beside a visit that is not computed yet: nothing."""
    return VisitSettlement(
        id=visit.id,
        date=visit.date,
        status="employed",
        level="level1",
        total=0,
        paid_elsewhere=None,
        in_scope=None,
        deductible=None,
        rate=None,
        pooled=None,
        over_cap=None,
        personal=None,
        account=[],
        cash=None,
        excluded=None,
        refused=None,
        deductible_used=None,
        pooled_to_date=None,
        cap_remaining=None,
        steps=[],
    )
