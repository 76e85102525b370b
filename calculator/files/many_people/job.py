"""What is to be computed of many people, and the folder in which it is done part by part."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calculator import __version__
from calculator.batch.households import Frame
from calculator.files.disk import unwritable
from calculator.files.whole_file import read_small
from calculator.ground.faults import Fault, FaultsError, unreadable
from calculator.ground.language import Language
from calculator.sheets.own.flat_rows import Headings

_PLAN, _PLAN_BYTES = "plan.json", 1 << 20
_PART_BYTES = 2 << 20
_MOST_PARTS = 400
"""As many files are open at once; systems allow a thousand."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that are given out: the years, on request the visits, and the faulty rows where there are any."""

    years: Path
    visits: Path | None
    faulty: Path

    def all(self) -> dict[str, Path]:
        """Each by what it holds."""
        found = {"years": self.years, "visits": self.visits, "faulty": self.faulty}
        return {name: path for name, path in found.items() if path is not None}


@dataclass(frozen=True, slots=True)
class Job:
    """The tables, how they are read, and what they are computed by."""

    people: Path
    visits: Path
    people_headings: Headings
    visits_headings: Headings
    frame: Frame
    outputs: Outputs
    language: Language
    folder: Path
    parts: int
    options: Mapping[str, Any] = field(default_factory=dict)

    def part(self, what: str, number: int) -> Path:
        """The file of a part."""
        return self.folder / f"{what}-{number:04d}"

    def is_done(self, number: int) -> bool:
        """Whether a part has been computed."""
        return self.part("done", number).exists()

    def left(self) -> list[int]:
        """The parts that have not been computed."""
        return [number for number in range(self.parts) if not self.is_done(number)]

    @property
    def is_split(self) -> bool:
        """Whether the tables have been taken apart."""
        return (self.folder / "split").exists()

    # ---- the folder

    def begin(self, *, resume: bool, force: bool) -> None:
        """Make the folder, or go on in the one that is there. Raises FaultsError."""
        plan = self._plan()
        figures = {"folder": str(self.folder)}
        try:
            if not self.folder.exists():
                if resume:
                    raise FaultsError([Fault("--resume", "no_work_left", figures)])
            elif not resume and not force:
                raise FaultsError([Fault("", "work_left", figures)])
            elif resume and self._left() != plan:
                raise FaultsError([Fault("--resume", "other_work_left", figures)])
            if resume:
                return
            self.forget()
            self.folder.mkdir(mode=0o700)
            (self.folder / _PLAN).write_text(plan, "utf-8")
        except OSError as error:
            raise FaultsError([unwritable(error)], str(self.folder)) from None

    def _left(self) -> str:
        try:
            return read_small(self.folder / _PLAN, _PLAN_BYTES).decode()
        except (OSError, UnicodeDecodeError):
            return ""

    def forget(self) -> None:
        """Remove the folder, if it is one of ours; what says so goes last, should this be cut short."""
        if (self.folder / _PLAN).exists():
            for path in self.folder.iterdir():
                if path.name != _PLAN:
                    path.unlink()
            shutil.rmtree(self.folder)

    def _plan(self) -> str:
        """What the work is about; another text is other work."""
        frame = self.frame
        rules = hashlib.sha256("\n".join(repr(pack) for pack in frame.packs).encode()).hexdigest()
        plan = {
            "program": __version__,
            "tables": [_seen(self.people), _seen(self.visits)],
            "period": [frame.first, frame.last],
            "readings": {region: dict(chosen) for region, chosen in frame.readings.items()},
            "rules": rules,
            "language": self.language,
            "parts": self.parts,
            "with_visits": self.outputs.visits is not None,
            **self.options,
        }
        return json.dumps(plan, sort_keys=True, ensure_ascii=False)


def parts_for(*tables: Path, part_bytes: int = _PART_BYTES) -> int:
    """Into how many parts tables are taken apart, so that one is small whatever their size. Raises FaultsError."""
    size = sum(int(_seen(path)[1]) for path in tables)
    return min(max(1, size // part_bytes), _MOST_PARTS)


def _seen(path: Path) -> list[str | int]:
    try:
        found = path.stat()
    except OSError as error:
        raise FaultsError([unreadable(error)], str(path)) from None
    return [str(path.resolve()), found.st_size, found.st_mtime_ns]
