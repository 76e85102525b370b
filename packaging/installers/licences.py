"""The licences of everything that a bundle holds, gathered from the environment that it is built from."""

import json
import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_BUILDERS = ("pyinstaller",)
"""Not in the bundle but for PyInstaller's own starter, whose licence allows any program."""
_QT = """\
Qt {version} and Qt for Python (PySide6, shiboken6), The Qt Company Ltd. and contributors, used under the GNU Lesser \
General Public License, version 3. Qt's libraries are files of their own in the folder _internal/PySide6; you may put \
others, built by yourself from the sources at https://download.qt.io, in their place. The licences of what Qt itself \
contains are listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


class Part(NamedTuple):
    """Something that a bundle holds."""

    name: str
    version: str
    licence: str
    """Its short name, such as MIT."""
    texts: list[str]


def needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """A distribution and all that it needs here, each once."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except ModuleNotFoundError:
        return  # needed on other systems only
    yield found
    for requirement in found.requires or []:
        if "extra ==" not in requirement:
            yield from needed(re.split(r"[^\w.-]", requirement, maxsplit=1)[0], seen)


def parts(requirements: list[str], builders: tuple[str, ...] = _BUILDERS) -> list[Part]:
    """All that the program needs, Python itself first, and what builds it."""
    licence = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    python = [
        licence.read_text("utf-8") if licence.exists() else f"{sys.copyright}\nhttps://docs.python.org/3/license.html"
    ]
    found = [Part("Python", "{}.{}.{}".format(*sys.version_info), "PSF-2.0", python)]
    seen: set[str] = set()
    for name in (*requirements, *builders):
        found.extend(map(_part, needed(name, seen)))
    return [found[0], *sorted(found[1:], key=lambda part: part.name.lower())]


def _part(part: Distribution) -> Part:
    about = part.metadata
    classifiers = [name.rpartition(" :: ")[2] for name in about.get_all("Classifier") or [] if "License ::" in name]
    first_lines = [text.strip().partition("\n")[0] for text in about.get_all("License") or []]
    licence = next(iter([*(about.get_all("License-Expression") or []), *first_lines, ", ".join(classifiers)]), "")
    files = [
        path for path in part.files or [] if re.search(r"(?i)(licen[cs]e|copying|notice|authors)[^/]*$", str(path))
    ]
    texts = [
        Path(str(path.locate())).read_text("utf-8", errors="replace") for path in files if ".dist-info" in str(path)
    ]
    if not texts and about["Name"].lower().startswith(("pyside6", "shiboken6")):
        texts = [_QT.format(version=part.version)]
    return Part(about["Name"], part.version, licence, texts)


def of_project() -> list[str]:
    """The names of what the program itself requires."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [re.split(r"[^\w.-]", name, maxsplit=1)[0] for name in project["dependencies"]]


def list_of_names() -> str:
    """What the page about the program lists: every part with its licence, as JSON; the same in every environment."""
    listed = [[re.sub(r"[-_.]+", "-", part.name), part.licence] for part in parts(of_project(), ())]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def text_of(found: list[Part]) -> str:
    """One file: our own licence, the list, and the texts."""
    lines = ["共济算 gongjisuan: Apache-2.0 (at the end of the list)", "", "Parts of other people / 其他人的部分", ""]
    lines += [f"  {part.name} {part.version}: {part.licence}" for part in found]
    for part in found:
        lines += ["", "=" * 100, f"{part.name} {part.version}: {part.licence}", ""]
        lines += part.texts or ["(no text comes with it)"]
    lines += ["", "=" * 100, "gongjisuan", "", (ROOT / "LICENSE").read_text("utf-8")]
    return "\n".join(lines)
