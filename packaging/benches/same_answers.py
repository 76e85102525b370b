"""Whether every answer is the same bytes as at another commit: `dev.py answers COMMIT`.

Each worked case of `tests/cases` goes through `compute` (as JSON in both languages, with and without other readings,
and as a table) and through `report` as text; `policies`, its coverage and the schemas are asked once. Both sides
answer the same questions, each with its own code; what differs is named with its first line that does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benches.measure import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from worked_cases import worked_cases  # the cases' own reader stands beside them

_ANSWERING = """
import contextlib, io, json, sys
from pathlib import Path
from calculator.command_line import main

def answer(arguments):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
    said = [str(code), out.buffer.getvalue().decode(), err.buffer.getvalue().decode()]
    if "-o" in arguments:
        made = Path(arguments[arguments.index("-o") + 1])
        said.append(made.read_bytes().decode("utf-8-sig") if made.exists() else "")
        made.unlink(missing_ok=True)
    return "\\n".join(said)

for arguments in json.load(sys.stdin):
    print(json.dumps(answer(arguments)))
"""


def questions(folder: Path) -> Iterator[list[str]]:
    """The command lines that are asked, cases first; their files are written to `folder`."""
    for worked in worked_cases():
        path = folder / f"{worked.name.replace('/', '-')}.json"
        path.write_bytes(worked.text)
        for language in ("zh", "en"):
            yield ["compute", str(path), "--lang", language]
            yield ["compute", str(path), "--readings", "--lang", language]
        yield ["compute", str(path), "--table"]
        yield ["report", str(path), "-o", str(folder / "report.csv")]
    for language in ("zh", "en"):
        yield ["policies", "--lang", language]
        yield ["policies", "--coverage", "--lang", language]
        for pack in sorted((ROOT / "resources" / "policies").glob("*.toml")):
            yield ["policies", pack.stem, "--lang", language]
    yield from (["schema", kind] for kind in ("case", "statement", "pack"))


def answers(checkout: Path, asked: Sequence[list[str]], folder: Path) -> list[str]:
    """What the code in a checkout answers, in the order of the questions. Nothing of the person's own is read."""
    own = {name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA")}
    environment = {**os.environ, **own, "PYTHONPATH": str(checkout), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _ANSWERING],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=checkout,
        env=environment,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _first_difference(one: str, other: str) -> str:
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((f"{before!r} -> {now!r}" for before, now in lines if before != now), "one is longer")


def main() -> int:
    """Compare with a commit; 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    commit = parser.parse_args().commit
    with tempfile.TemporaryDirectory() as name:
        folder, before = Path(name), Path(name) / "before"
        asked = list(questions(folder))
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(before), commit], check=True)
        try:
            old = answers(before, asked, folder)
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True)
        now = answers(ROOT, asked, folder)
    differing = [row for row in zip(asked, old, now, strict=True) if row[1] != row[2]]
    for arguments, one, other in differing:
        said = " ".join(Path(word).name if os.sep in word else word for word in arguments)
        print(f"{said}: {_first_difference(one, other)[:300]}")
    print(f"{len(asked)} answers, {len(differing)} differ from {commit}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
