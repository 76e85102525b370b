"""The rules of the house, read off the code: who imports whom, what is opened, and that no region is named."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from statements import LIBRARY, REGIONS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "calculator"
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

FLOORS = (
    {"__init__"},
    {"ground"},  # money, months, faults, language, progress, plain files
    {"policy"},  # what the documents say
    {"case"},  # what a person enters, and every edit of it
    {"engine"},  # what it comes to
    {"batch"},  # that of many people at once
    {"words"},  # that in sentences
    {"policy_pages", "whatif", "sheets"},  # what a region's texts say; other choices; cells and tables
    {"files"},  # the disk
    {"session"},  # the household at hand, for every face
    {"widgets"},  # what faces share
    {"printing"},  # paper
    {"commands", "desktop", "kiosk"},  # the faces; none knows another
    {"command_line"},  # the door: which face is wanted
    {"__main__"},
)
"""The rooms from the ground up; a room knows those below it, and none beside it."""
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
WITHOUT_QT = {
    "ground",
    "policy",
    "case",
    "engine",
    "words",
    "whatif",
    "sheets",
    "policy_pages",
    "files",
    "commands",
    "batch",
}
BENEATH = {"kiosk/controls/": "kiosk/"}
"""Rooms within a room that lie beneath the rest of it: what the terminal's screens are made of knows no screen."""
MOST_LINES, MOST_FILES = 350, 25
LINES_OUT = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "select", "selectors", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
QT_LINES_OUT = re.compile(r"Qt(Network|Web|HttpServer|Bluetooth|Nfc|RemoteObjects|GRpc)\w*|QNetwork\w*|Q(Tcp|Udp)\w*")
READS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile"}
MAY_READ = {"ground/plain_files.py", "policy/library.py", "policy/pack_reader.py", "commands/console.py"}
READS_BESIDES = {
    "ground/compiled_before.py": "texts of modules, put beside the bytecode that Python makes of them",
    "ground/prepared.py": "what was made of the program's own files",
    "ground/language.py": "the program's own catalogue",
    "printing/pdf.py": "a buffer in memory, which Qt opens like a file",
    "desktop/start.py": "as above",
    "widgets/theme.py": "the program's own style sheet",
}


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((PACKAGE / file).read_text("utf-8"), file)


def room(name: str) -> str:
    """The part of the house that a file or a module below `calculator` belongs to."""
    return re.split(r"[/.]", name, maxsplit=1)[0]


def imports(file: str) -> Iterator[str]:
    """All modules that a file imports, wherever in it, and the names it takes from them."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(name: str) -> str:
    """The file of the house that holds a module, or the module that a name stands in."""
    path = name.removeprefix("calculator").removeprefix(".").replace(".", "/")
    while path:
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if file in FILES:
                return file
        path = path.rpartition("/")[0]
    return "__init__.py"


@cache
def own_imports(file: str) -> frozenset[str]:
    """The files of the house that a file imports, also late and for their types alone."""
    names = [name for name in imports(file) if room(name) == "calculator"]
    return frozenset(map(file_of, names))


def test_every_part_of_the_house_has_a_floor() -> None:
    assert {room(file.removesuffix(".py")) for file in FILES} <= set(FLOOR)


@pytest.mark.parametrize("file", FILES)
def test_a_room_knows_only_those_below_it(file: str) -> None:
    own = room(file.removesuffix(".py"))
    for other in own_imports(file):
        there = room(other.removesuffix(".py"))
        assert there == own or FLOOR[there] < FLOOR[own], f"{file} in {own} imports {other}, which is not below it"


@pytest.mark.parametrize("inner", BENEATH)
def test_a_room_beneath_the_rest_of_its_room_knows_nothing_of_it(inner: str) -> None:
    own = [file for file in FILES if file.startswith(inner)]
    assert own
    above = {other for file in own for other in own_imports(file) if other.startswith(BENEATH[inner])} - set(own)
    assert above <= {f"{BENEATH[inner]}__init__.py"}


def test_no_files_know_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter({file: own_imports(file) for file in FILES}).prepare()
    except CycleError as error:
        pytest.fail("each of these is imported by the next: " + ", ".join(error.args[1]))


def lines(file: str) -> int:
    return len((PACKAGE / file).read_text("utf-8").splitlines())


@pytest.mark.parametrize("file", FILES)
def test_a_file_can_be_read_in_one_go(file: str) -> None:
    assert lines(file) <= MOST_LINES, f"{file} is to be taken apart"


def test_a_folder_can_be_looked_over() -> None:
    folders = Counter(path.parent for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert {folder.name: files for folder, files in folders.items() if files > MOST_FILES} == {}


@pytest.mark.parametrize("file", [file for file in FILES if room(file.removesuffix(".py")) in WITHOUT_QT])
def test_what_computes_knows_no_qt(file: str) -> None:
    assert not [name for name in imports(file) if room(name) in ("PySide6", "shiboken6", "PyQt6")]


@pytest.mark.parametrize("file", FILES)
def test_nothing_can_open_a_connection(file: str) -> None:
    found = [name for name in imports(file) if room(name) in LINES_OUT or QT_LINES_OUT.search(name)]
    called = [node.attr for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)]
    assert not found + [name for name in called if name in ("urlopen", "openUrl", "create_connection")]


@pytest.mark.parametrize("file", FILES)
def test_nothing_that_is_read_can_run(file: str) -> None:
    found = {room(name) for name in imports(file)} & {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    called = {
        node.func.id for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not found | (called & {"eval", "exec", "compile"})


def reads(file: str) -> set[str]:
    """The calls in a file that read or write a file; a dialog's `open()` takes nothing and is none."""
    called = set()
    for node in ast.walk(tree(file)):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                called.add(name)
            case ast.Call(func=ast.Attribute(attr=name)) if name != "open" or node.args or node.keywords:
                called.add(name)
            case _:
                pass
    return called & READS


@pytest.mark.parametrize("file", FILES)
def test_files_are_read_and_written_in_few_places(file: str) -> None:
    allowed = file in MAY_READ or file in READS_BESIDES or file.startswith("files/")
    assert allowed or not reads(file)


def test_the_places_that_read_are_found() -> None:
    assert all(reads(file) for file in MAY_READ)


def words(file: str) -> Iterator[str]:
    """Every name and every text in a file."""
    for node in ast.walk(tree(file)):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.keyword(arg=str(name)):
                yield name
            case _:
                pass


@pytest.mark.parametrize("file", FILES)
def test_no_region_is_named(file: str) -> None:
    names = [*REGIONS, *(pack.name.zh[:2] for pack in LIBRARY)]
    pattern = re.compile("|".join(rf"(?<![a-z]){name}(?![a-z])" for name in names), re.IGNORECASE)
    assert not [word for word in words(file) if pattern.search(word)]


def test_the_pattern_of_a_region_finds_one() -> None:
    # So that the test above cannot pass for want of names.
    assert len(REGIONS) == 5
    assert {pack.name.zh[:2] for pack in LIBRARY} == {"日照", "南昌", "甘肃", "西安", "二连"}


def test_the_engine_loads_neither_qt_nor_numpy() -> None:
    code = (
        "import sys, calculator.engine.compute, calculator.case.case_json, calculator.whatif.next_visit;"
        "print(sorted({name.split('.')[0] for name in sys.modules}"
        " & {'PySide6', 'shiboken6', 'numpy', 'socket', 'ssl', 'asyncio', 'http'}))"
    )
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert output.stdout.strip() == "[]"


def test_nothing_global_is_changed() -> None:
    """No function rebinds a name of its module."""
    found = [(file, node.names) for file in FILES for node in ast.walk(tree(file)) if isinstance(node, ast.Global)]
    assert not found
