"""What is made ahead of the program's own files: the same as is made at run time, and never of another file."""

import hashlib
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from statements import case_data, case_of

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.files.example_household import example_case
from calculator.ground.faults import FaultsError
from calculator.ground.prepared import kept_form, prepared
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import load_pack

ROOT = Path(__file__).parents[2]
PACKS = sorted(resource("policies").glob("*.toml"))


def said_by(code: str) -> str:
    """What a new Python prints that runs the code."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=120, encoding="utf-8")
    return done.stdout.strip()


def test_everything_is_made_ahead_and_of_today() -> None:
    command = [sys.executable, "-m", "generated.prepare", "--check"]
    tools = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    output = subprocess.run(
        command, cwd=ROOT, env=tools, capture_output=True, check=False, timeout=120, encoding="utf-8"
    )
    assert (output.returncode, output.stdout.strip()) == (0, "complete")


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_made_ahead_is_the_one_in_its_file(path: Path) -> None:
    assert Library.embedded().pack(path.stem) == load_pack(path)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_file_that_was_changed_is_read_anew(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    assert isinstance(prepared(path.name, content, Pack), Pack)
    assert prepared(path.name, content + b"\n", Pack) is None
    assert prepared("no such file", content, Pack) is None
    version = load_pack(path).version
    old, new = f"version = {version}\n".encode(), f"version = {version + 1}\n".encode()
    assert content.count(old) == 1
    (tmp_path / path.name).write_bytes(content.replace(old, new))
    assert Library(tmp_path).pack(path.stem).version == version + 1


def test_what_was_made_of_a_file_is_of_the_kind_asked_for() -> None:
    content = PACKS[0].read_bytes()
    assert prepared(PACKS[0].name, content, Case) is None


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"no json",
        b"cno.such.module\nThing\n.",
        b"{}",
        b"[1, 2",
        b'{"model": ["Pack", {}]}',  # without its fields
        b'{"model": ["Pack", {"format": "x", "no_field": 1}]}',
        b'{"model": ["Text", {"zh": "x", "en": "x"}]}',  # another kind than the one asked for
        b'{"model": ["Literal", {}]}',
        b'{"model": ["no_such_name", {}]}',
        b'{"model": ["__builtins__", {}]}',
        b'{"unknown": 1}',
        b'{"day": "32 May"}',
        b"[" * 100_000,
    ],
)
def test_what_was_made_by_code_that_has_changed_is_as_good_as_not_there(
    form: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = PACKS[0].read_bytes()
    put(monkeypatch, tmp_path, hashlib.sha256(content).hexdigest().encode() + b"\n" + form)
    assert prepared(PACKS[0].name, content, Pack) is None
    assert Library.embedded().pack(PACKS[0].stem) == load_pack(PACKS[0])


def put(monkeypatch: pytest.MonkeyPatch, folder: Path, content: bytes) -> None:
    """Have something kept for whatever is asked for."""
    kept = folder / "kept"
    kept.write_bytes(content)
    monkeypatch.setattr("calculator.ground.prepared.place_of", lambda _name: kept)


class Runs:
    """What a pickle would call as it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_nothing_that_is_kept_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, trace = PACKS[0].read_bytes(), tmp_path / "it ran"
    attack = pickle.dumps(Runs(trace))
    digests = (hashlib.sha256(content).digest(), hashlib.sha256(content).hexdigest().encode() + b"\n")
    for digest in digests:
        put(monkeypatch, tmp_path, digest + attack)
        assert prepared(PACKS[0].name, content, Pack) is None
        assert not trace.exists()
    pickle.loads(attack)
    assert trace.exists(), "so that the test above cannot pass for want of an attack"
    assert "pickle" not in said_by("import sys, calculator.desktop.start; print(*sys.modules)").split()


def test_only_plain_values_and_models_can_be_kept() -> None:
    for value in ({"x": {1, 2}}, {"x": b"bytes"}, {1.5: "x"}, ("x", sys)):
        with pytest.raises(TypeError):
            kept_form(b"", value)


@pytest.mark.parametrize(
    "value",
    [{"a": "b"}, {}, {"a": 1, 2: None}, {"a": ("b", date(2023, 1, 31), True, ())}, {"day": "no day", "model": "none"}],
)
def test_what_is_kept_comes_back(value: dict[object, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, tmp_path, kept_form(b"content", value))
    found = prepared("x", b"content", dict)
    assert found == value
    assert prepared("x", b"content2", dict) is None


def test_a_record_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(case_data({}, readings={"rizhao": {"rounding": "truncate"}}))
    put(monkeypatch, tmp_path, kept_form(b"content", case))
    found = prepared("x", b"content", Case)
    assert found == case
    assert found is not None
    assert found.model_dump_json() == case.model_dump_json()


def test_the_example_made_ahead_is_the_one_in_its_file() -> None:
    library = Library.embedded()
    content = resource("examples", "household.json").read_bytes()
    assert prepared("household.json", content, Case) == read_case(content, library) == example_case(library)


def test_an_example_that_does_not_fit_the_packs_is_no_less_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultsError) as caught:
        example_case(Library(tmp_path))
    assert {fault.code for fault in caught.value.faults} == {"unknown_region"}


def test_the_catalogue_says_the_same_whether_made_ahead_or_not() -> None:
    ask = (
        "from calculator.ground.language import translate; "
        "print(translate('&New…', 'zh'), translate('not a text', 'zh'))"
    )
    without = "import calculator.ground.prepared; calculator.ground.prepared.prepared = lambda *_: None; "
    assert said_by(ask) == said_by(without + ask) == "新建(&N)… not a text"


def test_nothing_is_parsed_or_taken_apart_for_what_is_made_ahead() -> None:
    code = (
        "import sys; from calculator.files.example_household import example_case; "
        "from calculator.ground.language import translate; "
        "from calculator.policy.library import Library; library = Library.embedded(); "
        "example_case(library); [library.pack(name) for name in library.ids()]; translate('&New…', 'zh'); "
        "print([name for name in ('tomllib', 'gettext', 'pydantic.plugin._loader') if name in sys.modules])"
    )
    assert said_by(code) == "[]"
