"""Settings on disk: kept whole, and never a reason not to start."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.files.folders import config_folder
from calculator.files.settings import (
    FORMAT,
    PARTLY_UNREADABLE,
    UNREADABLE,
    WINDOW_FORMAT,
    Settings,
    Store,
    WindowState,
)

SOME = Settings(language="en", percent=150, scheme="dark", grouped=False)


def write(folder: Path, content: object, name: str = "settings.json") -> Store:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, "utf-8")
    return Store(folder)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").load() == (Settings(), "")
    assert Store(tmp_path / "none").load_window() == WindowState()


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "when needed"
    Store(folder).save(SOME)
    Store(folder).save_window(WindowState("AAAA", "zh 100", {"parts:3": "BBBB"}, ("date", "total")))
    assert Store(folder).load() == (SOME, "")
    assert Store(folder).load_window() == WindowState("AAAA", "zh 100", {"parts:3": "BBBB"}, ("date", "total"))
    assert sorted(path.name for path in folder.iterdir()) == ["settings.json", "window.json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "\ufffe", "[" * 100_000, {"format": "gongjisuan-settings/2"}, {"language": "en"}, 7],
    ids=["empty", "cut", "list", "null", "noise", "deep", "newer", "no format", "number"],
)
def test_a_damaged_file_gives_the_defaults_and_a_sentence(tmp_path: Path, content: object) -> None:
    assert write(tmp_path, content).load() == (Settings(), UNREADABLE)


def test_a_file_that_is_a_folder_gives_the_defaults_and_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    assert Store(tmp_path).load() == (Settings(), UNREADABLE)
    with pytest.raises(OSError, match="settings"):
        Store(tmp_path).save(SOME)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "fr"),
        ("language", ["zh"]),
        ("percent", 99),
        ("percent", 201),
        ("percent", 150.0),
        ("percent", True),
        ("scheme", "pink"),
        ("scheme", None),
        ("grouped", 1),
        ("grouped", "no"),
    ],
)
def test_one_bad_value_leaves_the_others(tmp_path: Path, field: str, value: object) -> None:
    stored = {"format": FORMAT, "language": "en", "percent": 150, "scheme": "dark", "grouped": False}
    settings, trouble = write(tmp_path, {**stored, field: value}).load()
    assert settings == SOME._replace(**{field: getattr(Settings(), field)})
    assert trouble == PARTLY_UNREADABLE


def test_a_value_of_a_later_version_is_passed_over(tmp_path: Path) -> None:
    Store(tmp_path).save(SOME)
    stored = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert write(tmp_path, {**stored, "sound": "off"}).load() == (SOME, "")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        {"format": "other"},
        {"format": WINDOW_FORMAT},
        {"format": WINDOW_FORMAT, "geometry": 3, "look": "zh 100", "parts": {}, "columns": []},
    ],
)
def test_a_damaged_window_state_is_none(tmp_path: Path, content: object) -> None:
    assert write(tmp_path, content, "window.json").load_window() == WindowState()


def test_of_a_window_state_the_good_parts_are_taken(tmp_path: Path) -> None:
    content = {"format": WINDOW_FORMAT, "geometry": "A", "look": "", "parts": {"a": "B", "c": 4}, "columns": ["x", 1]}
    assert write(tmp_path, content, "window.json").load_window() == WindowState("A", "", {"a": "B"}, ("x",))


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_program(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("settings")
    for name in ("settings.json", "window.json"):
        (folder / name).write_bytes(content)
    assert Store(folder).load()[0] == Settings()
    assert Store(folder).load_window() == WindowState()


def test_the_folder_may_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJISUAN_CONFIG", str(tmp_path))
    assert config_folder() == tmp_path
    monkeypatch.setenv("GONGJISUAN_CONFIG", "")
    assert config_folder().name == "gongjisuan"
