"""The table of visits: its columns' widths, and the list of institutions in it."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import QWidget

from calculator.case.visit_edits import hospitals
from calculator.desktop.visits.visits_model import OPEN_ROLE, VisitsModel
from calculator.ground.language import N_
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.widgets.choice_editor import Choice, ChoiceDelegate
from calculator.widgets.tables.entry_table import EntryTable
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme
from calculator.words.visit_columns import Column

PHARMACY = N_("pharmacy ({level})")
_LARGE = 150
"""The size of text in percent from which figures and lists do not stand in a small window at once."""
_GIVE_WAY = ("cap_remaining", "rate", "deductible", "account")
"""The everyday columns that stand back, one after the other, where all that are shown are not in sight at once: what
they say stands in the explanation of the visit too, and nobody types into them."""


class InstitutionDelegate(ChoiceDelegate):
    """A list of institutions and of the hospitals once named; a pharmacy comes with the level of the prescriber.

    Where a hospital was named of which no level is known, the list opens once more and asks for it.
    """

    def __init__(self, session: Session, theme: Theme, table: EntryTable) -> None:
        super().__init__(theme, table)
        self._session = session

    def choices(self, index: AnyIndex) -> list[Choice]:
        words = self._session.wording
        levels = [Choice(level, words.word(level)) for level in LEVELS]
        pharmacies = [
            Choice(f"pharmacy:{level}", words.text(PHARMACY).format(level=words.word(level))) for level in LEVELS
        ]
        fixed = [choice._replace(digit=str(place)) for place, choice in enumerate((*levels, *pharmacies), start=1)]
        return [*fixed, *(Choice(name, name) for name in hospitals(self._session.case))]

    def key(self, index: AnyIndex) -> str:
        return str(index.data(Qt.ItemDataRole.EditRole))

    def name(self) -> str:
        return self._session.wording.text(N_("institution"))

    def finish(self, editor: QWidget, *, by_tab: bool = False, back: bool = False) -> None:
        here = self._table.currentIndex()
        before = here.data(Qt.ItemDataRole.DisplayRole)
        super().finish(editor, by_tab=by_tab, back=back)
        asked = here.data(OPEN_ROLE) and here.data(Qt.ItemDataRole.DisplayRole) != before
        if asked and not back and isinstance(self._table, EntryTable):
            self._table.setCurrentIndex(here)
            self._table.edit(here)


class PaidBackDelegate(ChoiceDelegate):
    """Whether a bill was paid back."""

    def __init__(self, session: Session, theme: Theme, table: EntryTable) -> None:
        super().__init__(theme, table)
        self._session = session

    def choices(self, index: AnyIndex) -> list[Choice]:
        words = self._session.wording
        return [Choice("yes", words.text(N_("yes")), "1"), Choice("", words.text(N_("no")), "2")]

    def key(self, index: AnyIndex) -> str:
        return str(index.data(Qt.ItemDataRole.EditRole) or "")

    def name(self) -> str:
        return self._session.wording.text(N_("Paid back: counts in no sum"))


class VisitsTable(EntryTable):
    """An entry table whose columns are as wide as the widest figure of any row, seen or not, or wider as dragged.

    Where they do not fit, some stand back until the others do, so that no figure is cut off at the edge.
    `widened` carries the widths that a person gave, by the column's key and in pixels of 100% text; `stood_back` how
    many columns stand back.
    """

    widened = Signal(dict)
    stood_back = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        # A table to scroll in is not to lie in what scrolls as well: where text is small, fewer rows keep the window
        # from scrolling; where it is large, that scrolls anyway, and shows the table whole.
        super().__init__(theme, name, most_rows=5 if theme.percent < _LARGE else 8)
        self._needs: dict[tuple[int, int], int] = {}
        self._headings: dict[tuple[str, int], int] = {}
        self._given: dict[str, int] = {}
        self._whole = False
        self._back = 0
        self._fitting = False
        head = self.horizontalHeader()
        head.setSectionResizeMode(head.ResizeMode.Interactive)
        head.sectionResized.connect(self._dragged)
        head.sectionHandleDoubleClicked.connect(self._as_needed)
        self.left_cell.connect(self.fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        super().setModel(model)
        self._needs.clear()
        if model is not None:
            model.dataChanged.connect(self._measure_anew)
            model.modelReset.connect(self._measure_anew)
            model.headerDataChanged.connect(self.fit)
            self.fit()

    def give_widths(self, widths: Mapping[str, int]) -> None:
        """Make columns as wide as they were; none becomes narrower than its figures."""
        self._given = dict(widths)
        self.fit()

    def show_whole(self, *, whole: bool) -> None:
        """Show every column, some of them only once one scrolls; or let those stand back that do not fit."""
        self._whole = whole
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths; what is left over goes to the institution."""
        model = self.model()
        if not isinstance(model, VisitsModel):
            return
        head = self.horizontalHeader()
        widths = [
            max(self._need(place), self._theme.px(self._given.get(column.key, 0)))
            for place, column in enumerate(model.columns)
        ]
        keys = [column.key for column in model.columns]
        if self.state() == self.State.EditingState:
            back = {place for place in range(len(keys)) if head.isSectionHidden(place)}  # none moves below an editor
        else:
            back = self._standing_back(model.columns, widths)
        wide = keys.index("institution") if "institution" in keys else 0
        widths[wide] += max(0, self._room - sum(width for place, width in enumerate(widths) if place not in back))
        self._fitting = True
        for place, width in enumerate(widths):
            if head.isSectionHidden(place) != (place in back):
                head.setSectionHidden(place, place in back)
            if place not in back and head.sectionSize(place) != width:
                head.resizeSection(place, width)
        self._fitting = False
        if len(back) != self._back:
            self._back = len(back)
            self.stood_back.emit(self._back)
        self.updateGeometry()

    def _standing_back(self, columns: Sequence[Column], widths: Sequence[int]) -> set[int]:
        """The places of the columns that stand back; none does where the others would not fit either."""
        over, back = sum(widths) - self._room, set[int]()
        if self._whole or not self._room:
            return back
        places = {column.key: place for place, column in enumerate(columns)}
        for key in _GIVE_WAY:
            if over > 0 and key in places:
                back.add(places[key])
                over -= widths[places[key]]
        return back if over <= 0 else set()

    def _need(self, place: int) -> int:
        return max(self._heading(place), self.sizeHintForColumn(place))

    def _heading(self, place: int) -> int:
        """How wide a column's heading is, which a header does not say of one that stands back."""
        head, text = self.horizontalHeader(), str(self.model().headerData(place, Qt.Orientation.Horizontal))
        key = (text, head.fontMetrics().height())
        if key not in self._headings:
            hidden, before = head.isSectionHidden(place), self._fitting
            self._fitting = True
            head.setSectionHidden(place, False)
            self._headings[key] = head.sectionSizeHint(place)
            head.setSectionHidden(place, hidden)
            self._fitting = before
        return self._headings[key]

    def _measure_anew(self) -> None:
        self._needs.clear()
        self.fit()

    def _dragged(self, place: int, _old: int, width: int) -> None:
        model = self.model()
        if self._fitting or not isinstance(model, VisitsModel):
            return
        key = model.columns[place].key
        self._given.pop(key, None)
        if width > self._need(place):
            self._given[key] = round(width * 100 / self._theme.percent)
        self.fit()
        self.widened.emit(dict(self._given))

    def _as_needed(self, place: int) -> None:
        """A double click on a column's edge gives it back its own width."""
        model = self.model()
        if isinstance(model, VisitsModel) and self._given.pop(model.columns[place].key, None) is not None:
            self.fit()
            self.widened.emit(dict(self._given))

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802
        measure = self.fontMetrics()
        key = (column, measure.height())
        if key not in self._needs:
            texts = cast(VisitsModel, self.model()).widest(column)
            # What the style sheet and the style put left and right of a cell.
            # (`QStyle` would be asked, but it takes 5 ms to load, a fiftieth of the start.)
            air = self._theme.px(4) + 2 + 2 * (round(2 * self.logicalDpiX() / 96) + 1)
            self._needs[key] = air + max((measure.horizontalAdvance(text) for text in texts), default=0)
        return self._needs[key]
