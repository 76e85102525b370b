"""The icon in the sizes and formats that each system wants, drawn from `resources/icons/gongjisuan.svg`."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[2]
SVG = ROOT / "resources" / "icons" / "gongjisuan.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def drawn(size: int) -> QImage:
    """The icon, so many pixels wide and high."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    return image


def draw_icons(folder: Path) -> None:
    """Write `<size>.png` for every size, and one file for Windows and one for macOS."""
    app = QGuiApplication.instance() or QGuiApplication(["icons", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        drawn(size).save(str(folder / f"{size}.png"))
    drawn(256).save(str(folder / "gongjisuan.ico"))
    drawn(512).save(str(folder / "gongjisuan.icns"))
    del app
