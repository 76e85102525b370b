"""What people type: amounts and dates, read with tolerance for how they are written, never guessed at."""

import re
import unicodedata
from datetime import date

from calculator.ground.money import Fen, Rate, parse_amount

_NUMBER = re.compile(r"[\d.,]+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_UNITS = re.compile(r"(?:元|块钱?|圆|rmb|yuan)?(?:(?:/|每|a|per)(?:月|个月|month))?", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,3})(?:岁|周岁|years?(?:old)?)?", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"(上午|下午|中午|晚上|早上)?(?:(\d{1,2})(?:[:时点](\d{2})?分?)|(\d{2})(\d{2}))", re.ASCII)
_AFTERNOON = ("下午", "晚上")
_SHARE = re.compile(r"-?0?\.\d*[1-9]\d*", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def _plain(text: str) -> str:
    """Full-width characters made narrow, Chinese full stops points, spaces gone."""
    narrow = unicodedata.normalize("NFKC", text).replace("。", ".").replace("、", ",")
    return "".join(narrow.split())


def typed_amount(text: str) -> Fen:
    """The 分 of `1,200`, `１２００．５`, `1200。5`, `¥1200`, `1200元` or `1200元/月`. Raises ValueError."""
    plain = _plain(text).removeprefix("每月").removeprefix("¥")
    written = _NUMBER.match(plain)
    if written is not None and _UNITS.fullmatch(plain, written.end()):
        plain = written[0]
    if "," in plain:
        if _GROUPED.fullmatch(plain) is None:
            raise ValueError("not an amount")
        plain = plain.replace(",", "")
    if plain.startswith("."):
        plain = "0" + plain
    return parse_amount(plain.removesuffix("."))


def typed_age(text: str) -> int | None:
    """The completed years of `55`, `55岁` or `５５ 周岁`; None where it is a text of another form.

    Raises ValueError over 150.
    """
    match = _AGE.fullmatch(_plain(text))
    if match is None:
        return None
    if int(match[1]) > 150:
        raise ValueError("not an age")
    return int(match[1])


def typed_rate(text: str) -> Rate:
    """The ten-thousandths of a percentage: `65`, `65%`, `52.5`, `-5`. Raises ValueError."""
    plain = _plain(text).removesuffix("%")
    sign, digits = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
    hundredths = parse_amount(digits)  # a percentage with two decimals has the form of an amount
    return Rate(sign * hundredths)


class ShareError(ValueError):
    """A share such as `0.6`, by which 60% may be meant as well as what it says."""


def typed_percentage(text: str) -> Rate:
    """As `typed_rate`, for what is typed by hand. Raises ShareError for `0.6` without its sign; `0.6%` is taken."""
    if _SHARE.fullmatch(_plain(text)):
        raise ShareError(text)
    return typed_rate(text)


def typed_date(text: str, year: int) -> date:
    """The date of `3-5`, `3月5日`, `2023/3/5`, `20230305`; `year` where none is written. Raises ValueError."""
    plain = _plain(text)
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        raise ValueError("not a date")
    written, month, day = match.groups()
    return date(int(written or year), int(month), int(day))


def typed_time(text: str) -> str:
    """`HH:MM` of `9:30`, `９：３０`, `9点30分`, `下午3点` or `0930`. Raises ValueError."""
    match = _TIME.fullmatch(_plain(text))
    if match is None:
        raise ValueError("not a time")
    half, hour, minute = match[1], int(match[2] or match[4]), int(match[3] or match[5] or 0)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise ValueError("not a time")
    return f"{hour:02d}:{minute:02d}"


def typed_month(text: str) -> date:
    """The first day of the month `2023-1`, `2023/01`, `2023年1月`. Raises ValueError."""
    match = _MONTH.fullmatch(_plain(text))
    if match is None:
        raise ValueError("not a month")
    return date(int(match[1]), int(match[2]), 1)
