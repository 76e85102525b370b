"""Chinese input: which way Qt is led to the input method that a desktop asks for."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from calculator.files.settings import Store
from calculator.session.input_method import asked_for, led_to, variables

OF_PIP = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
PORTAL = {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.fixture
def with_fcitx(tmp_path: Path) -> Path:
    """The plug-ins of a Qt that a distribution made."""
    for name in ("ibus", "compose", "fcitx5"):
        (tmp_path / f"lib{name}platforminputcontextplugin.so").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, []),
        ({"QT_IM_MODULE": "fcitx"}, ["fcitx"]),
        ({"QT_IM_MODULE": "xim", "QT_IM_MODULES": "wayland;fcitx;ibus"}, ["wayland", "fcitx", "ibus"]),
        ({"XMODIFIERS": "@im=fcitx"}, ["fcitx"]),
        ({"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}, []),
        ({"XMODIFIERS": ""}, []),
    ],
)
def test_the_desktop_s_variables_name_what_is_asked_for(known: dict[str, str], wanted: list[str]) -> None:
    assert asked_for(known) == wanted


@pytest.mark.skipif(not OF_PIP.is_dir(), reason="this Qt has no input methods")
@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, {}),
        ({"QT_IM_MODULE": "ibus"}, {}),  # found by itself
        ({"QT_IM_MODULE": "compose"}, {}),
        ({"QT_IM_MODULE": "fcitx"}, PORTAL),
        ({"QT_IM_MODULE": "fcitx5"}, PORTAL),
        ({"QT_IM_MODULES": "fcitx;ibus"}, {}),
        ({"XMODIFIERS": "@im=fcitx"}, PORTAL),
        ({"XMODIFIERS": "@im=ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "uim"}, {}),
    ],
)
def test_who_asks_for_fcitx_is_led_to_the_portal(known: dict[str, str], told: dict[str, str]) -> None:
    assert variables(known, OF_PIP) == told


def test_a_qt_that_knows_fcitx_is_left_alone(with_fcitx: Path) -> None:
    assert variables({"QT_IM_MODULE": "fcitx"}, with_fcitx) == {}
    assert variables({"XMODIFIERS": "@im=fcitx"}, with_fcitx) == {"QT_IM_MODULE": "fcitx"}


def test_a_qt_without_input_methods_is_told_nothing(tmp_path: Path) -> None:
    assert variables({"QT_IM_MODULE": "fcitx"}, tmp_path / "none") == {}


def test_what_is_started_later_finds_the_desktop_s_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.delenv("IBUS_USE_PORTAL", raising=False)
    with led_to(PORTAL):
        assert os.environ["QT_IM_MODULE"] == "ibus"
    assert os.environ["QT_IM_MODULE"] == "fcitx"
    assert "IBUS_USE_PORTAL" not in os.environ


def test_what_is_told_once_is_told_once(tmp_path: Path) -> None:
    assert Store(tmp_path).is_first("input-method")
    assert not Store(tmp_path).is_first("input-method")
    assert Store(tmp_path).is_first("another")
