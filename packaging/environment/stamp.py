"""The note in .venv that says what is already prepared, so that the next start asks nothing."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

OLDEST_PYTHON = (3, 11)
STAMP = "gongjisuan-dev.json"
UNFINISHED = "gongjisuan-unfinished"


@dataclass(frozen=True)
class Stamp:
    """What was prepared, and for which checkout."""

    project: str
    """SHA-256 of pyproject.toml."""
    root: str
    """Where the checkout lay: an editable install points there."""
    python: str
    """The environment's Python, such as 3.11."""
    extras: list[str] = field(default_factory=list)
    qt_loads: bool = False
    """Qt was imported once."""
    qt_complete: bool = False
    """No system library and no Chinese font is missing."""
    installer_tried: bool = False
    """The system's packages were asked for once; without a network, asking again only costs time."""
    tools_tried: bool = False
    """The same for the programs that only tests use."""

    def covers(self, wanted: "Stamp") -> bool:
        """Whether the packages that `wanted` names are installed for the same checkout."""
        return ((self.project, self.root, self.python) == (wanted.project, wanted.root, wanted.python)) and set(
            wanted.extras
        ) <= set(self.extras)


def wanted_stamp(root: Path, python: str, extras: list[str]) -> Stamp:
    """The stamp that this checkout should have."""
    project = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    return Stamp(project, str(root), python, sorted(extras))


def read_stamp(venv: Path) -> Stamp | None:
    """The stamp in `venv`, or None where there is none that can be understood."""
    try:
        fields = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        stamp = Stamp(**fields)
    except (OSError, ValueError, TypeError):
        return None
    return stamp if isinstance(stamp.extras, list) else None


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Write the stamp whole or not at all."""
    draft = venv / (STAMP + ".new")
    draft.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    draft.replace(venv / STAMP)


def python_of(venv: Path, windows: bool = os.name == "nt") -> Path:
    """The environment's interpreter."""
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def version_of(venv: Path) -> str:
    """The environment's Python as its own file tells it, such as 3.11; empty if it does not."""
    match = re.match(r"(\d+)\.(\d+)", _configuration(venv).get("version", ""))
    return f"{match[1]}.{match[2]}" if match else ""


def fault_of(venv: Path) -> tuple[str, str] | None:
    """Why this environment cannot be used, in Chinese and English, or None. Starts no process."""
    if (venv / UNFINISHED).exists():
        return "上次安装没有完成", "the last installation was cut short"
    version = version_of(venv)
    if not version:
        return "它不完整", "it is incomplete"
    python = python_of(venv)
    # exists() follows the link to the Python below; a copied interpreter needs that folder too.
    if not python.exists() or not Path(_configuration(venv).get("home", "")).is_dir():
        return "它所用的 Python 已不在", "the Python below it has gone"
    # A system upgrade can put another Python behind the same link; it would find no packages.
    behind = re.fullmatch(r"python(\d+\.\d+)", python.resolve().name)
    if behind and behind[1] != version:
        return "它所用的 Python 换了版本", "the Python below it has changed"
    if tuple(map(int, version.split("."))) < OLDEST_PYTHON:
        return f"它的 Python {version} 太旧", f"its Python {version} is too old"
    return None


def _configuration(venv: Path) -> dict[str, str]:
    try:
        lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    found = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if "version_info" in found:
        # What tools other than the standard venv write.
        found.setdefault("version", found["version_info"])
    return found
