"""The households on this computer: found by name, opened, and forgotten for good."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from calculator.files.documents.kept_households import KeptHousehold
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.widgets.buttons import push_button
from calculator.widgets.field import Line, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.messages import Dialogs
from calculator.widgets.scrolled import fit
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.text_table import TextRow, TextsModel
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import named
from calculator.words.wording import Wording

_HEADINGS = (N_("Household"), N_("Region"), N_("Year"), N_("Opened last"), N_("Size"), N_("Folder"))


class HouseholdsDialog(QDialog):
    """Lists what `listed` gives; `forget` removes one for good and raises FaultsError where that fails.

    `open_wanted` carries the file of one that is to be opened, `forgotten` the file of one that is gone.
    """

    open_wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(
        self,
        listed: Callable[[], list[KeptHousehold]],
        forget: Callable[[Path], None],
        library: Library,
        wording: Wording,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._listed, self._forget, self._library, self._wording = listed, forget, library, wording
        self._shown: list[KeptHousehold] = []
        self._dialogs = Dialogs(lambda: self, lambda: wording)
        tr = wording.text
        self.setWindowTitle(tr(N_("Households on this computer")))
        self.search = Line()
        self.search.setAccessibleName(tr(N_("Find by name or region")))
        self.search.textChanged.connect(self._show)
        self.model = TextsModel(theme)
        self.table = PlainTable(theme, tr(N_("Households on this computer")), most_rows=12)
        self.table.setModel(self.model)
        self.none = QLabel(tr(N_("No household is kept on this computer.")))
        set_role(self.none, "muted")
        self.open_button = push_button(wording, N_("&Open"), N_("Open the household that is selected"))
        self.remove = push_button(wording, N_("&Delete…"), N_("Delete it with every copy of it"))
        self.remove_all = push_button(wording, N_("Delete &all…"), N_("Delete every household that is listed"))
        close = push_button(wording, N_("&Close"), N_("Close (Esc)"))
        flow = FlowLayout(spacing=theme.px(8))
        for button, act in (
            (self.open_button, self._open),
            (self.remove, self._ask),
            (self.remove_all, self._ask_all),
            (close, self.reject),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
            flow.addWidget(button)
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        for widget in (caption(tr(N_("&Find by name or region")), self.search), self.search, self.none):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(flow)
        self.table.doubleClicked.connect(lambda _index: self._open())
        fit(self, theme, 760, 460)
        self._read()
        (self.table if self._shown else self.search).setFocus()

    def _read(self) -> None:
        self._all = self._listed()
        self._show()

    def _show(self) -> None:
        words = self._wording
        wanted = self.search.text().strip().casefold()
        rows = [(kept, self._cells(kept)) for kept in self._all]
        found = [(kept, cells) for kept, cells in rows if wanted in " ".join(cells).casefold()]
        self._shown = [kept for kept, _cells in found]
        self.model.show_rows([words.text(one) for one in _HEADINGS], [TextRow(cells, cells) for _kept, cells in found])
        self.table.fit()
        self.table.selectRow(0)
        self.none.setVisible(not self._all)
        for button in (self.open_button, self.remove, self.remove_all):
            button.setEnabled(bool(found))

    def _cells(self, kept: KeptHousehold) -> tuple[str, ...]:
        words, case = self._wording, kept.case
        comma = words.text(N_(", "))
        names = comma.join(map(named, case.people)) if case is not None else kept.path.name
        regions, years = "—", "—"
        if case is not None:
            known = dict.fromkeys(person.region for person in case.people)
            regions = comma.join(
                words.of(self._library.pack(region).name) if region in self._library else region for region in known
            )
            first, last = case.from_ // 12, case.through // 12
            years = str(first) if first == last else f"{first}–{last}"
        size = f"{max(1, kept.size // 1024)} KiB"
        return names, regions, years, f"{kept.opened:%Y-%m-%d %H:%M}", size, str(kept.path.parent)

    def _selected(self) -> KeptHousehold | None:
        row = self.table.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _open(self) -> None:
        kept = self._selected()
        if kept is not None:
            self.accept()
            self.open_wanted.emit(kept.path)

    def _ask(self) -> None:
        kept = self._selected()
        if kept is not None:
            self._ask_for([kept], self._cells(kept)[0])

    def _ask_all(self) -> None:
        count = self._wording.text(N_("{count} households")).format(count=len(self._shown))
        self._ask_for(list(self._shown), count)

    def _ask_for(self, households: Sequence[KeptHousehold], name: str) -> None:
        tr = self._wording.text
        self._dialogs.ask_to_remove(
            tr(N_("Delete {name} for good?")).format(name=name),
            tr(N_("The version before, the journal and what was put aside go as well. It cannot be undone.")),
            partial(self._go, households),
            N_("&Delete"),
        )

    def _go(self, households: Sequence[KeptHousehold]) -> None:
        faults = []
        for kept in households:
            try:
                self._forget(kept.path)
            except FaultsError as error:
                faults += [*error.faults]
            else:
                self.forgotten.emit(kept.path)
        self._read()
        if faults:
            self._dialogs.say(self._wording.text(N_("Not everything could be deleted")), self._dialogs.told(faults))
