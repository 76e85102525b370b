"""A system without a Chinese font."""

from pathlib import Path

import pytest


def latin_fonts(folder: Path) -> Path:
    """The file for FONTCONFIG_FILE of a system that has one Latin font alone; it is made in `folder`."""
    latin = next((path for path in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    if latin is None:
        pytest.skip("no Latin font is installed")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "DejaVuSans.ttf").write_bytes(latin.read_bytes())
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>")
    return config
