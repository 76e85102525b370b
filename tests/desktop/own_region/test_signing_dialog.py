"""Signing a region of one's own in the window: by keys, with a key file; what is written is checked at once."""

from pathlib import Path

import pytest
from driver.accessibility import unnamed, without_tip
from driver.clipping import clipped
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from statements import LIBRARY

from calculator.desktop.own_region.signing_dialog import SigningDialog
from calculator.files.signed_packs.key_files import make_key
from calculator.files.signed_packs.pack_store import read_candidate
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.authoring.pack_writer import data_of, written
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

PACK = LIBRARY.pack("rizhao").model_copy(update={"id": "newtown", "version": 3})
CONTENT = written(data_of(PACK))


def opened(qtbot: QtBot, language: Language = "zh", theme: Theme | None = None) -> SigningDialog:
    theme = theme or Theme()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, theme)
    dialog = SigningDialog(Wording(language), theme, PACK, CONTENT)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_region_is_signed_and_what_was_written_is_checked(qtbot: QtBot, tmp_path: Path) -> None:
    public = make_key(tmp_path / "me.key", "日照市医保局")
    dialog = opened(qtbot)
    assert not dialog.sign.isEnabled()
    qtbot.keyClicks(dialog.file, str(tmp_path / "me.key"))
    assert f"日照市医保局（{public.fingerprint}）" in dialog.signer.text()
    assert dialog.sign.isEnabled()
    target = tmp_path / "newtown@3.toml"
    dialog.sign_to(target)
    found = read_candidate(target)
    assert (found.content, found.pack) == (CONTENT, PACK)
    assert found.signature is not None
    assert found.signature.signer == public
    for part in ("第 3 版", target.name, f"{target.name}.sig", public.fingerprint):
        assert part in dialog.told.text()


@pytest.mark.parametrize("content", ["", "no key", None])
def test_what_is_no_key_is_said_and_signs_nothing(qtbot: QtBot, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "other.key"
    if content is not None:
        file.write_text(content, "utf-8")
    dialog = opened(qtbot)
    qtbot.keyClicks(dialog.file, str(file))
    assert dialog.signer.isVisible()
    assert not dialog.sign.isEnabled()
    dialog.sign_to(tmp_path / "out.toml")
    assert not (tmp_path / "out.toml").exists()
    assert dialog.file.text() == str(file)


def test_where_nothing_can_be_written_nothing_is_said_to_be_signed(qtbot: QtBot, tmp_path: Path) -> None:
    make_key(tmp_path / "me.key", "somebody")
    dialog = opened(qtbot)
    dialog.take_key(tmp_path / "me.key")
    dialog.sign_to(tmp_path / "nowhere" / "deep" / "x.toml")
    if not (tmp_path / "nowhere").exists():
        assert "没有签名" in dialog.told.text()
    (tmp_path / "there.toml").mkdir()
    dialog.sign_to(tmp_path / "there.toml")
    assert "没有签名" in dialog.told.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 200])
def test_all_of_it_is_seen_named_and_reached(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language, percent: int
) -> None:
    monkeypatch.chdir(tmp_path)
    make_key(tmp_path / "me.key", "somebody")
    dialog = opened(qtbot, language, Theme(percent=percent))
    dialog.take_key(Path("me.key"))
    dialog.sign_to(tmp_path / "newtown@3.toml")
    for _turn in range(3):
        QApplication.processEvents()
    assert clipped(dialog) == []
    assert unnamed(dialog) == []
    assert without_tip(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
