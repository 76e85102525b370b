"""The note in .venv that says what is already prepared, so that the next start asks nothing."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "gongjisuan-dev.json"
_UNFINISHED = "unfinished\n"


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
    qt_ready: bool = False
    """Qt has started once, and neither a library nor a Chinese font was missing."""
    apt_tried: bool = False
    """What Qt needs was asked of apt once; without a network, asking again only costs time."""
    programs_tried: bool = False
    """The same for the programs that only tests use."""

    def covers(self, wanted: "Stamp") -> bool:
        """Whether the packages that `wanted` names are installed for the same checkout."""
        same = (self.project, self.root, self.python) == (wanted.project, wanted.root, wanted.python)
        return same and set(wanted.extras) <= set(self.extras)


def wanted_stamp(root: Path, python: str, extras: list[str]) -> Stamp:
    """The stamp that this checkout should have."""
    project = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    return Stamp(project, str(root), python, sorted(extras))


def read_stamp(venv: Path) -> Stamp | None:
    """The stamp in `venv`, or None where there is none that can be understood."""
    try:
        stamp = Stamp(**json.loads((venv / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if isinstance(stamp.extras, list) else None


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Write the stamp whole or not at all."""
    draft = venv / (NAME + ".new")
    draft.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    draft.replace(venv / NAME)


def mark_unfinished(venv: Path) -> None:
    """Let `venv` count as cut short: pip that is killed leaves halves that it later takes for whole."""
    (venv / NAME).write_text(_UNFINISHED, encoding="utf-8")


def is_unfinished(venv: Path) -> bool:
    """Whether something was begun here and not brought to its stamp."""
    try:
        return (venv / NAME).read_text(encoding="utf-8") == _UNFINISHED
    except (OSError, ValueError):
        return False


def forget(venv: Path) -> None:
    """Leave `venv` as if someone had made it by hand."""
    (venv / NAME).unlink(missing_ok=True)
