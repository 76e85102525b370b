"""Draw every screen and dialog: Chinese and English, light and dark, 100% and 200% text, 1280×720 and 1920×1080.

High contrast is drawn at 100% on the small screen. The pictures go to `build/screenshots`; look at them. `--quick`
draws only Chinese, light, at 100%, on the small screen. `--guides` draws those of README and of the guides instead,
into `resources/help/pictures`.
"""

import argparse
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pictures.screens import SCREENS, Screen
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from calculator.desktop.shell.menu_window import ShellWindow
from calculator.files.example_household import called_in, example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Scheme, Theme, dress
from calculator.words.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES = ((1280, 720), (1920, 1080))
PERCENTS = (100, 200)
_DIALOG_SHARE = 0.9
"""How much of a screen a dialog takes at most."""


def ways(quick: bool) -> Iterator[tuple[Language, Scheme, int, tuple[int, int]]]:
    """The combinations that are drawn."""
    if quick:
        yield "zh", "light", 100, SIZES[0]
    else:
        yield from itertools.product(LANGUAGES, SCHEMES, PERCENTS, SIZES)
        yield from itertools.product(LANGUAGES, ("contrast",), PERCENTS[:1], SIZES[:1])


def settle() -> None:
    """Layouts with wrapped text settle over several turns."""
    for _turn in range(5):
        QApplication.processEvents()


def picture(screen: Screen, session: Session, theme: Theme, size: QSize) -> QPixmap:
    """A screen as it stands in a window of a size; a dialog takes what it needs of it."""
    made = screen.make(session, theme)
    made.resize(made.size().boundedTo(size * _DIALOG_SHARE) if isinstance(made, QDialog) else size)
    if isinstance(made, ShellWindow):
        made.complete()
    made.show()
    settle()
    shown = screen.act(made) or made
    settle()
    drawn = with_popups(shown)
    for widget in (shown, made):
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return drawn


def with_popups(shown: QWidget) -> QPixmap:
    """A widget with the lists and menus that are open over it."""
    drawn = shown.grab()
    painter = QPainter(drawn)
    for popup in QApplication.topLevelWidgets():
        if popup.isVisible() and popup.windowType() == Qt.WindowType.Popup:
            painter.drawPixmap(shown.mapFromGlobal(popup.pos()), popup.grab())
            popup.close()
    painter.end()
    return drawn


def give_a_screen(folder: str) -> None:
    """Give the platform without a display a screen as large as the largest window; its own is 800×800."""
    width, height = SIZES[-1]
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    path = Path(folder) / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


def example_session(library: Library, language: Language) -> Session:
    """The example household at hand."""
    return Session(called_in(example_case(library), language), library, Wording(language, grouped=True))


def draw_guides(app: QApplication, library: Library) -> None:
    """The pictures that stand in README and in the guides, in the program's own folder."""
    from pictures.guide_pictures import PICTURES

    folder = ROOT / "resources" / "help" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        theme = Theme("light", 100, language == "en")
        dress(app, theme)
        for name, wanted in PICTURES.items():
            path = folder / f"{name}-{language}.png"
            drawn = picture(wanted.screen, example_session(library, language), theme, wanted.size)
            drawn.save(str(path), quality=0)  # Qt's way to ask for the smallest file; nothing is lost by it
            print(path.relative_to(ROOT))


def main() -> int:
    """Draw and name the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("screens", nargs="*", help=", ".join(SCREENS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--guides", action="store_true")
    options = parser.parse_args()
    unknown = [name for name in options.screens if name not in SCREENS]
    if unknown:
        parser.error(f"no screen named {unknown[0]}; there are {', '.join(SCREENS)}")
    with tempfile.TemporaryDirectory() as temporary:
        if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
            give_a_screen(temporary)
        app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    library = Library.embedded()
    if options.guides:
        draw_guides(app, library)
        app.shutdown()
        return 0
    for language, scheme, percent, (width, height) in ways(options.quick):
        theme = Theme(scheme, percent, language == "en")
        dress(app, theme)
        for name in options.screens or SCREENS:
            session = example_session(library, language)
            path = folder / f"{name}-{language}-{scheme}-{percent}-{width}x{height}.png"
            picture(SCREENS[name], session, theme, QSize(width, height)).save(str(path))
            print(path.relative_to(ROOT))
    app.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
