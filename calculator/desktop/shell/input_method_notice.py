"""Told once on a machine where Chinese cannot be typed: why, and what to do."""

from calculator.desktop.shell.application import Application
from calculator.files.settings import Store
from calculator.ground.language import N_
from calculator.session.input_method import is_silent
from calculator.widgets.messages import Dialogs

_TITLE = N_("Chinese cannot be typed here")
_TEXT = N_(
    "The desktop asks for the input method Fcitx, and it does not answer. Install Fcitx 5 (fcitx5, "
    "fcitx5-chinese-addons) or IBus (ibus, ibus-libpinyin), log in again, and start the program anew. Until then "
    "everything else works: regions are found by pinyin, and a name can be copied from elsewhere and pasted."
)


def tell_silent_input_method(application: Application, store: Store) -> None:
    """Tell it in front of the window, where it is so and has not been told."""
    if is_silent() and store.is_first("input-method"):
        Dialogs(lambda: application.window, lambda: application.wording).say(
            application.wording.text(_TITLE), application.wording.text(_TEXT)
        )
