"""A machine for packaging/dev.py: a checkout, a real Python and venv, and stand-ins for all that has a network.

pip, Qt and the program are small modules that note how they were called; apt, ldd and the like are scripts, and nothing
else is on the PATH. What the machine lacks, and what of it works, is told by files in a folder that the stand-ins read.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

_NOTE = """
import json, os, sys
def note(name):
    with open(os.environ["MACHINE"] + "/log", "a") as log:
        names = ["QT_QPA_PLATFORM", "PYTHONPATH", "PYTHONWARNINGS", "PYTHONDONTWRITEBYTECODE", "PIP_USER"]
        names.append("DEBIAN_FRONTEND")
        log.write(json.dumps([name, sys.argv[1:], {name: os.environ[name] for name in names if name in os.environ}]))
        log.write("\\n")
def told(name):
    path = os.environ["MACHINE"] + "/" + name
    return open(path).read() if os.path.exists(path) else ""
"""
WITHOUT_PIP = """
import os, sys
sys.path = [path for path in sys.path if not os.path.exists(path + "/machine_note.py")]
sys.modules.pop("venv", None)
import venv
venv.create(sys.argv[1], symlinks=True)
"""
"""A real environment, but for pip, which takes most of the time."""
_MODULES = {
    "machine_note": _NOTE,
    "sitecustomize": """
import os, sys
if "MACHINE_USER" in os.environ:
    os.geteuid = lambda: int(os.environ["MACHINE_USER"])
if os.path.exists(os.environ.get("MACHINE", "") + "/no-ensurepip"):
    sys.modules["ensurepip"] = None
if os.path.exists(os.environ.get("MACHINE", "") + "/python-is"):
    with open(os.environ["MACHINE"] + "/python-is") as file:
        sys.version_info = tuple(map(int, file.read().split(".")))
""",
    "pip.__init__": "",
    "pip.__main__": """
import os, signal, sys
from machine_note import note, told
if "--version" not in sys.argv:
    note("pip")
    if told("pip") == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
sys.exit(int(told("pip") or 0))
""",
    "venv": WITHOUT_PIP,
    "pytest": "import sys\nfrom machine_note import note\nnote('pytest')\nsys.exit(3)\n",
    "ruff": "import sys\nfrom machine_note import note, told\nnote('ruff')\nsys.exit(sys.argv[1] in told('bad'))\n",
    "mypy": "from machine_note import note\nnote('mypy')\n",
    "PySide6.__init__": "",
    "PySide6.QtWidgets": """
from machine_note import note, told
note("qt")
if told("qt"):
    raise ImportError(told("qt"))
QApplication = list
""",
    "PySide6.QtGui": """
from machine_note import told
class QFontDatabase:
    class WritingSystem:
        SimplifiedChinese = 1
    def families(system):
        return [] if told("no-font") else ["Noto"]
""",
}
_APT = """#!/bin/sh
echo "[\\"apt-get\\", \\"$*\\", {\\"DEBIAN_FRONTEND\\": \\"$DEBIAN_FRONTEND\\"}]" >> "$MACHINE/log"
case "$*" in
*update*) exit 100;;
esac
if [ -e "$MACHINE/apt-fails" ]; then echo "E: no network" >&2; exit 100; fi
: > "$MACHINE/no-font"; : > "$MACHINE/ldd-libQt6Widgets.so.6"; : > "$MACHINE/ldd-libqxcb.so"
"""
_LDD = """#!/bin/sh
echo "	libc.so.6 => /lib/libc.so.6 (0x0000)"
name="$MACHINE/ldd-${1##*/}"
[ -e "$name" ] && while read -r line; do echo "	$line => not found"; done < "$name"
exit 0
"""


class Call(NamedTuple):
    """How a stand-in was called."""

    name: str
    arguments: list[str]
    environment: dict[str, str]


class Machine:
    """A checkout and the system around it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.told = folder / "machine"
        self.programs = folder / "bin"
        self.modules = folder / "modules"
        self.environment: dict[str, str] = {}
        self.user = 1000

    def set_up(self) -> "Machine":
        """Lay the checkout and the stand-ins; there is no .venv yet."""
        for folder in (self.root, self.told, self.programs, self.modules):
            folder.mkdir()
        tools = self.root / "packaging"
        shutil.copytree(ROOT / "packaging" / "environment", tools / "environment", ignore=lambda *_: {"__pycache__"})
        shutil.copy(ROOT / "packaging" / "dev.py", tools)
        self.change_project("")
        for name, text in _MODULES.items():
            self.module(name, text)
        for name in (
            "calculator",
            "pictures/screenshots",
            "benches/bench",
            "benches/same_answers",
            "generated/translate",
            "generated/prepare",
            "installers/bundle",
            "installers/debian_package",
            "installers/deb_test",
        ):
            code = f"from machine_note import note\nnote({name!r})\n"
            path = self.root / name / "__main__.py" if name == "calculator" else tools / f"{name}.py"
            self._write(path, code)
        self._write(self.root / "calculator" / "__init__.py", "")
        self.program("ldd", _LDD)
        return self

    def copy(self, folder: Path) -> "Machine":
        """The same machine in another folder, with all that was prepared."""
        for part in (self.root, self.told, self.programs, self.modules):
            shutil.copytree(part, folder / part.name, symlinks=True)
        made = Machine(folder)
        made.stamp.write_text(self.stamp.read_text("utf-8").replace(str(self.root), str(made.root)), "utf-8")
        return made

    def program(self, name: str, text: str = "#!/bin/sh\nexit 0\n") -> None:
        """Put a program on the PATH."""
        self._write(self.programs / name, text)
        (self.programs / name).chmod(0o755)

    def module(self, name: str, text: str) -> None:
        """Put a module before those of Python."""
        self._write(self.modules / f"{name.replace('.', '/')}.py", text)

    def real_venv(self) -> None:
        """Let environments be made as everywhere, with pip."""
        (self.modules / "venv.py").unlink()

    def apt(self) -> None:
        """Make it a Debian: `apt-get` is there and brings what is missing, unless the file `apt-fails` says else."""
        self.program("apt-get", _APT)

    def tell(self, name: str, text: str = "yes") -> None:
        """What a stand-in shall find."""
        (self.told / name).write_text(text, encoding="utf-8")

    def lacks(self, part: str, *libraries: str) -> None:
        """Shared libraries that a part of Qt does not find; that part is in the environment then."""
        place = next((self.root / ".venv" / "lib").glob("python3*")) / "site-packages" / "PySide6" / "Qt" / part
        self._write(place, "")
        self.tell(f"ldd-{place.name}", "".join(f"{name}\n" for name in libraries))

    def change_project(self, name: str) -> None:
        """Another pyproject.toml than before."""
        (self.root / "pyproject.toml").write_text(f"[project]\nname = '{name}'\n", encoding="utf-8")

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """dev.py with arguments, running."""
        variables = {"PATH": str(self.programs), "MACHINE": str(self.told), "MACHINE_USER": str(self.user)}
        variables |= {"PYTHONPATH": str(self.modules), "HOME": str(self.told), "PYTHONIOENCODING": "utf-8"}
        variables |= self.environment
        return subprocess.Popen(
            [sys.executable, str(self.root / "packaging" / "dev.py"), *arguments],
            cwd=self.root,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding=variables["PYTHONIOENCODING"],
        )

    def dev(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """dev.py with arguments, from beginning to end."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def calls(self, name: str = "") -> "list[Call]":
        """How the stand-ins were called since the last time this was asked, or those of one name."""
        path = self.told / "log"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        found = [
            Call(who, what if isinstance(what, list) else what.split(), env)
            for who, what, env in map(json.loads, lines)
        ]
        return [call for call in found if name in ("", call.name)]

    @property
    def stamp(self) -> Path:
        """The note of what is prepared."""
        return self.root / ".venv" / "gongjisuan-dev.json"

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return self.root / ".venv" / "bin" / "python"

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
