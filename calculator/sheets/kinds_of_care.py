"""What a sheet of all of a person's bills calls a row: care as an outpatient, under a scheme, or a stay in hospital."""

import re

from calculator.sheets.cell_text import plain

_CODE = r"(?:\d{2,4}[-:]?)?"
_KINDS = {
    "inpatient": re.compile(rf"{_CODE}[^门药]*住院[^门药]*|inpatient"),
    "chronic": re.compile(
        rf"{_CODE}(?:门诊|门)?(?:慢特病|慢性病|特殊病|特殊疾病|慢病|特病|特慢病|特殊慢性病|慢特?|特|大病)(?:病种|门诊|治疗|待遇)?"
    ),
    "outpatient": re.compile(
        rf"{_CODE}(?:普通门诊(?:统筹)?|门诊(?:统筹|挂号)?|普通门\(?急\)?诊|门\(?急\)?诊|急诊|普通"
        r"|(?:定点)?(?:零售)?药店(?:购药)?|购药|outpatient)"
    ),
}
_CODES = {"11": "outpatient", "14": "chronic", "21": "inpatient", "41": "outpatient"}
"""The codes of the settlement interface that nobody can take for another one."""


def kind_of_care(text: str) -> str:
    """Whether a text says `outpatient`, `chronic` or `inpatient`. Raises ValueError where it says neither."""
    said = plain(text)
    for kind, pattern in _KINDS.items():
        if _CODES.get(said) == kind or pattern.fullmatch(said):
            return kind
    raise ValueError(text)
