"""Draw every screen: Chinese and English, light and dark, 100% and 200% text, 1280×720 and 1920×1080.

The pictures go to `build/screenshots`; look at them. `--quick` draws only Chinese, light, at 100%.
"""

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from calculator.benefit.wording import Wording
from calculator.desktop.session import Session
from calculator.desktop.start import example_case
from calculator.desktop.window import MainWindow
from calculator.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.widgets.theme import Scheme, Theme, dress

ROOT = Path(__file__).resolve().parent.parent
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES = ((1280, 720), (1920, 1080))


def window(session: Session, theme: Theme) -> QWidget:
    """The window with the example household and a visit explained."""
    session.select_visit(session.year_statement.visits[1].id)
    return MainWindow(session, theme)


def window_excluded(session: Session, theme: Theme) -> QWidget:
    """The window with a draft's doubts and a visit that is not paid."""
    session.select_person("spouse")
    session.select_visit(session.year_statement.visits[-1].id)
    return MainWindow(session, theme)


def window_city(session: Session, theme: Theme) -> QWidget:
    """The window under a framework, with the city's figures still to come."""
    session.edit_person("", region="gansu")
    session.select_visit(session.year_statement.visits[0].id)
    return MainWindow(session, theme)


SCREENS: dict[str, Callable[[Session, Theme], QWidget]] = {
    "window": window,
    "window-excluded": window_excluded,
    "window-city": window_city,
}


def ways(quick: bool) -> Iterator[tuple[Language, Scheme, int, tuple[int, int]]]:
    """The combinations that are drawn."""
    if quick:
        yield "zh", "light", 100, SIZES[0]
    else:
        yield from itertools.product(LANGUAGES, SCHEMES, (100, 200), SIZES)


def main() -> int:
    """Draw and name the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("screens", nargs="*", help=", ".join(SCREENS))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    library = Library.embedded()
    for language, scheme, percent, (width, height) in ways(options.quick):
        theme = Theme(scheme, percent)
        dress(app, theme)
        for name in options.screens or SCREENS:
            session = Session(example_case(library), library, Wording(language, grouped=True))
            screen = SCREENS[name](session, theme)
            screen.resize(width, height)
            if isinstance(screen, MainWindow):
                screen.complete()
            screen.show()
            for _turn in range(3):  # layouts with wrapped text settle over several turns
                app.processEvents()
            path = folder / f"{name}-{language}-{scheme}-{percent}-{width}x{height}.png"
            screen.grab().save(str(path))
            print(path.relative_to(ROOT))
            screen.close()
            screen.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
