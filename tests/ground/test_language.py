"""Every sentence in both languages: translated, with the same figures in it, and able to be filled in."""

import ast
import os
import re
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.messages.pofile import read_po
from statements import LIBRARY, WORDINGS

from calculator.case.case import Institution
from calculator.engine.statement import REFUNDED
from calculator.ground.faults import Fault
from calculator.ground.language import LANGUAGES, Language, as_language, language_of, translate
from calculator.ground.money import Rate
from calculator.ground.resources import resource
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import Allowed, Circumstance, Level, Plan, Purpose, Relation, Setting, Status
from calculator.policy.pack import CreditPart
from calculator.policy.pack_fields import Text
from calculator.words.fault_sentences import FAULTS
from calculator.words.sentences import TEMPLATES
from calculator.words.vocabulary import QUESTIONS, READING_VALUES, WORDS

ROOT = Path(__file__).parents[2]
PO = resource("locale", "zh_CN", "LC_MESSAGES", "gongjisuan.po")


def test_the_catalogue_is_complete_and_compiled() -> None:
    command = [sys.executable, "-m", "generated.translate", "--check"]
    tools = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    output = subprocess.run(
        command, cwd=ROOT, env=tools, capture_output=True, check=False, timeout=120, encoding="utf-8"
    )
    assert (output.returncode, output.stdout.strip()) == (0, "complete")


def placeholders(text: str) -> Counter[tuple[str, str]]:
    """The figures in a text: their names and formats, each as often as it stands there."""
    parts = string.Formatter().parse(text)
    return Counter((field, spec or "") for _text, field, spec, _conversion in parts if field is not None)


def catalogue() -> Iterator[tuple[str, str]]:
    """Every text with its translation; those that have none are told by the test of the whole."""
    with PO.open("rb") as file:
        for message in read_po(file, locale="zh_CN"):
            if message.id and message.string:
                assert isinstance(message.id, str)
                yield message.id, str(message.string)


PLAIN = {text for text, _ in catalogue() if "{" not in text and "}" not in text}


@pytest.mark.parametrize(("text", "translation"), [pair for pair in catalogue() if pair[0] not in PLAIN])
def test_the_figures_of_a_text_stand_in_its_translation(text: str, translation: str) -> None:
    assert placeholders(translation) == placeholders(text)


def test_a_text_without_figures_has_none_in_its_translation() -> None:
    found = [translation for text, translation in catalogue() if text in PLAIN and set("{}") & set(translation)]
    assert not found


def test_no_chinese_stands_in_english_but_in_examples_and_what_is_printed_on_a_receipt() -> None:
    printed = re.compile(
        "自费|丙类|自付一|自付二|先行自付|支付比例|年度累计|实际支付起付线|符合政策范围金额|余额|现金支付|账户共济支付"
        "|个人账户支出|统筹基金支出|统筹基金支付|起付线|起付标准"
    )  # what is looked for on the paper has to be named as it stands there
    chinese = [
        text
        for text, _translation in catalogue()
        if re.search("[\u4e00-\u9fff]", printed.sub("", text)) and "for example" not in text
    ]
    assert [text for text in chinese if not text.startswith("共济算:")] == []


def test_no_text_is_left_in_english() -> None:
    latin = [text for text, chinese in catalogue() if chinese == text and any(char.isalpha() for char in text)]
    # What is the same in both: formats and signs, no words.
    assert not [text for text in latin if " " in text]
    assert all(translate(text, "zh") == chinese for text, chinese in catalogue())
    assert all(translate(text, "en") == text for text, _chinese in catalogue())


FIGURES: dict[str, Any] = {
    "": "found",
    "yuan": 1234_56,
    "percent": 2750,
    "word": "level2",
    "text": Text(zh="中文", en="English"),
    "date": date(2023, 3, 5),
    "month": 2023 * 12 + 2,
    "parts": (
        CreditPart.model_construct(payer="personal", rate=Rate(200)),
        CreditPart.model_construct(payer="fund", rate=Rate(75)),
    ),
    "expected": "a, b",
    "when": "age-45: exact",
    "unread": {"total": "12o0", "opening.pooled": ""},
    "heading": "found",
}
SHOWN: dict[str, dict[Language, str]] = {
    "yuan": {"zh": "1234.56", "en": "1234.56"},
    "heading": {"zh": "found", "en": "found"},
    "percent": {"zh": "27.5%", "en": "27.5%"},
    "word": {"zh": "二级", "en": "level 2"},
    "text": {"zh": "中文", "en": "English"},
    "date": {"zh": "2023年3月5日", "en": "2023-03-05"},
    "month": {"zh": "2023-03", "en": "2023-03"},
    "parts": {"zh": "(2% + 0.75%)", "en": "(2% + 0.75%)"},
    "": {"zh": "found", "en": "found"},
    "expected": {"zh": "a, b", "en": "; expected: a, b"},
    "when": {"zh": "age-45: exact", "en": " where age-45: exact"},
    "unread": {"zh": "总费用“12o0”", "en": "total “12o0”"},
}


def figures_for(text: str) -> dict[str, Any]:
    """A figure of the right kind for every place in a text."""
    return {
        name: 80_00 if spec.startswith("less ") else FIGURES[spec] for name, spec in placeholders(text) if name != ""
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*TEMPLATES, *FAULTS])
def test_every_sentence_can_be_filled_in(code: str, language: Language) -> None:
    text = TEMPLATES.get(code) or FAULTS[code]
    wording, figures = WORDINGS[language], figures_for(text)
    if code in TEMPLATES:
        said = wording.say((code, figures))
    else:
        said = wording.fault(Fault("visits[3].total", code, figures))
        assert said.startswith("visits[3].total: ")
    assert "{" not in said
    assert "}" not in said
    for _name, spec in placeholders(text):
        assert SHOWN.get(spec, {"zh": "80.00", "en": "80.00"})[language] in said


def texts_in(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def test_every_fault_has_a_sentence_and_every_sentence_a_fault() -> None:
    codes, named = set[str](), set[str]()
    for path in sorted((ROOT / "calculator").rglob("*.py")):
        program = ast.parse(path.read_text("utf-8"))  # of hundreds of files: read once for both questions
        for node in ast.walk(program):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "reject":
                    codes |= texts_in(node.args[0])
                elif node.func.id == "Fault" and len(node.args) > 1:
                    codes |= texts_in(node.args[1])
        if path.name not in ("sentences.py", "fault_sentences.py"):
            named |= texts_in(program)
    assert codes
    assert codes <= set(FAULTS)
    assert not set(FAULTS) - named


def test_every_decision_has_a_sentence() -> None:
    excluding = {*get_args(Circumstance), *get_args(Setting), "pharmacy", "not_in_force", REFUNDED} - {"local"}
    assert {f"excluded.{code}" for code in excluding} == {code for code in TEMPLATES if code.startswith("excluded.")}
    assert {f"use.{answer}" for answer in get_args(Allowed)} == {code for code in TEMPLATES if code.startswith("use.")}


@pytest.mark.parametrize("kind", [Status, Level, Plan, Setting, Circumstance, Relation, Purpose, Allowed, Institution])
def test_every_name_of_the_formats_has_a_word(kind: Any) -> None:
    for name in get_args(kind):
        assert WORDINGS["zh"].word(name) != WORDINGS["en"].word(name)
        assert name in WORDS


def test_every_question_of_the_engine_and_every_answer_has_words() -> None:
    assert set(QUESTIONS) == set(MECHANISMS)
    assert set(READING_VALUES) == {f"{name}: {value}" for name, values in MECHANISMS.items() for value in values}
    for pack in LIBRARY:
        for reading in pack.reading:
            answers = [WORDINGS["zh"].reading(pack, reading.id, value.id) for value in reading.values]
            assert len(set(answers)) == len(answers)
            said = tuple((reading.id, value.id) for value in reading.values)
            assert all(answer in WORDINGS["zh"].readings(pack, said) for answer in answers)


def test_a_word_that_is_a_persons_own_stays_as_it_is() -> None:
    for wording in WORDINGS.values():
        assert wording.word("奶奶") == "奶奶"
        assert wording.word("constructor") == "constructor"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("en", "en"),
        ("en_GB", "en"),
        ("EN-us", "en"),
        ("zh_CN", "zh"),
        ("zh-Hant", "zh"),
        ("fr_FR", "zh"),
        ("", "zh"),
        ("C", "zh"),
    ],
)
def test_the_language_of_a_locale(name: str, language: Language) -> None:
    assert language_of(name) == language


def test_only_two_languages_have_a_name() -> None:
    assert [as_language(name) for name in LANGUAGES] == ["zh", "en"]
    for name in ("fr", "ZH", "zh_CN", ""):
        with pytest.raises(ValueError, match=f"^{name}$"):
            as_language(name)
    # The empty text has no translation, though a catalogue's head stands under it.
    assert translate("", "zh") == ""
