"""Whether there is a screen that a window can open on."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from environment.display import Display, find_display

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sockets with a file")


@contextmanager
def listening(path: Path) -> Iterator[None]:
    if sys.platform == "win32":
        pytest.skip("Python has no such sockets there")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(platform: str, tmp_path: Path) -> None:
    assert find_display({}, platform, tmp_path) is Display.NATIVE


@posix_only
@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({}, Display.NONE),
        ({"DISPLAY": ""}, Display.NONE),
        ({"DISPLAY": "nonsense"}, Display.NONE),
        ({"DISPLAY": ":7"}, Display.X11),
        ({"DISPLAY": ":7.0"}, Display.X11),
        ({"DISPLAY": "unix:7"}, Display.X11),
        ({"DISPLAY": ":8"}, Display.NONE),
        ({"DISPLAY": "localhost:10.0"}, Display.X11),
        ({"WAYLAND_DISPLAY": "wayland-9"}, Display.NONE),
        ({"WAYLAND_DISPLAY": "wayland-9", "DISPLAY": ":7"}, Display.X11),
        ({"DISPLAY": ":7", "QT_QPA_PLATFORM": "offscreen"}, Display.NONE),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, Display.NATIVE),
    ],
)
def test_a_linux_display_counts_when_it_answers(variables: dict[str, str], found: object, tmp_path: Path) -> None:
    with listening(tmp_path / "X7"):
        # A file that nobody listens on any more is left behind by a server that crashed.
        (tmp_path / "X8").touch()
        given = {"XDG_RUNTIME_DIR": str(tmp_path), **variables}
        assert find_display(given, "linux", tmp_path) is found


@posix_only
def test_a_wayland_display_by_name_or_by_path(tmp_path: Path) -> None:
    with listening(tmp_path / "wayland-0"):
        by_name = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}
        assert find_display(by_name, "linux", tmp_path) is Display.WAYLAND
        by_path = {"WAYLAND_DISPLAY": str(tmp_path / "wayland-0")}
        assert find_display(by_path, "linux", tmp_path) is Display.WAYLAND
