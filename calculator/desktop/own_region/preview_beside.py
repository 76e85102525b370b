"""A form, and what it comes to beside it or below it."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme

_WIDE = 1056
"""How wide it is at least, in the 100% design, for the preview to stand beside the form."""


class PreviewBeside(QWidget):
    """The preview stands beside the form where there is room for both, else below it; each scrolls under its name."""

    def __init__(self, form: QWidget, form_name: str, preview: QWidget, preview_name: str, theme: Theme) -> None:
        super().__init__()
        self._preview, self._theme = preview, theme
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(form)
        self._column.addWidget(preview)
        self._beside = scrolled(QWidget(), preview_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(scrolled(inside, form_name), 5)
        row.addWidget(self._beside, 4)
        self._place()

    def _place(self) -> None:
        wide = self.width() >= self._theme.px(_WIDE)
        if wide == (self._beside.widget() is self._preview):
            self._beside.setVisible(wide)
            return
        if wide:
            self._column.removeWidget(self._preview)
            self._beside.setWidget(self._preview)
        else:
            self._column.addWidget(self._beside.takeWidget())
        self._beside.setVisible(wide)
        self._preview.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()
