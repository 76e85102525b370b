"""Whether tests notice when a rule is another: small changes to a module's functions, one at a time, and its tests.

`PYTHONPATH=tests:. python tests/mutation.py` does that for the rooms of `TESTS`, or for rooms and modules that are
named; it prints how many changes the tests noticed, and those that they did not. `--most` takes so many of a module by
lot, spread over its functions. Changes that change nothing are named with their reasons in `equal_changes.toml`.
The tests run once as they are, and it is written down which lines each of them comes by; every change is then put into
a copy of the process, which runs those that come by its statement, the likely ones first, to the first that fails.
Needs a system that can fork.
"""

import argparse
import ast
import gc
import importlib
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple, TextIO

import hypothesis
import pytest
import statements  # noqa: F401 - loaded once, before all copies
from hypothesis import Phase

ROOT = Path(__file__).parents[1]
EQUAL = Path(__file__).parent / "equal_changes.toml"
LEAST_SECONDS = 4.0
"""What a test may take at least; what takes twenty times as long as before has noticed: it does not end."""
WAITED_SECONDS = 120.0
"""What waits so long has noticed too."""
MOST_SECONDS = 4.0
"""So long the tests of one change may take together; the slowest of them are left out."""
MOST_CALLS = 200
"""What a test comes by is noted in so many calls of a function; more show little that is new, and take long."""
OPTIONS = [
    *("-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
    *("-o", "tmp_path_retention_policy=none", "-Wignore:Module already imported"),
]
_SETTINGS = "_hypothesis_internal_use_settings"
_POLICY = "tests/policy tests/engine/test_worked_cases.py tests/words/test_framework_bounds.py"
TESTS = {
    "calculator/case": "tests/case tests/engine tests/attacks/test_long_periods.py"
    " tests/whatif/test_slip_cases.py tests/whatif/test_slip_versions.py tests/whatif/test_comparison.py"
    " tests/whatif/test_next_visit.py tests/words/test_own_figures.py",
    "calculator/engine": "tests/engine tests/case/test_variants.py",
    "calculator/policy": _POLICY,
    "calculator/policy/installed": f"{_POLICY} tests/files/signed_packs",
    "calculator/policy/authoring": "tests/policy/authoring",
    "calculator/files/documents": "tests/files/documents tests/attacks/test_flipped_bytes.py"
    " tests/attacks/test_shared_computer.py tests/attacks/test_hostile_names.py",
}
"""The tests that are to notice, room by room."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_REACHED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
Change = tuple[str, Callable[[], None]]


class Place(NamedTuple):
    """Where a change is: the lines of its function, its own line, and the lines of the statement it is part of."""

    function: range
    line: int
    lines: range


def changes(tree: ast.Module) -> Iterator[tuple[Place, str, Callable[[], None]]]:
    """The place of each change, what it is, and what makes it in the tree.

    Only in functions, as code is put into these.
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and not _is_inner(tree, function):
            whole = range(function.lineno, (function.end_lineno or function.lineno) + 1)
            for outer in function.body:
                for statement, node in _inside(outer, outer):
                    for said, change in _changes_of(node):
                        line = node.target.lineno if isinstance(node, ast.comprehension) else _line(node, statement)
                        yield Place(whole, line, _lines(statement)), said, change


def _line(node: ast.AST, statement: ast.stmt) -> int:
    line: int = getattr(node, "lineno", statement.lineno)
    return line


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement itself, without those of the statements in it."""
    bodies = (getattr(statement, name, ()) for name in ("body", "cases"))
    within = [
        child.pattern.lineno if isinstance(child, ast.match_case) else child.lineno for body in bodies for child in body
    ]
    return range(statement.lineno, max(min(within, default=(statement.end_lineno or 0) + 1), statement.lineno + 1))


def _is_inner(tree: ast.Module, function: ast.FunctionDef) -> bool:
    outer = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one is not function)
    return any(function in ast.walk(one) for one in outer)


def _inside(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """A node and those in it, each with its statement, without annotations and texts about the code."""
    statement = node if isinstance(node, ast.stmt) else statement
    yield statement, node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_text:
                yield from _inside(child, statement)


def _changes_of(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for place, found in enumerate(ops):
                other = _COMPARED[type(found)]
                yield f"{type(found).__name__} -> {other.__name__}", partial(ops.__setitem__, place, other())
        case ast.BoolOp(op=op):
            joined = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"-> {type(joined).__name__}", lambda: setattr(node, "op", joined)
        case ast.BinOp(op=op) if type(op) in _REACHED:
            reached = _REACHED[type(op)]()
            yield f"{type(op).__name__} -> {type(reached).__name__}", lambda: setattr(node, "op", reached)
        case ast.Constant(value=bool(value)):
            yield f"{value} -> {not value}", lambda: setattr(node, "value", not value)
        case ast.Constant(value=int(number)):
            yield f"{number} -> {number + 1}", lambda: setattr(node, "value", number + 1)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "the other way", lambda: setattr(node, "test", ast.copy_location(ast.UnaryOp(ast.Not(), test), test))
        case ast.Return(value=ast.expr() as given) if not (isinstance(given, ast.Constant) and given.value is None):
            yield "returns None", lambda: setattr(node, "value", _nothing_for(given))
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield f"{name} -> {_CALLED[name]}", lambda: setattr(node.func, "id", _CALLED[name])
        case ast.Expr(value=(ast.Call() | ast.Yield() | ast.YieldFrom()) as done):
            yield "left out", lambda: setattr(node, "value", _nothing_for(done))
        case ast.comprehension(ifs=ifs) if ifs:
            yield "without its condition", ifs.clear


def _nothing_for(value: ast.expr) -> ast.expr:
    """None, in whose other branch the value stands: code with other free variables could not be put in."""
    return ast.copy_location(ast.IfExp(ast.Constant(True), ast.Constant(None), value), value)


def codes(code: CodeType) -> Iterator[CodeType]:
    """The functions in compiled code, at every depth."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from codes(inner)


class Changed:
    """The module that is changed: its text, its functions that are here already, and its changes."""

    def __init__(self, path: str) -> None:
        self.path, self.file = path, str(ROOT / path)
        self.text = Path(self.file).read_text("utf-8")
        self.lines = self.text.splitlines()
        self.all = [(place, said) for place, said, _ in changes(ast.parse(self.text))]

    def chosen(self, most: int | None, seed: int) -> list[int]:
        """Which of its changes are tried: all, or so many, in turn from each of its functions."""
        if most is None or most >= len(self.all):
            return list(range(len(self.all)))
        chance = random.Random(seed)
        by_function = defaultdict[range, list[int]](list)
        for number, (place, _said) in enumerate(self.all):
            by_function[place.function].append(number)
        rows = [chance.sample(numbers, len(numbers)) for numbers in by_function.values()]
        turns = [row[turn] for turn in range(max(map(len, rows))) for row in rows if turn < len(row)]
        return sorted(turns[:most])

    def code(self, number: int) -> CodeType:
        """The module with one of its changes."""
        tree = ast.parse(self.text)
        for count, (_place, _said, change) in enumerate(changes(tree)):
            if count == number:
                change()
                break
        return compile(ast.fix_missing_locations(tree), self.file, "exec")

    def told(self, number: int) -> str:
        """A change as it is printed."""
        place, said = self.all[number]
        return f"{self.path}:{place.line} {said}: {self.lines[place.line - 1].strip()}"

    def key(self, number: int) -> tuple[str, str, str]:
        """A change as it is named in the list of those that change nothing."""
        place, said = self.all[number]
        return self.path, self.lines[place.line - 1].strip(), said


def equal_changes() -> set[tuple[str, str, str]]:
    """Changes that change nothing that can be seen, by module, line and what is changed."""
    rows = tomllib.loads(EQUAL.read_text("utf-8"))["equal"]
    return {(row["module"], row["line"], said) for row in rows for said in row["changes"]}


def put_in(code: CodeType, there: list[FunctionType]) -> None:
    """Let every function of the module that is here already be as in this code."""
    new = {(one.co_qualname, one.co_firstlineno): one for one in codes(code)}
    for function in there:
        other = new.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if other is not None and other.co_freevars == function.__code__.co_freevars:
            function.__code__ = other


class Runner:
    """Takes the place of pytest's own loop: all tests once, then those of each change in a copy of the process."""

    def __init__(self, modules: list[Changed], most: int | None, seed: int, out: TextIO) -> None:
        self._modules, self._most, self._seed, self._out = modules, most, seed, out
        self._files = {module.file for module in modules}
        self._names = [name_of(module.path) for module in modules]
        self._came_by = defaultdict[tuple[str, int], list[pytest.Item]](list)
        self._took = dict[pytest.Item, float]()
        self._failed = list[str]()
        self._functions = defaultdict[str, list[FunctionType]](list)
        self._caches = list[Any]()
        self._known = equal_changes()
        self.count = self.noticed = self.equal = 0

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test failed."""
        if report.failed:
            self._failed.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests as they are, then the changes."""
        for item in session.items:
            _as_it_stands(item)
            self._run_as_it_is(item)
        sys.settrace(None)
        for name in self._failed:
            print(f"left out, as it fails as it is: {name}", file=self._out, flush=True)
        self._failed.clear()
        gc.unfreeze()  # what is frozen is not listed
        gc.collect()
        for there in gc.get_objects():
            if isinstance(there, FunctionType) and there.__code__.co_filename in self._files:
                self._functions[there.__code__.co_filename].append(there)
            elif isinstance(there, _lru_cache_wrapper):
                self._caches.append(there)
        gc.freeze()
        for module in self._modules:
            self._change(module)
        return True

    def _run_as_it_is(self, item: pytest.Item) -> None:
        lines, calls = set[tuple[str, int]](), Counter[CodeType]()

        def local(frame: FrameType, event: str, _given: object) -> Any:
            if event == "line":
                lines.add((frame.f_code.co_filename, frame.f_lineno))
            return local

        def called(frame: FrameType, _event: str, _given: object) -> Any:
            if frame.f_code.co_filename not in self._files:
                return None
            calls[frame.f_code] += 1
            return local if calls[frame.f_code] <= MOST_CALLS else None

        _forgotten(item, self._names)
        began = time.process_time()
        sys.settrace(called)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        sys.settrace(None)
        self._took[item] = time.process_time() - began
        if item.nodeid in self._failed:
            return
        for line in lines:
            self._came_by[line].append(item)

    def _change(self, module: Changed) -> None:
        left, equal = list[str](), 0
        chosen = module.chosen(self._most, self._seed)
        for number in chosen:
            if module.key(number) in self._known:
                equal += 1
            elif not self._notices(module, number):
                left.append(module.told(number))
        print(
            f"{module.path}: {len(chosen) - len(left) - equal} of {len(chosen) - equal} noticed"
            + (f", {equal} change nothing" if equal else ""),
            *left,
            sep="\n  ",
            file=self._out,
            flush=True,
        )
        self.count += len(chosen) - equal
        self.noticed += len(chosen) - equal - len(left)
        self.equal += equal

    def _notices(self, module: Changed, number: int) -> bool:
        tests = self._likely_first(module.file, module.all[number][0])
        if not tests:
            return False
        child = os.fork()
        if child == 0:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            status = 1
            with suppress(BaseException):
                put_in(module.code(number), self._functions[module.file])
                for kept in self._caches:
                    kept.cache_clear()  # what was worked out before the change
                status = int(self._fails(tests))
            os._exit(status)
        return os.waitpid(child, 0)[1] != 0

    def _likely_first(self, file: str, at: Place) -> list[pytest.Item]:
        """The tests that come by a statement: those first that are quick and go through its function as few others."""
        rare = defaultdict[pytest.Item, float](float)
        for line in at.function:
            for item in self._came_by[file, line]:
                rare[item] += 1 / len(self._came_by[file, line])
        came = {item for line in at.lines for item in self._came_by[file, line]}
        return sorted(came, key=lambda item: (self._took[item] / rare[item], item.nodeid))

    def _fails(self, tests: list[pytest.Item]) -> bool:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, WAITED_SECONDS)
        ends = time.process_time() + MOST_SECONDS  # of our own: others use the machine too
        for place, item in enumerate(tests):
            signal.setitimer(signal.ITIMER_PROF, max(LEAST_SECONDS, 20 * self._took[item]))
            following = tests[place + 1] if place + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return True
            if time.process_time() > ends:
                return False
        return False


def _as_it_stands(item: pytest.Item) -> None:
    """Let a failure that was met end a test: nobody asks for the smallest."""
    function = getattr(item, "obj", None)
    if (known := getattr(function, _SETTINGS, None)) is not None:
        setattr(function, _SETTINGS, hypothesis.settings(known, phases=[Phase.explicit, Phase.generate]))


def _forgotten(item: pytest.Item, changed: Iterable[str]) -> None:
    """Let a test work out itself what those before it worked out, here or in the modules that are changed."""
    own = [item.function.__module__] if isinstance(item, pytest.Function) else []
    for name in (*own, *changed):
        for there in vars(sys.modules[name]).values():
            if isinstance(there, _lru_cache_wrapper) and there.__module__ == name:
                there.cache_clear()


def modules_of(named: str) -> list[str]:
    """The modules of a room, or the module itself."""
    if named.endswith(".py"):
        return [named]
    return [f"{named}/{path.name}" for path in sorted((ROOT / named).glob("*.py")) if path.name != "__init__.py"]


def name_of(path: str) -> str:
    """What a module is called when it is imported."""
    return path.removesuffix(".py").replace("/", ".")


def main() -> int:
    """Change the modules of one room after the other, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("named", nargs="*", help="such as calculator/case or calculator/case/visit_edits.py")
    parser.add_argument("--tests", help="other tests than those of TESTS, with blanks between them")
    parser.add_argument("--most", type=int, help="so many changes of a module")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rooms = defaultdict[str, list[str]](list)
    for named in options.named or TESTS:
        for path in modules_of(named):
            rooms[str(Path(path).parent)].append(path)
    for room, paths in rooms.items():
        child = os.fork()  # a room knows nothing of what the tests of another have left
        if child == 0:
            os._exit(of_room(room, paths, (options.tests or TESTS[room]).split(), options.most, options.seed))
        if os.waitpid(child, 0)[1]:
            return 1
    return 0


def of_room(room: str, paths: list[str], tests: list[str], most: int | None, seed: int) -> int:
    """Change the modules of a room; gives 0 unless its tests fail as it is."""
    for path in paths:
        importlib.import_module(name_of(path))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    runner = Runner([Changed(path) for path in paths], most, seed, out)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:  # where what has to be on the disk is so at once
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)  # what pytest says of each test
        pytest.main([*OPTIONS, f"--basetemp={folder}/t", *tests], plugins=[runner])
    score = 100 * runner.noticed / max(1, runner.count)
    said = f"{room}: {runner.noticed} of {runner.count} noticed, {score:.1f} %; {runner.equal} change nothing"
    print(said, file=out, flush=True)
    return int(runner.count == 0)


if __name__ == "__main__":
    sys.exit(main())
