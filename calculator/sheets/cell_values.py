"""One cell of a sheet or of copied rows as a value of a visit; what cannot be read exactly is a fault, not a guess."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

from calculator.case.case import Person
from calculator.ground.faults import quoted
from calculator.policy.names import LEVELS, SETTINGS, Circumstance, Level
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_days import clock_time_in, date_in
from calculator.sheets.cell_text import from_one_cell, ids_by_label, names_by_word, plain
from calculator.sheets.cells import Cell, CellError, seen, text_of
from calculator.sheets.kinds_of_care import kind_of_care
from calculator.sheets.platform_codes import INSURANCE_CODES, LEVEL_CODES, PERSON_CODES

Kind = Literal[
    "date",
    "time",
    "amount",
    "institution",
    "level",
    "person",
    "payers",
    "setting",
    "circumstances",
    "yes_no",
    "id",
    "care",
    "text",
    "number",
    "refund",
    "valid",
    "refund_day",
    "insurance",
    "person_type",
    "item",
    "unread",
]
"""What a cell may hold of a visit."""

_GRADE = r"(?:[特甲乙丙]等)?"
_LEVEL = re.compile(
    rf"(?:定点|公立|民营|综合|专科)*(?:([一二三123])级?{_GRADE}|([一二三])[甲乙丙]|level([123]))"
    r"(?:及以下|andbelow)?(?:定点|公立|民营|综合|专科|中医)*(?:医院|医疗机构|机构)?",
    re.IGNORECASE,
)
_FIRST_LEVEL = re.compile(r"社区卫生服务(?:中心|站)|(?:乡镇?|镇|中心)?卫生院|村?卫生[室所]|诊所")
"""Institutions that by their kind are of the first level or below."""
_FIRST_LEVEL_NAME = re.compile(r".+(?:社区卫生服务(?:中心|站)|村卫生[室所])")
_PHARMACY = re.compile(r"(?:定点)?(?:零售)?(?:大?药[店房]|pharmacy)[·(:]*(.*?)\)?", re.IGNORECASE)
_PHARMACY_NAME = re.compile(r".+(?:药店|大药房)(?:\(.*\)|[^()]{0,10}[分门]?店)?")
_OUTSIDE = {"outsideprescription", "外配处方"}
_DIGITS = {"一": 0, "二": 1, "三": 2, "1": 0, "2": 1, "3": 2}
_BETWEEN = re.compile(r"[、，,/+\n]")
_YES, _NO = {"是", "有", "true", "yes", "y", "1", "√", "✓"}, {"否", "无", "false", "no", "n", "0", "×"}
_CASH = {"cash", "现金", "现金支付"}
_SETTING_NAMES = {
    "local": ("本地", "市内", "本市", "统筹区内", "local"),
    "remote_filed": ("异地已备案", "异地备案", "异地就医已备案", "备案"),
    "remote_filed_not_direct": ("异地已备案未直接结算", "异地备案未直接结算", "异地备案手工报销"),
    "remote_unfiled": ("异地未备案", "异地就医未备案", "未备案"),
    "not_settled_directly": ("未直接结算", "手工报销", "零星报销"),
    "non_designated": ("非定点", "非定点医疗机构"),
}
_LONGEST_ID = _LONGEST_LINE = 200
_STATUS_WORDS = {"退休": "retired", "灵活": "flexible", "在职": "employed", "职工": "employed", "公务员": "employed"}
_BACK = re.compile("[退冲红废撤]")
_MARK = re.compile(
    r"(?P<done>已|被|全额|全部)*(?P<what>退费|退款|退号|退票|冲红|红冲|冲销|冲正|作废|撤销|红字|红票|取消|退)(?:票据|发票|单据|票|单)?"
)
_OF_ITSELF = {"作废", "取消"}
"""What is said of a bill alone; what pays it back is not called so."""
_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?e\+?\d\d", re.ASCII | re.IGNORECASE)
_MOST_DIGITS = 10**15
"""From here on a spreadsheet keeps a number without its last digits."""
_NO_DAY = re.compile(r"0000\D.*|0+|(?:1900|0001)\D0?1\D0?1\b.*", re.ASCII)
"""What programs write where there is no day."""


# ---- institutions


def level_in(text: str) -> Level:
    """The level of `一级`, `二级医院`, `三级甲等`, `level 3`, `社区卫生服务中心`. Raises ValueError."""
    if _FIRST_LEVEL.fullmatch(plain(text)):
        return LEVELS[0]
    match = _LEVEL.fullmatch(plain(text))
    if match is None:
        raise ValueError(text)
    return LEVELS[_DIGITS[match[1] or match[2] or match[3]]]


def institution_in(text: str) -> tuple[str, Level | None]:
    """Institution and prescriber of `三级医院`, `药店（二级）` or, without a prescriber, `药店`. Raises ValueError."""
    match = _PHARMACY.fullmatch(plain(text))
    if match is None:
        return level_in(text), None
    return "pharmacy", level_in(match[1]) if match[1] and match[1] not in _OUTSIDE else None


def institution_of_name(name: str) -> str | None:
    """The kind of institution that a name tells by itself: a community health centre, a pharmacy; None for others."""
    if _FIRST_LEVEL_NAME.fullmatch(plain(name)):
        return LEVELS[0]
    return "pharmacy" if _PHARMACY_NAME.fullmatch(plain(name)) else None


def coded_institution(cell: Cell, *, one_lowest: bool | None = None) -> dict[str, Any]:
    """The institution of a column of the national platform's codes; a single digit means different things there.

    `one_lowest` says whether a 1 is the first level; where it is not known, a digit cannot be read.
    """
    text = seen(text_of(cell))
    if len(text) != 1 or not text.isdigit():
        return _institution(cell)
    if one_lowest is None:
        raise CellError("ambiguous_level", found=quoted(text))
    if text not in ("1", "2", "3"):
        raise CellError("not_an_institution", found=quoted(text))
    place = int(text) - 1
    return {"institution": LEVELS[place if one_lowest else len(LEVELS) - 1 - place]}


def _institution(cell: Cell) -> dict[str, Any]:
    text = seen(text_of(cell))
    if text in LEVEL_CODES:
        return {"institution": LEVEL_CODES[text]}
    try:
        institution, prescriber = institution_in(text)
    except ValueError:
        raise CellError("not_an_institution", found=quoted(text)) from None
    # Another column may name the prescriber; this one overrules it only where it says so.
    return {"institution": institution, "prescriber": prescriber} if prescriber else {"institution": institution}


def _level(cell: Cell) -> Level:
    try:
        return level_in(text_of(cell))
    except ValueError:
        raise CellError("not_a_level", found=quoted(text_of(cell))) from None


def _care(cell: Cell) -> str:
    try:
        return kind_of_care(text_of(cell))
    except ValueError:
        if seen(text_of(cell)).isdigit():
            raise CellError("unknown_care_code", found=quoted(text_of(cell))) from None
        raise CellError("not_a_kind_of_care", found=quoted(text_of(cell))) from None


# ---- words


def _words(names: Sequence[str], more: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The names by themselves, by the field's words in both languages, and by what else they are called."""
    known = {plain(word): name for word, name in names_by_word(names).items()}
    return known | {plain(word): name for name, words in (more or {}).items() for word in words}


def _people(people: Sequence[Person]) -> dict[str, str]:
    """Ids by what people are called, as written and, where that still names one only, however it is written."""
    labels = ids_by_label({person.id: person.name for person in people})
    loose: dict[str, set[str]] = {}
    for label, person_id in labels.items():
        loose.setdefault(plain(label), set()).add(person_id)
    return {label: next(iter(ids)) for label, ids in loose.items() if len(ids) == 1} | labels


def _one_of(known: Mapping[str, str], code: str) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = text_of(cell)
        name = known.get(text) or known.get(text.strip()) or known.get(plain(text))
        if name is None:
            raise CellError(code, found=quoted(text))
        return name

    return read


def _several(read: Callable[[Cell], str]) -> Callable[[Cell], tuple[str, ...]]:
    """Several names in a cell; a name may hold what else stands between names."""

    def read_part(part: str) -> list[str]:
        try:
            return [read(part)]
        except CellError:
            return [read(piece) for piece in _BETWEEN.split(part) if piece.strip()]

    def read_all(cell: Cell) -> tuple[str, ...]:
        try:
            parts = from_one_cell(text_of(cell))
        except ValueError:
            parts = [text_of(cell)]
        return tuple(name for part in parts for name in read_part(part))

    return read_all


def _yes_or_no(cell: Cell) -> bool:
    word = plain(text_of(cell))
    if word in _YES | _NO:
        return word in _YES
    raise CellError("not_yes_or_no", found=quoted(text_of(cell)))


def paid_back_mark(text: str) -> str:
    """What a text that is no more than a mark says of its row: `void` for a bill that was paid back or cancelled.

    `either` where it may also say that the row pays another one back; empty for any other text.
    """
    mark = _MARK.fullmatch(plain(text))
    if mark is None or (mark["what"] == "取消" and not mark["done"]):
        return ""
    return "void" if mark["done"] or mark["what"] in _OF_ITSELF else "either"


def _paid_back(cell: Cell) -> str:
    """Whether a mark or a state says that a bill was paid back or is void, as `paid_back_mark`; empty if not."""
    said = plain(seen(text_of(cell)))
    if said in _YES | _NO:
        return "void" if said in _YES else ""
    if mark := paid_back_mark(said):
        return mark
    if not _BACK.search(said):
        if said.isdigit():
            raise CellError("not_yes_or_no", found=quoted(text_of(cell)))
        return ""
    if "部分" in said:
        raise CellError("partly_paid_back", found=quoted(text_of(cell)))
    return "" if said.startswith(("未", "无", "不", "非")) else "void"


def _invalid(cell: Cell) -> str:
    """`void` where a mark says that a bill does not hold, empty where it does."""
    said = plain(seen(text_of(cell)))
    if said in _YES | {"有效", "正常"}:
        return ""
    if said in _NO | {"无效", "失效"}:
        return "void"
    return _paid_back(cell)


def _number(cell: Cell) -> str:
    """The number of a bill, empty for zeros alone; one that lost digits in a spreadsheet names no bill for certain."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _MOST_DIGITS:
        raise CellError("number_lost_digits", found=quoted(text_of(cell)))
    text = _line(cell)
    if _LOST_DIGITS.fullmatch(text):
        raise CellError("number_lost_digits", found=quoted(text))
    return text if text.strip("0") else ""


def _is_employees(cell: Cell) -> bool:
    """Whether a bill was settled by the employees' insurance."""
    said = plain(seen(text_of(cell)))
    if said in INSURANCE_CODES:
        return INSURANCE_CODES[said]
    if "职工" in said and "居民" not in said:
        return True
    if any(word in said for word in ("居民", "城乡", "新农合", "离休", "生育", "工伤", "商业", "自费")):
        return False
    raise CellError("not_an_insurance", found=quoted(text_of(cell)))


def _person_type(cell: Cell) -> str:
    """The status that a person had, empty where a text says none, `other` outside the employees' insurance."""
    said = plain(seen(text_of(cell)))
    if said in PERSON_CODES:
        return PERSON_CODES[said] or "other"
    if any(word in said for word in ("居民", "离休", "学生", "儿童")):
        return "other"
    if said.isdigit():
        raise CellError("not_a_person_type", found=quoted(text_of(cell)))
    return next((status for word, status in _STATUS_WORDS.items() if word in said), "")


def _line(cell: Cell) -> str:
    """A name or a note on one line, as much of it as is kept."""
    return " ".join(seen(text_of(cell)).rstrip("\ufffd").split())[:_LONGEST_LINE]


def readers(people: Sequence[Person], year: int) -> dict[Kind, Callable[[Cell], Any]]:
    """How a cell of each kind is read; all raise CellError. An institution's may give two fields at once."""
    person = _one_of(_people(people), "unknown_person")
    payers = _several(person)
    return {
        "date": lambda cell: date_in(cell, year),
        "amount": amount_in,
        "institution": _institution,
        "level": _level,
        "person": person,
        "payers": lambda cell: () if plain(text_of(cell)) in _CASH else payers(cell),
        "setting": _one_of(_words(SETTINGS, _SETTING_NAMES), "not_a_setting"),
        "circumstances": _several(_one_of(_words(get_args(Circumstance)), "not_a_circumstance")),
        "yes_no": _yes_or_no,
        "care": _care,
        "time": clock_time_in,
        "text": _line,
        "number": _number,
        "item": _line,
        "refund": _paid_back,
        "valid": _invalid,
        "refund_day": lambda cell: "" if _NO_DAY.fullmatch(text_of(cell)) else str(date_in(cell, year)) and "void",
        "insurance": _is_employees,
        "person_type": _person_type,
        "unread": text_of,
        "id": lambda cell: text if len(text := text_of(cell).strip()) <= _LONGEST_ID else None,
    }
