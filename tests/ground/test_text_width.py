"""How wide a text is, and where long words are broken."""

import subprocess
import sys

import pytest

from calculator.ground.text_width import display_width, in_lines


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc 12.30", 9),
        ("日照市", 6),
        ("一级及以下 60%", 14),
        ("═─", 2),
        ("ｗｉｄｅ", 8),
        ("\u00e9", 1),
        ("e\u0301", 1),  # the same, as two characters
        ("nǎ", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("中\u200b文", 4),
        ("中\n文", 4),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("本人", 8, "本人"),
        ("", 8, ""),
        ("一二三四五", 8, "一二三四\n五"),
        ("one two three", 8, "one two\nthree"),
        ("abcdefghij", 4, "abcd\nefgh\nij"),
        ("a b", 1, "a\nb"),
        ("一", 1, "一"),
    ],
)
def test_long_words_are_put_into_lines(text: str, most: int, lines: str) -> None:
    assert in_lines(text, most) == lines


def test_no_mark_is_parted_from_its_letter() -> None:
    assert in_lines("e\u0301" * 3, 2) == "e\u0301e\u0301\ne\u0301"


def test_short_words_are_put_into_lines_without_loading_a_table_of_widths() -> None:
    code = "import sys; from calculator.ground.text_width import in_lines; in_lines('退休人员', 20);"
    code += "print('wcwidth' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "False"
