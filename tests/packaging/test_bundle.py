"""What a bundle is made of: pinned and hashed, with a licence for every part, an icon, and one version."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from installers import bundle, icons, licences
from packaging.requirements import Requirement
from pytestqt.qtbot import QtBot

import calculator

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "packaging" / "installers" / "requirements.txt").read_text("utf-8")
PINS = {Requirement(line.rstrip(" \\")).name.lower(): line for line in LOCK.splitlines() if re.match(r"\w", line)}


def test_everything_that_is_required_is_pinned_to_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for text in (*project["dependencies"], *project["optional-dependencies"]["bundle"]):
        wanted = Requirement(text)
        (pinned,) = Requirement(PINS[wanted.name.lower()].rstrip(" \\")).specifier
        assert wanted.specifier.contains(pinned.version), text


def test_every_pin_has_hashes() -> None:
    blocks = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PINS)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


def test_every_part_of_a_bundle_has_its_licence() -> None:
    parts = licences.parts(licences.of_project())
    names = {part.name.lower().replace("_", "-") for part in parts}
    assert {"python", "pyside6-essentials", "shiboken6", "pydantic", "pydantic-core", "pynacl", "cffi"} <= names
    assert {re.sub(r"[-_.]+", "-", name.lower()) for name in licences.of_project()} <= names
    for part in parts:
        assert part.licence not in ("", "?"), part.name
        assert part.texts, part.name
        if part.name != "Python":
            assert part.version == distribution(part.name).version
    text = licences.text_of(parts)
    assert "GNU Lesser" in text
    assert "Apache License" in text


def test_the_version_has_one_place() -> None:
    assert bundle.version() == calculator.__version__
    assert "version" not in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"'{bundle.version()}'" in bundle.windows_version(bundle.version())


def test_the_icon_is_drawn_in_every_size(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    icons.draw_icons(tmp_path)
    for size in icons.SIZES:
        picture = icons.drawn(size)
        assert (tmp_path / f"{size}.png").stat().st_size > 0
        colours = {picture.pixelColor(x, y).name() for x in range(size) for y in range(size)}
        assert len(colours) > 3
        assert picture.pixelColor(0, 0).alpha() == 0
    assert (tmp_path / "gongjisuan.ico").stat().st_size > 0


@pytest.mark.parametrize("name", ["one", "two/three"])
def test_a_changed_file_changes_its_digest(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"1")
    before = bundle.digests(tmp_path)
    assert list(before) == [name]
    path.write_bytes(b"2")
    assert bundle.digests(tmp_path) != before
    assert bundle.size(tmp_path) == 1
