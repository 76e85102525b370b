"""What a sheet of all of a person's bills calls a row: care as an outpatient, under a scheme, or a stay in hospital."""

import re

from calculator.sheets.cell_text import plain
from calculator.sheets.platform_codes import CARE_CODES, CARE_GROUPS

_OF_A_GROUP = re.compile(r"(\d\d)(?:\d\d){0,2}", re.ASCII)
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


def kind_of_care(text: str) -> str:
    """Whether a text says `outpatient`, `chronic`, `special_drug`, `inpatient` or `other`.

    Raises ValueError where it says none of these.
    """
    said = plain(text)
    if said in CARE_CODES:
        return CARE_CODES[said]
    if (group := _OF_A_GROUP.fullmatch(said)) is not None and group[1] in CARE_GROUPS:
        return CARE_GROUPS[group[1]]
    for kind, pattern in _KINDS.items():
        if pattern.fullmatch(said):
            return kind
    raise ValueError(text)
