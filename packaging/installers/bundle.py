"""Build the program as one folder that needs no Python: `build/bundle/gongjisuan`.

It is built by PyInstaller in an environment of its own with the versions and hashes of requirements.txt. Two builds of
one commit by one Python give the same files; `--twice` builds again and compares.
"""

import argparse
import datetime
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "bundle"
BUNDLE = BUILD / "gongjisuan"
MOST_BYTES = 190_000_000
"""How large an installed program may be."""

_MAKE = """
import sys
from pathlib import Path
from installers import icons, licences
folder = Path(sys.argv[1])
icons.draw_icons(folder)
parts = licences.parts(licences.of_project())
lacking = [part.name for part in parts if not part.texts]
if lacking:
    raise SystemExit(f"no licence text: {lacking}")
(folder / "LICENSES.txt").write_text(licences.text_of(parts), "utf-8")
"""


def version() -> str:
    """The program's version, from its one place."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "calculator" / "__init__.py").read_text("utf-8"))
    assert found is not None
    return found[1]


def commit_time() -> str:
    """Seconds since 1970 of the commit that is built, as the time of everything in the bundle."""
    asked = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or os.environ.get("SOURCE_DATE_EPOCH") or "1700000000"


def build_mark() -> str:
    """The commit and its day, as the page about the program shows them."""
    asked = ["git", "log", "-1", "--format=%h"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    day = datetime.datetime.fromtimestamp(int(commit_time()), datetime.UTC).date()
    return f"{done.stdout.strip()} {day}".strip()


def environment() -> Path:
    """The Python of a clean environment with exactly what requirements.txt names; kept until that file changes."""
    folder = BUILD / "venv"
    wanted = hashlib.sha256((HERE / "requirements.txt").read_bytes() + sys.version.encode()).hexdigest()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = folder / "made-of"
    if not mark.exists() or mark.read_text("ascii") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        install: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        subprocess.run([*install, "--require-hashes", "-r", HERE / "requirements.txt"], check=True)
        mark.write_text(wanted, "ascii")
    return python


def windows_version(number: str) -> str:
    """What Windows shows of the program's file."""
    four = ", ".join((re.findall(r"\d+", number) + ["0"] * 4)[:4])
    fields = {"CompanyName": "gongjisuan", "FileDescription": "共济算", "FileVersion": number, "ProductName": "共济算"}
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in fields.items())
    kids = (
        f"StringFileInfo([StringTable('080404B0', [{strings}])]), VarFileInfo([VarStruct('Translation', [2052, 1200])])"
    )
    return f"VSVersionInfo(ffi=FixedFileInfo(filevers=({four}), prodvers=({four})), kids=[{kids}])"


def build(python: Path) -> None:
    """Make the bundle anew."""
    made = BUILD / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    (made / "build.txt").write_text(build_mark(), "ascii")
    (made / "version.txt").write_text(windows_version(version()), "utf-8")
    # The same hashes of strings, and the same times, whenever it is built.
    fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": commit_time(), "PYTHONDONTWRITEBYTECODE": "1"}
    known = {**os.environ, **fixed, "GONGJISUAN_MADE": str(made), "GONGJISUAN_VERSION": version()}
    known |= {"PYTHONPATH": str(ROOT / "packaging"), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([python, "-c", _MAKE, made], env=known, check=True, cwd=ROOT)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    place: list[str | Path] = [
        "--distpath",
        BUILD,
        "--workpath",
        BUILD / "work",
        "--noconfirm",
        "--clean",
        "--log-level",
        "WARN",
    ]
    known.pop("PYTHONPATH")
    subprocess.run([python, "-m", "PyInstaller", *place, HERE / "gongjisuan.spec"], env=known, check=True, cwd=ROOT)

    library = next((BUNDLE / "_internal").glob("libpython3*.so*"), None)
    if library is not None and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", library], check=True)  # a Python built by hand keeps its symbols


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder, by its name from there; a link's by where it leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        if content is not None:
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(content).hexdigest()
    return found


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def main() -> int:
    """Build, say what came of it; 1 where it is too large or two builds differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--twice", action="store_true", help="build a second time and compare")
    twice = parser.parse_args().twice
    python = environment()
    build(python)
    first = digests(BUNDLE)
    print(
        f"{BUNDLE.relative_to(ROOT)}: {len(first)} files, {size(BUNDLE) / 1e6:.1f} MB (at most {MOST_BYTES / 1e6:.0f})"
    )
    if twice:
        build(python)
        second = digests(BUNDLE)
        differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
        print(f"built twice: {'the same files' if not differing else f'{len(differing)} differ: {differing[:9]}'}")
        if differing:
            return 1
    return 0 if size(BUNDLE) <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
