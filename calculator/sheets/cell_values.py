"""One cell of a sheet or of copied rows as a value of a visit; what cannot be read exactly is a fault, not a guess."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, get_args

from calculator.case.case import Person
from calculator.ground.faults import quoted
from calculator.ground.money import MAX_AMOUNT, Fen
from calculator.ground.typed_values import typed_amount, typed_date
from calculator.policy.names import LEVELS, SETTINGS, Circumstance, Level
from calculator.sheets.cell_text import from_one_cell, ids_by_label, names_by_word, plain
from calculator.sheets.kinds_of_care import kind_of_care

Kind = Literal[
    "date", "amount", "institution", "level", "person", "payers", "setting", "circumstances", "yes_no", "id", "care"
]
"""What a cell may hold of a visit."""

Cell = str | float | bool | date | time | timedelta
"""What a cell holds; an empty one holds an empty text."""

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
_MOMENT = re.compile(r"(\S*\d日?)[T\s]+\d{1,2}[:：时]\S*", re.ASCII)
_STAMP = re.compile(r"(\d{8})\d{4}(?:\d{2})?", re.ASCII)
_NOTHING = {"", "-", "--", "—", "——", "－"}
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
_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,20})?(e-\d\d)?", re.ASCII)
_LONGEST_ID = 200
_LEAST_NOISE = Decimal("0.000001")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the dates that spreadsheets keep as numbers."""
_LEAP_YEAR = 2000
_SERIALS = range((date(1990, 1, 1) - _FIRST_DAY).days, (date(2100, 1, 1) - _FIRST_DAY).days)


class CellError(ValueError):
    """A cell that cannot be read: the code of the sentence, and its figures."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code, self.figures = code, figures


def is_empty(cell: Cell) -> bool:
    """Whether nothing is in a cell; a dash is how tables write that."""
    return isinstance(cell, str) and cell.strip() in _NOTHING


def text_of(cell: Cell) -> str:
    """A cell as a person reads it; a whole number has no decimals."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | int):
        return str(int(cell)) if cell == cell // 1 and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


# ---- amounts


def amount_in(cell: Cell) -> Fen:
    """The 分 in a cell. Raises CellError where it is not exactly an amount."""
    if type(cell) is float or type(cell) is int:
        if 0 <= cell <= MAX_AMOUNT // 100:
            fen = round(cell * 100)
            # A number of this size lies within 0.000001 yuan of the decimal that was meant, or nobody meant one.
            if abs(cell * 100 - fen) < 0.0001:
                return Fen(fen)
        return _exactly(repr(cell), cell)
    if isinstance(cell, str):
        try:
            return typed_amount(cell)
        except ValueError:
            return _exactly(plain(cell).removeprefix("¥").removesuffix("元"), cell)
    raise CellError("not_an_amount", found=quoted(text_of(cell)))


def _exactly(number: str, cell: Cell) -> Fen:
    """The 分 of a number whose decimals beyond the second are zeros or the noise of binary fractions."""
    found = quoted(text_of(cell))
    if _NUMBER.fullmatch(number) is None:
        raise CellError("not_an_amount", found=found)
    value = Decimal(number)
    if value < 0:
        raise CellError("negative_amount", found=found)
    near = round(value, 2)
    if near * 100 > MAX_AMOUNT:
        raise CellError("amount_too_large", found=found, limit=MAX_AMOUNT)
    if abs(value - near) >= _LEAST_NOISE:
        raise CellError("too_many_decimals", found=found)
    return Fen(int(near * 100))


# ---- dates


def date_in(cell: Cell, year: int) -> date:
    """The day in a cell, whatever the time of day; `year` where a text names none. Raises CellError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if isinstance(cell, str):
            return _date_of(cell.strip(), year)
        if type(cell) is float or type(cell) is int:
            return _date_of_number(cell, year)
    except ValueError:
        if not year and isinstance(cell, str) and _names_no_year(cell.strip()):
            raise CellError("no_year", found=quoted(cell)) from None
    raise CellError("not_a_day", found=quoted(text_of(cell)))


def _date_of(text: str, year: int) -> date:
    match = _MOMENT.fullmatch(text) or _STAMP.fullmatch(text)
    return typed_date(match[1] if match else text, year)


def _names_no_year(text: str) -> bool:
    try:
        _date_of(text, _LEAP_YEAR)
    except ValueError:
        return False
    return True


def _date_of_number(number: float, year: int) -> date:
    """The day of 20230305, or the one that a spreadsheet keeps as the number of days since 1899."""
    days = int(number)
    if days in _SERIALS:
        return _FIRST_DAY + timedelta(days)
    if days != number or days < 10_000_101:
        raise ValueError(number)
    return _date_of(str(days), year)


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


def _institution(cell: Cell) -> dict[str, Any]:
    text = text_of(cell)
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
        "id": lambda cell: text if len(text := text_of(cell).strip()) <= _LONGEST_ID else None,
    }
