"""The calm screen after several crashes: the terminal rests, and where help is to be had; then it tries again."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from calculator.files.hall_settings import Office
from calculator.ground.language import LANGUAGES, N_, Language, translate
from calculator.kiosk.controls.look import Look, unit_of
from calculator.kiosk.controls.text_block import Run, TextBlock, plain

_MINUTES = 5
_TAPS = 7
_RESTS = N_("Service is suspended")
_PLEASE = N_("Please go to a counter.")
_CALL = N_("Telephone: {telephone}")


class RestingWindow(QWidget):
    """`over` when it is time to try again; `operator_wanted` after as many touches as the title takes elsewhere."""

    over = Signal()
    operator_wanted = Signal()

    def __init__(self, office: Office, first: Language, milliseconds: int = _MINUTES * 60_000) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("gongjisuan")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._office, self._languages = office, (first, *(one for one in LANGUAGES if one != first))
        self._taps = 0
        self._text = TextBlock(self._look, align=Qt.AlignmentFlag.AlignHCenter)
        self._text.setParent(self)
        plain(self._text)
        QTimer.singleShot(milliseconds, self, self.over.emit)

    @property
    def _look(self) -> Look:
        return Look(unit=unit_of(self.width(), self.height()))

    def _runs(self) -> list[Run]:
        telephone, runs = self._office.telephone, []
        for language in self._languages:
            runs.append(Run(translate(_RESTS, language), "figure", bold=True, above=30))
            runs.append(Run(translate(_PLEASE, language), "question"))
            if telephone:
                runs.append(Run(translate(_CALL, language).format(telephone=telephone), "question"))
        runs.append(Run(" · ".join(part for part in (self._office.name, self._office.hours) if part), "text", "muted"))
        return runs

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._text.deleteLater()
        self._text = TextBlock(self._look, *self._runs(), align=Qt.AlignmentFlag.AlignHCenter)
        self._text.setParent(self)
        plain(self._text)
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        wide = self.width() - 2 * self._look.px(24)
        high = self._text.heightForWidth(wide)
        self._text.setGeometry((self.width() - wide) // 2, max(0, (self.height() - high) // 2), wide, high)
        self._text.show()
        self._text.lower()
        self.setAccessibleName(self._text.text())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), self._look.colour("card"))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        event.accept()
        self._taps += 1
        if self._taps >= _TAPS:
            self._taps = 0
            self.operator_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()
