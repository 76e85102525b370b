"""What a guide puts in quotation marks stands so on a screen, or is what somebody says."""

import re
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from calculator.ground.language import LANGUAGES, Language
from calculator.ground.resources import resource

HELP = Path(str(resource("help")))
GUIDES = sorted({path.name.partition(".")[0] for path in HELP.glob("*.zh.md")})
QUOTED = re.compile(r"[“「]([^”」]+)[”」]")
SAID = re.compile(r"[?？.。]$")
"""Questions and sentences are what people say."""
OTHER = {"zh": {"年底"}, "en": {"an estimate", "not said"}}
"""Words that a guide explains."""


def plain(text: str) -> str:
    """A text of the screen without its mnemonic and what leads on."""
    return re.sub(r"[（(]&\w[)）]|&|…|[:：]$", "", text).strip()


def on_screens(language: Language) -> set[str]:
    with (resource("locale") / "zh_CN/LC_MESSAGES/gongjisuan.po").open("rb") as file:
        texts = [(str(message.id), str(message.string)) for message in read_po(file)]
    return {plain(chinese if language == "zh" else english) for english, chinese in texts}


@pytest.mark.parametrize(("guide", "language"), list(product(GUIDES, LANGUAGES)))
def test_what_a_guide_quotes_stands_so_on_a_screen(guide: str, language: Language) -> None:
    said = QUOTED.findall((HELP / f"{guide}.{language}.md").read_text("utf-8"))
    names = [plain(name) for name in said if not SAID.search(name) and name not in OTHER[language]]
    shown = on_screens(language)
    assert [name for name in names if not any(name in text for text in shown)] == []


def test_the_guides_do_quote_the_screens() -> None:
    for language in LANGUAGES:
        said = [
            name for guide in GUIDES for name in QUOTED.findall((HELP / f"{guide}.{language}.md").read_text("utf-8"))
        ]
        assert len(said) > 20
