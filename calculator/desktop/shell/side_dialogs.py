"""The two dialogs that stand beside the window, each once: the help, and what to do after a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from calculator.desktop.shell.appearance import Appearance
from calculator.session.policies import Policies
from calculator.widgets.messages import Dialogs

if TYPE_CHECKING:
    from calculator.desktop.help.help_dialog import HelpDialog
    from calculator.desktop.shell.crash_dialog import CrashDialog


class SideDialogs(QObject):
    """Shows them over the window of the moment."""

    def __init__(self, policies: Policies, dialogs: Dialogs, appearance: Callable[[], Appearance]) -> None:
        super().__init__()
        self._policies, self._dialogs, self._appearance = policies, dialogs, appearance
        self._crash: CrashDialog | None = None
        self._help: HelpDialog | None = None

    def show_help(self, page: str) -> None:
        """Show a page of the help, in the one dialog of the window."""
        from calculator.desktop.help.help_dialog import HelpDialog

        if self._help is None:
            library, dialogs = self._policies.library, self._dialogs
            self._help = HelpDialog(library, dialogs.wording, self._appearance().theme, page, dialogs.parent)
        else:
            self._help.show_page(page)
        self._help.show()
        self._help.activateWindow()

    def show_crash(self, report: str) -> None:
        """Tell of an unexpected exception; what follows it before the message is closed is added there."""
        from calculator.desktop.shell.crash_dialog import CrashDialog

        if self._crash is not None and self._crash.isVisible():
            self._crash.report.appendPlainText(report)
            return
        if self._crash is not None:
            self._crash.deleteLater()
        self._crash = CrashDialog(report, self._dialogs.wording, self._appearance().theme, self._dialogs.parent)
        self._crash.show()

    def forget(self) -> None:
        """They go with the window that they belong to."""
        self._crash = self._help = None
