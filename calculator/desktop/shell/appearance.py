"""Colours, type, and the language of Qt's own dialogs, as the settings and the system have them."""

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from calculator.files.settings import Settings
from calculator.widgets.theme import Scheme, Theme, finish, prepare, system_scheme

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
_QT_TRANSLATIONS = {"zh": "qtbase_zh_CN"}
_RETRY_MILLISECONDS = 500


class Appearance(QObject):
    """The look that holds, `theme`; `changed` says that the system went light or dark, and that it is another now."""

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._settings = app, settings
        self._translator: QTranslator | None = None
        hints = app.styleHints()
        if settings.scheme != "system":
            hints.setColorScheme(_QT_SCHEMES[settings.scheme])
        self._system: Scheme = system_scheme()
        self.theme = self._theme()
        self.dress()
        hints.colorSchemeChanged.connect(self._follow_system)

    def take(self, settings: Settings) -> None:
        """Look as other settings say; `dress` shows it."""
        if settings.scheme != self._settings.scheme:
            self._app.styleHints().setColorScheme(_QT_SCHEMES[settings.scheme])
        self._settings = settings
        self._system = system_scheme()
        self.theme = self._theme()

    def dress(self) -> None:
        """Dress the program before a window is made."""
        prepare(self._app, self.theme)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        name = _QT_TRANSLATIONS.get(self._settings.language)
        if name is None:
            return
        self._translator = QTranslator(self)
        if self._translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(self._translator)

    def finish(self) -> None:
        """Dress what was made of a window, before it is shown."""
        finish(self._app, self.theme)

    def _theme(self) -> Theme:
        settings = self._settings
        scheme = self._system if settings.scheme == "system" else settings.scheme
        return Theme(scheme, settings.percent, settings.language == "en")

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        """The system went light or dark."""
        self._system = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        self._take_scheme()

    def _take_scheme(self) -> None:
        """Look as the system does now; not while a dialog is open, which would go with the window."""
        theme = self._theme()
        if theme == self.theme:
            return
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(_RETRY_MILLISECONDS, self, self._take_scheme)
            return
        self.theme = theme
        self.changed.emit()
