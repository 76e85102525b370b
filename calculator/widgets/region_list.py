"""Regions as a list: the name, and below it province, standing and start of pooling."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.widgets.tables.table_model import with_plain_tips
from calculator.widgets.theme import Theme, font
from calculator.words.field_texts import start_of
from calculator.words.wording import Wording

AnyIndex = QModelIndex | QPersistentModelIndex
Readings = Callable[[str], Mapping[str, str]]
"""Gives the readings that are chosen for a region."""
Marks = Callable[[str], str]
"""Gives the mark of a region whose rules nobody trusted has signed, such as 自建; else an empty text."""

ID_ROLE = int(Qt.ItemDataRole.UserRole)
DETAIL_ROLE = ID_ROLE + 1


def marks_of(library: Library, wording: Wording) -> Marks:
    """The marks of a library's regions."""
    from calculator.whatif.pack_effect_words import mark_of  # only a list that is looked at needs it

    return lambda region: mark_of(library.origin(region), wording)


def described(pack: Pack, readings: Mapping[str, str], wording: Wording) -> str:
    """A region's text in one line: province, standing, document, and from when on pooling holds."""
    if pack.stands_in:
        return wording.of(pack.sources[0].title)
    start = start_of(pack, dict(readings))
    return wording.text(N_("{province} · {standing} · {document}, pooling from {start}")).format(
        province=wording.of(pack.province),
        standing=wording.word(pack.standing),
        document=pack.sources[0].number,
        start=wording.day(start) if start else "—",
    )


class RegionsModel(QAbstractListModel):
    """Some regions: the name, and in `DETAIL_ROLE` province, standing and start of pooling."""

    def __init__(self, wording: Wording, readings: Readings, marks: Marks) -> None:
        super().__init__()
        self._wording, self._readings, self._marks = wording, readings, marks
        self._packs: list[Pack] = []
        self._names: list[str] = []

    @property
    def packs(self) -> list[Pack]:
        """The regions in their order."""
        return self._packs

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Replace the regions; of two with the same name each carries its province."""
        words = self._wording
        count = Counter(words.of(pack.name) for pack in packs)
        self.beginResetModel()
        self._packs = list(packs)
        self._names = []
        for pack in packs:
            name, province = words.of(pack.name), words.of(pack.province)
            self._names.append(name if count[name] == 1 else f"{name} ({province})")
        self.endResetModel()

    def row_of(self, region: str | None) -> int:
        """The row of a region; -1 where it is not among them."""
        return next((row for row, pack in enumerate(self._packs) if pack.id == region), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._packs)

    @with_plain_tips
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
        words = self._wording
        start = start_of(pack, dict(self._readings(pack.id)))
        detail = words.text(N_("{province} · {standing} · from {start}")).format(
            province=words.of(pack.province),
            standing=words.word(pack.standing),
            start=words.day(start) if start else "—",
        )
        mark = self._marks(pack.id)
        return f"{mark} · {detail}" if mark else detail


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
