"""What Windows, macOS and hosted machines build from, where it cannot be run here: what it names is there."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSTALLERS = ROOT / "packaging" / "installers"
SETUP = (INSTALLERS / "windows" / "gongjisuan.iss").read_text("utf-8")
WORKFLOW = (ROOT / ".ci" / "release.yml").read_text("utf-8")
SPEC = (INSTALLERS / "gongjisuan.spec").read_text("utf-8")


def section(name: str) -> str:
    """The lines of a section of the setup script."""
    return SETUP.partition(f"[{name}]\n")[2].partition("\n[")[0]


def test_the_setup_needs_no_administrator_and_is_for_windows_of_64_bits() -> None:
    settings = dict(line.partition("=")[::2] for line in section("Setup").splitlines() if "=" in line)
    assert settings["PrivilegesRequired"] == "lowest"
    assert settings["ArchitecturesAllowed"] == "x64compatible"
    assert settings["ChangesAssociations"] == "yes"
    for name in ("LicenseFile",):
        assert (INSTALLERS / "windows" / settings[name].replace("\\", "/")).resolve().is_file()


def test_the_setup_speaks_both_languages_alike() -> None:
    assert re.findall(r'^Name: "(\w+)"', section("Languages"), re.MULTILINE) == ["zh", "en"]
    messages = [line.partition("=")[0] for line in section("CustomMessages").splitlines() if "=" in line]
    zh, en = ({name[3:] for name in messages if name.startswith(f"{code}.")} for code in ("zh", "en"))
    assert zh == en
    used = set(re.findall(r"\{cm:(\w+)", SETUP)) | set(re.findall(r"CustomMessage\('(\w+)'\)", SETUP))
    assert used - {"LaunchProgram"} <= zh  # that one is Inno Setup's own


def test_households_open_with_the_program_and_stay_when_it_is_removed() -> None:
    assert r"Software\Classes\.gjs" in section("Registry")
    assert all(
        line.count("{app}") == 1 for line in section("Registry").splitlines() if "ValueData: " in line and "app" in line
    )
    removal = section("Code")
    assert "MB_DEFBUTTON2" in removal
    assert "not UninstallSilent" in removal
    # What is removed on request is what the program keeps, and nothing else.
    assert re.findall(r"DelTree\(ExpandConstant\('([^']+)'\)", removal) == [r"{localappdata}\gongjisuan"]


def test_the_setup_takes_the_programs_that_the_spec_makes() -> None:
    started = set(re.findall(r"\{app\}\\([\w-]+)\.exe", SETUP))
    assert started == {"gongjisuan"}
    assert '("gongjisuan", False), ("gongjisuan-cli", True)' in SPEC
    assert "upx=True" not in SPEC


def test_the_disk_image_holds_the_program_and_its_licence() -> None:
    settings = runpy.run_path(str(INSTALLERS / "macos" / "dmg_settings.py"), {"defines": {"app": "x/共济算.app"}})
    assert settings["files"] == ["x/共济算.app", "LICENSE"]
    assert set(settings["icon_locations"]) == {"共济算.app", "Applications", "LICENSE"}
    assert 'name="共济算.app"' in SPEC


def test_the_workflow_names_commands_and_files_that_are_there() -> None:
    usage = (ROOT / "packaging" / "dev.py").read_text("utf-8")
    commands = re.findall(r"packaging/dev\.py ([\w-]+)", WORKFLOW)
    assert {"test", "bundle", "deb"} <= set(commands)
    assert [name for name in commands if f'    "{name}": Command(' not in usage] == []
    named = re.findall(r"(?:^|\s)((?:packaging|resources|calculator)[/\\][\w./\\-]+)", WORKFLOW)
    assert named
    assert [name for name in named if not (ROOT / name.replace("\\", "/")).exists()] == []


@pytest.mark.parametrize("name", ["checkout", "setup-python", "upload-artifact", "download-artifact"])
def test_the_workflow_uses_only_the_host_s_own_actions(name: str) -> None:
    used = set(re.findall(r"uses: (\S+)", WORKFLOW))
    assert any(action.startswith(f"actions/{name}@v") for action in used)
    assert all(action.startswith("actions/") for action in used)
