"""Choosing a region: a list with province, standing and start, searched by name, pinyin or its initials."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from calculator.desktop.session import Session
from calculator.desktop.texts import start_of
from calculator.faults import quoted
from calculator.language import N_
from calculator.policy.pack import Pack
from calculator.policy.search import closest, only_one
from calculator.widgets.combo import Combo
from calculator.widgets.theme import Theme, font, set_role

AnyIndex = QModelIndex | QPersistentModelIndex

ID_ROLE = int(Qt.ItemDataRole.UserRole)
DETAIL_ROLE = ID_ROLE + 1


class RegionsModel(QAbstractListModel):
    """Some regions: the name, and in `DETAIL_ROLE` province, standing and start of pooling."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._packs: list[Pack] = []
        self._names: list[str] = []

    @property
    def packs(self) -> list[Pack]:
        """The regions in their order."""
        return self._packs

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Replace the regions; of two with the same name each carries its province."""
        words = self._session.wording
        count = Counter(words.of(pack.name) for pack in packs)
        self.beginResetModel()
        self._packs = list(packs)
        self._names = []
        for pack in packs:
            name, province = words.of(pack.name), words.of(pack.province)
            self._names.append(name if count[name] == 1 else f"{name} ({province})")
        self.endResetModel()

    def row_of(self, region: str) -> int:
        """The row of a region; -1 where it is not among them."""
        return next((row for row, pack in enumerate(self._packs) if pack.id == region), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._packs)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pack, name = self._packs[index.row()], self._names[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return name
        if role == ID_ROLE:
            return pack.id
        if role == DETAIL_ROLE:
            return self._detail(pack)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{name} · {self._detail(pack)}"
        return None

    def _detail(self, pack: Pack) -> str:
        words = self._session.wording
        start = start_of(pack, self._session.case.readings.get(pack.id, {}))
        return words.text(N_("{province} · {standing} · from {start}")).format(
            province=words.of(pack.province),
            standing=words.word(pack.standing),
            start=words.day(start) if start else "—",
        )


class RegionDelegate(QStyledItemDelegate):
    """A region in two lines: its name, and smaller what stands in `DETAIL_ROLE`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = font(theme), font(theme, 12)

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802
        texts = str(index.data()), str(index.data(DETAIL_ROLE))
        metrics = [QFontMetrics(each) for each in self._fonts]
        widths = [metric.horizontalAdvance(text) for metric, text in zip(metrics, texts, strict=True)]
        edge = self._theme.px(8)
        return QSize(max(widths) + 2 * edge, sum(metric.height() for metric in metrics) + edge)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        panel = QStyleOptionViewItem(option)
        self.initStyleOption(panel, index)
        panel.text = ""
        view = panel.widget
        style = view.style() if view is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, panel, painter, view)
        edge = self._theme.px(8)
        rest = QRect(panel.rect).adjusted(edge, edge // 2, -edge, -edge // 2)
        painter.save()
        for each, role, colour in zip(self._fonts, (0, DETAIL_ROLE), ("text", "muted"), strict=True):
            height = QFontMetrics(each).height()
            painter.setFont(each)
            painter.setPen(self._theme.colour(colour))
            line = QRect(rest.left(), rest.top(), rest.width(), height)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), str(index.data(role)))
            rest.setTop(rest.top() + height)
        painter.restore()


class _SearchCombo(Combo):
    """A combo box whose arrow keys open the list instead of choosing unseen, and that the wheel leaves alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class RegionPicker(QWidget):
    """The shown person's region; `chosen` carries the id of another one that a person picks.

    Typing searches; Enter and Tab take the region that fits best. What fits none, or several alike, stays as it
    was typed with a sentence below; Escape brings the region back.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        tr = session.wording.text
        self.regions, self.found = RegionsModel(session), RegionsModel(session)
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
        self.edit.textEdited.connect(self._narrow)
        self.edit.editingFinished.connect(self._finish)
        session.changed.connect(self.refresh)
        self.regions.show_packs([session.pack])
        self._show(session.pack.id)
        # The other packs are read and the lists made once the window stands, so that it stands sooner.
        QTimer.singleShot(0, self, self._fill)

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
        """Show the session's region, unless something that names none is being typed."""
        region = self._session.pack.id
        if region == self.box.currentData(ID_ROLE) and not self.fault.isHidden():
            return
        self._show(region)

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
        view.setAccessibleName(self._session.wording.text(N_("Regions")))
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fill(self) -> None:
        typed = self.edit.text() if self.edit.isModified() else None
        packs = list(self._session.library)
        self._dress(self.list)
        self.regions.show_packs(packs)
        self.found.show_packs(packs)
        width = self.list.sizeHintForColumn(0) + self._theme.px(24)
        for view in (self.list, self.suggestions):
            view.setMinimumWidth(width)
        self._show(self._session.pack.id)
        if typed is not None:
            self.edit.setText(typed)
            self.edit.setModified(True)

    def _show(self, region: str) -> None:
        row = self.regions.row_of(region)
        self.box.setCurrentIndex(row)
        self.edit.setText(self.box.itemText(row))
        self.edit.setCursorPosition(0)
        self._say("")

    def _narrow(self, text: str) -> None:
        """Offer what fits the text typed so far."""
        self._say("")
        self.found.show_packs(closest(self.regions.packs, text))

    def _finish(self) -> None:
        text = self.edit.text().strip()
        if text == self.box.itemText(self.regions.row_of(self._session.pack.id)):
            self._show(self._session.pack.id)
            return
        pack = only_one(self.regions.packs, text)
        if pack is not None:
            self._take(pack.id)
            return
        tr = self._session.wording.text
        several = [self._session.wording.of(one.name) for one in closest(self.regions.packs, text)]
        if text and several:
            sentence = tr(N_("{found} fits several regions: {names}; one of them is expected")).format(
                found=quoted(text), names=tr(N_(", ")).join(several)
            )
        else:
            sentence = tr(N_("{found} is no region of this program; one from the list is expected")).format(
                found=quoted(text)
            )
        self._say(sentence)

    def _take(self, region: str) -> None:
        """Tell which region was picked; whoever listens puts it into the case."""
        before = self._session.pack.id
        if region != before:
            self.chosen.emit(region)
        self._show(self._session.pack.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape gives up what was typed."""
        if event.key() == Qt.Key.Key_Escape and not (self.fault.isHidden() and not self.edit.isModified()):
            self._show(self._session.pack.id)
            return
        super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        set_role(self.edit, "faulty" if sentence else "")
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.box.setAccessibleDescription(sentence or self._hint)
