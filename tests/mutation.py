"""Whether tests notice when a rule is another: small changes to a module's functions, one at a time, and its tests.

`PYTHONPATH=tests:. python tests/mutation.py` does that for the modules of `TESTS`, or for those that are named; it
prints how many changes the tests noticed, and those that they did not. `--most` takes so many of a module by lot.
Needs a system that can fork: every change is put into a copy of this process, which then runs the tests.
"""

import argparse
import ast
import gc
import importlib
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType

import hypothesis  # noqa: F401 - loaded once, before all copies
import pytest
import statements  # noqa: F401

ROOT = Path(__file__).parents[1]
SECONDS = 120
"""What takes longer has noticed: it does not end."""
OPTIONS = [*("-x", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider"), "-Wignore:Module already imported"]
_DOCUMENTS = "tests/files/documents/"
TESTS = {
    "calculator/case/account_use_edits.py": "tests/desktop/visits/test_uses_card.py tests/session",
    "calculator/case/case_checks.py": "tests/case tests/attacks/test_long_periods.py",
    "calculator/case/case_json.py": "tests/case/test_case_json.py tests/case/test_case_errors.py",
    "calculator/case/faulty_rows.py": "tests/case/test_case_errors.py",
    "calculator/case/people_edits.py": "tests/case/test_people_edits.py tests/attacks/test_long_periods.py",
    "calculator/case/period_edits.py": "tests/case/test_period_edits.py",
    "calculator/case/unread_entries.py": "tests/case/test_unread_entries.py tests/session",
    "calculator/case/visit_edits.py": "tests/case/test_visit_edits.py",
    "calculator/engine/account.py": "tests/engine/test_worked_cases.py tests/engine/test_account_payments.py",
    "calculator/engine/settlement.py": "tests/engine/test_worked_cases.py",
    "calculator/policy/framework.py": "tests/policy/test_framework.py tests/words/test_framework_bounds.py",
    "calculator/policy/pack_checks.py": "tests/policy/test_pack_errors.py",
    "calculator/policy/region_search.py": "tests/policy/test_region_search.py",
    "calculator/policy/rulebook.py": "tests/policy/test_rulebook.py tests/engine/test_worked_cases.py",
    "calculator/files/documents/journal.py": f"{_DOCUMENTS}test_journal.py {_DOCUMENTS}test_document.py",
    "calculator/files/documents/recovery.py": "tests/files/documents tests/attacks/test_flipped_bytes.py",
}
"""The tests that are to notice, module by module; the quick ones first."""

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


def changes(tree: ast.Module) -> Iterator[tuple[int, str, Callable[[], None]]]:
    """The line of each change, what it is, and what makes it in the tree; only in functions, where code is put in."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and not _is_inner(tree, function):
            for statement in function.body:
                for node in _inside(statement):
                    for said, change in _changes_of(node):
                        yield getattr(node, "lineno", statement.lineno), said, change


def _is_inner(tree: ast.Module, function: ast.FunctionDef) -> bool:
    outer = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one is not function)
    return any(function in ast.walk(one) for one in outer)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those in it, without annotations and texts about the code."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_text:
                yield from _inside(child)


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
            nothing = ast.copy_location(ast.Constant(None), given)
            yield "returns None", lambda: setattr(node, "value", nothing)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield f"{name} -> {_CALLED[name]}", lambda: setattr(node.func, "id", _CALLED[name])
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield "left out", lambda: setattr(node, "value", ast.copy_location(ast.Constant(None), node))
        case ast.comprehension(ifs=ifs) if ifs:
            yield "without its condition", ifs.clear


def codes(code: CodeType) -> Iterator[CodeType]:
    """The functions in compiled code, at every depth."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from codes(inner)


def put_in(code: CodeType) -> None:
    """Let every function of the module that is here already be as in this code."""
    new = {one.co_qualname: one for one in codes(code)}
    for function in gc.get_objects():
        if not isinstance(function, FunctionType) or function.__code__.co_filename != code.co_filename:
            continue
        other = new.get(function.__code__.co_qualname)
        if other is not None and other.co_freevars == function.__code__.co_freevars:
            function.__code__ = other


def noticed(code: CodeType | None, tests: list[str]) -> bool:
    """Whether the tests fail with this code in the place of the module's."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        status = 1
        with suppress(BaseException):
            if code is not None:
                put_in(code)
            status = int(pytest.main([*OPTIONS, *tests]))
        os._exit(status)
    return os.waitpid(child, 0)[1] != 0


def tried(path: str, tests: list[str], most: int | None, seed: int) -> tuple[int, list[str]]:
    """How many changes there were, and those that no test noticed."""
    file = ROOT / path
    importlib.import_module(path.removesuffix(".py").replace("/", "."))
    text = file.read_text("utf-8")
    if noticed(None, tests):
        raise SystemExit(f"{path}: the tests fail as it is")
    chosen = list(range(len(list(changes(ast.parse(text))))))
    if most is not None and most < len(chosen):
        chosen = sorted(random.Random(seed).sample(chosen, most))
    left = list[str]()
    for number in chosen:
        tree = ast.parse(text)
        line, said, change = list(changes(tree))[number]
        change()
        code = compile(ast.fix_missing_locations(tree), str(file), "exec")
        if not noticed(code, tests):
            left.append(f"{path}:{line} {said}: {text.splitlines()[line - 1].strip()}")
    return len(chosen), left


def main() -> int:
    """Change one module after the other, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="such as calculator/case/visit_edits.py")
    parser.add_argument("--tests", help="other tests than those of TESTS, with blanks between them")
    parser.add_argument("--most", type=int, help="so many changes of a module")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    all_changes = all_left = 0
    for path in options.modules or TESTS:
        count, left = tried(path, (options.tests or TESTS[path]).split(), options.most, options.seed)
        all_changes, all_left = all_changes + count, all_left + len(left)
        print(f"{path}: {count - len(left)} of {count} noticed", *left, sep="\n  ", flush=True)
    print(f"{all_changes - all_left} of {all_changes} noticed: {100 * (1 - all_left / max(1, all_changes)):.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
