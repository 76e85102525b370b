"""What the figures rest on stands once on a person's page and on the slip, and not among the doubts."""

import json
from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from statements import LIBRARY

from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.printing.account_sheet import account_sheet
from calculator.printing.slip_sheet import slip_sheet
from calculator.words.personal_year import personal_year
from calculator.words.wording import Wording


@pytest.mark.parametrize("kind", ["page", "slip"])
@pytest.mark.parametrize(
    ("region", "said", "doubt"),
    [("rizhao", "不知道此后的调整", "标准可能已经变化"), ("xian", "正式文件可能不同", "不是正式文件")],
)
def test_it_is_printed_once(qtbot: QtBot, region: str, said: str, doubt: str, kind: str) -> None:
    del qtbot  # paper needs fonts
    person = {"id": "me", "region": region, "status": "employed"}
    data = {"format": "gongjisuan-case/1", "from": "2026-01", "through": "2026-12", "people": [person], "visits": []}
    case = read_case(json.dumps(data).encode(), LIBRARY)
    statement = compute(case, LIBRARY)
    of = personal_year(case, statement, LIBRARY, Wording("zh"), "me", 2026)
    sheet = (
        account_sheet(case, statement, LIBRARY, of, {}) if kind == "page" else slip_sheet(case, of, date(2026, 3, 1))
    )
    text = sheet.document.toPlainText()
    assert text.count(said) == 1
    assert doubt not in text
    assert "12393" in text
