"""A field for a region: a list with province, standing and start, searched by name, pinyin or its initials."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from calculator.ground.faults import quoted
from calculator.ground.language import N_
from calculator.ground.plain_text import begun
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.region_search import closest, only_one
from calculator.widgets.combo import Combo
from calculator.widgets.region_list import ID_ROLE, Readings, RegionDelegate, RegionsModel, marks_of
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording


class _SearchCombo(Combo):
    """A combo box whose arrow keys open the list instead of choosing unseen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)


def _no_readings(_region: str) -> dict[str, str]:
    return {}


class RegionField(QWidget):
    """A region, or none at first; `chosen` carries the id of another one that a person picks.

    Typing searches; Enter and Tab take the region that fits best. What fits none, or several alike, stays as it
    was typed with a sentence below; Escape brings the region back.
    """

    chosen = Signal(str)
    entered = Signal()
    """A region stands, and Enter was pressed on it: the person goes on."""
    unfit = Signal()
    """A text that names no region has come to stand there, or is gone."""

    def __init__(
        self,
        library: Library,
        wording: Wording,
        theme: Theme,
        region: str | None = None,
        readings: Readings = _no_readings,
    ) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        self._region, self._filled, self._told_unfit = region, False, False
        tr = wording.text
        marks = marks_of(library, wording)
        self.regions, self.found = RegionsModel(wording, readings, marks), RegionsModel(wording, readings, marks)
        self.box = _SearchCombo(theme)
        self.box.setEditable(True)
        self.box.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.setAccessibleName(tr(N_("Region")))
        self._hint = tr(N_("Type a name, pinyin or its initials; arrow down lists all"))
        self.box.setToolTip(self._hint)
        self.box.setModel(self.regions)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(tr(N_("Region")))
        set_role(self.fault, "fault")
        self.fault.hide()
        self._completer: QCompleter | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(self.box)
        layout.addWidget(self.fault)
        self.setFocusProxy(self.box)
        self.box.activated.connect(lambda _row: self._take(str(self.box.currentData(ID_ROLE))))
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._narrow)
        self.edit.editingFinished.connect(self.finish)
        # The key itself stays with the open list, and is not seen by what the field stands in.
        self.edit.returnPressed.connect(self._enter)
        self.regions.show_packs([] if region is None else [library.pack(region)])
        self._show(region)
        # The other packs are read and the lists made once the window stands, so that it stands sooner.
        QTimer.singleShot(0, self, self._fill)

    @property
    def region(self) -> str | None:
        """The id of the region; None before one was picked."""
        return self._region

    @property
    def faulty(self) -> bool:
        """Whether what stands in the field names no region."""
        return not self.fault.isHidden()

    @property
    def edit(self) -> QLineEdit:
        """Where a person types."""
        edit = self.box.lineEdit()
        assert edit is not None
        return edit

    @property
    def list(self) -> QAbstractItemView:
        """The list of all regions, opened with the arrow."""
        return self.box.view()

    @property
    def suggestions(self) -> QAbstractItemView:
        """The list of those found, open while a person types."""
        if self._completer is None:
            self._completer = self._search()
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def refresh(self) -> None:
        """Show the region, unless something that names none is being typed."""
        region = self.region
        if region == self.box.currentData(ID_ROLE) and (self.faulty or self.edit.isModified()):
            return
        self._show(region)

    def finish(self) -> None:
        """Take over what was typed, as Enter does."""
        self._fill()
        text = self.edit.text().strip()
        if text == self.box.itemText(self.regions.row_of(self.region)):
            self._given_up()
            self._show(self.region)
            return
        pack = only_one(self.regions.packs, text)
        if pack is not None:
            self._take(pack.id)
        else:
            self._say(self._unfit(text))
            self._rejected(text)

    def _enter(self) -> None:
        self.finish()
        if self.region is not None and not self.faulty:
            self.entered.emit()

    def _rejected(self, text: str) -> None:
        """A text names no region; a subclass may keep it."""
        self._told_unfit = True
        self.unfit.emit()

    def type_again(self, text: str) -> None:
        """Show what was typed before and has not been taken; it can still be."""
        self._fill()
        self.edit.setText(text)
        self.edit.setModified(True)
        if only_one(self.regions.packs, text.strip()) is None:
            self._say(self._unfit(text.strip()))

    def take_over(self, other: "RegionField") -> None:
        """Stand as another field did that this one takes the place of: what was picked, and what is being typed."""
        self._fill()
        self._region = other.region
        self._show(self.region)
        if other.faulty or other.edit.isModified():
            self.type_again(other.edit.text())

    def _unfit(self, text: str) -> str:
        """Why a text names no region."""
        tr = self._wording.text
        several = [self._wording.of(one.name) for one in closest(self.regions.packs, text)]
        if text and several:
            sentence = tr(N_("{found} fits several regions: {names}; one of them is expected"))
            return sentence.format(found=quoted(begun(text)), names=tr(N_(", ")).join(several))
        sentence = tr(N_("{found} is no region of this program; one from the list is expected"))
        return sentence.format(found=quoted(begun(text)))

    def _search(self) -> QCompleter:
        completer = QCompleter(self.found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        set_role(popup, "suggestions")
        completer.setPopup(popup)
        self.box.setCompleter(completer)
        self._dress(popup)  # only now: the completer brings a delegate of its own
        return completer

    def _dress(self, view: QAbstractItemView) -> None:
        view.setItemDelegate(RegionDelegate(self._theme, view))
        view.setAccessibleName(self._wording.text(N_("Regions")))
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _earlier(self) -> Iterator[Pack]:
        """The versions of regions that a later one has taken the place of; a household can still ask for them."""
        for region in self._library.ids():
            used = self._library.pack(region).version
            for found in self._library.versions(region):
                if found.pack.version != used:
                    yield self._library.pack(f"{region}@{found.pack.version}")

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        typed = self.edit.text() if self.edit.isModified() else None
        packs = [*self._library, *self._earlier()]
        self._dress(self.list)
        self.regions.show_packs(packs)
        self.found.show_packs(packs)
        width = self.list.sizeHintForColumn(0) + self._theme.px(24)
        for view in (self.list, self.suggestions):
            view.setMinimumWidth(width)
        self._show(self.region)
        if typed is not None:
            self.edit.setText(typed)
            self.edit.setModified(True)

    def _show(self, region: str | None) -> None:
        row = self.regions.row_of(region)
        self.box.setCurrentIndex(row)
        self.edit.setText(self.box.itemText(row))
        self.edit.setCursorPosition(0)
        self._say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click anywhere in the field opens the list."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.edit:
            QTimer.singleShot(0, self, self._open)
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        """Offer every region, unless part of a name is typed; typing goes on in the field and narrows the list."""
        self._fill()
        suggestions = self.suggestions
        assert self._completer is not None
        if not self.edit.isModified():
            self.edit.selectAll()
            self.found.show_packs(self.regions.packs)
        if not suggestions.isVisible():
            self._completer.complete()

    def _narrow(self, text: str) -> None:
        """Offer what fits the text typed so far."""
        self._say("")
        self.found.show_packs(closest(self.regions.packs, text))

    def _take(self, region: str) -> None:
        if region == self.region:
            self._given_up()
        else:
            self._told_unfit = False
            self._picked(region)
        self._show(self.region)

    def _given_up(self) -> None:
        """A text that named no region is given up; a subclass may have kept it."""
        if self._told_unfit:
            self._told_unfit = False
            self._say("")
            self.unfit.emit()

    def _picked(self, region: str) -> None:
        """Keep what a person picked, and tell of it."""
        self._region = region
        self.chosen.emit(region)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape gives up what was typed; Enter on a region was `entered`, and nothing else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.region is not None and not self.faulty:
            return
        if event.key() == Qt.Key.Key_Escape and (self.faulty or self.edit.isModified()):
            self._given_up()
            self._show(self.region)
            return
        super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        set_role(self.edit, "faulty" if sentence else "")
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.box.setAccessibleDescription(sentence or self._hint)
