"""An estimate computed by another process, so that a window stays free and can stop it: both sides of it.

They speak through an empty folder: what is asked, how far it is, and what came of it, each in a file.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from calculator.batch.estimate import Estimate, Group, LevelGroup, Side
from calculator.files.many_people.estimate_files import read_population
from calculator.files.many_people.estimate_run import BEFORE_REFORM, TRIED, Asked, Estimated, Period, estimated
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import Language
from calculator.ground.months import Month
from calculator.ground.progress import StoppedError, Work
from calculator.policy.library import Library
from calculator.policy.pack_reader import parse_pack
from calculator.whatif.other_packs import EarlierPacks, WithPack

COMMAND = "estimate-beside"
_ASKED, _REACHED, _FOUND = "asked.json", "reached", "found.json"
_LOOK_SECONDS, _PATIENCE_SECONDS = 0.1, 2.0
"""How often it is looked at, and how long it may take to end when it is stopped."""
_NICE = 5


class Text(NamedTuple):
    """The text of a file, and the file's name."""

    text: str
    name: str


class Question(NamedTuple):
    """What another process is asked, in words that both understand.

    `source` is a table of people and one of visits, or the text that describes people who are drawn. `tried` are the
    rules after: the text of a policy file, or the name of an installed version; None compares with before the reform.
    """

    source: tuple[str, str] | Text
    tried: Text | str | None
    language: Language
    readings: Mapping[str, Mapping[str, str]]
    period: Period | None
    library: Mapping[str, Any]


def asked_by(question: Question) -> Asked:
    """What a question means. Raises FaultsError."""
    library = Library.again(question.library)
    source, tried = question.source, question.tried
    people = read_population(source.text.encode(), source.name) if isinstance(source, Text) else None
    tables = people or (Path(source[0]), Path(source[1]))
    language, readings, period = question.language, question.readings, question.period
    if tried is None:
        return Asked(tables, EarlierPacks(library), library, BEFORE_REFORM, language, readings, period)
    pack = parse_pack(tried.text.encode(), tried.name) if isinstance(tried, Text) else library.chosen(tried).pack
    return Asked(tables, library, WithPack(library, pack, "own"), TRIED, language, readings, period)


def estimated_beside(question: Question) -> Callable[[Work], Estimated]:
    """The work of an estimate by another process, which raises StoppedError and FaultsError."""

    def job(work: Work) -> Estimated:
        with TemporaryDirectory(prefix="gongjisuan-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / _ASKED).write_text(_written(question), "utf-8")
            with _started(folder) as process:
                try:
                    _wait(process, folder, work)
                finally:
                    _end(process)
            return _found(folder)

    return job


def _written(question: Question) -> str:
    told = question._asdict()
    told["source"] = [isinstance(question.source, Text), *question.source]
    told["tried"] = list(question.tried) if isinstance(question.tried, Text) else question.tried
    return json.dumps(told, ensure_ascii=False)


def _read(text: str) -> Question:
    told = json.loads(text)
    drawn, first, second = told["source"]
    tried, period = told["tried"], told["period"]
    return Question(
        source=Text(first, second) if drawn else (first, second),
        tried=Text(*tried) if isinstance(tried, list) else tried,
        language=told["language"],
        readings=told["readings"],
        period=None if period is None else (Month(period[0]), Month(period[1])),
        library=told["library"],
    )


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", "calculator"]
    return subprocess.Popen(
        [*program, COMMAND, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Where the package lies, as it need not be installed.
        cwd=None if frozen else Path(__file__).parents[3],
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _wait(process: "subprocess.Popen[bytes]", folder: Path, work: Work) -> None:
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_SECONDS)
            return
        percent = 0
        with suppress(OSError, ValueError):
            percent = int((folder / _REACHED).read_bytes() or b"0")
        work.reach(percent, 100)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """It is told to end, so that it ends what it started itself; a deaf one is ended."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_SECONDS)
            return
        process.kill()


def _found(folder: Path) -> Estimated:
    try:
        told = json.loads((folder / _FOUND).read_text("utf-8"))
    except (OSError, ValueError):
        raise FaultsError([Fault("", "estimate_broke_off")]) from None
    if "faults" in told:
        raise FaultsError([Fault(path, code, figures) for path, code, figures in told["faults"]], told["where"])
    groups = {kind: [_group(**row) for row in rows] for kind, rows in told["groups"].items()}
    first, last = told["period"]
    estimate = Estimate(groups, [LevelGroup(**row) for row in told["levels"]])
    return Estimated(estimate, (Month(first), Month(last)), told["faulty"])


def _group(before: dict[str, int], after: dict[str, int], **sums: Any) -> Group:
    return Group(before=Side(**before), after=Side(**after), **sums)


# ---- the other process


def main(name: str) -> int:
    """Compute what is asked in a folder, and put there what came of it; gives the exit status."""
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(os, "nice"):
        os.nice(_NICE)  # who waits in front of the window goes first
    folder, begun_by = Path(name), os.getppid()

    def tell(percent: int) -> None:
        if os.getppid() != begun_by:
            raise StoppedError  # nobody waits for it any more
        with suppress(OSError):
            beside = folder / f"{_REACHED}.new"
            beside.write_bytes(b"%d" % percent)
            beside.replace(folder / _REACHED)

    told: dict[str, Any]
    try:
        asked = asked_by(_read((folder / _ASKED).read_text("utf-8")))
        work = folder / "work"
        work.mkdir()
        found = estimated(asked, work, Work(tell))
        told = {**asdict(found.estimate), "period": found.period, "faulty": found.faulty}
    except FaultsError as error:
        told = {"faults": [[fault.path, fault.code, fault.figures] for fault in error.faults], "where": error.where}
    except StoppedError:
        return 1
    (folder / _FOUND).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return 0


def _leave(_signal: int, _frame: object) -> None:
    raise StoppedError
