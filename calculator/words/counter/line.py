"""One line that says all of a visit at a counter: `3 3000 500`, `三级 3000，今年已报 500`, `xa tx 2 800 zf 50`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from calculator.case.case import Institution
from calculator.ground.money import AmountTooLargeError, Fen
from calculator.ground.typed_values import typed_amount
from calculator.policy.names import Status
from calculator.policy.pack import Pack
from calculator.policy.region_names import by_name
from calculator.policy.region_search import only_one

AMOUNTS = (
    "total",
    "pooled",
    "out_of_catalogue",
    "over_price_limit",
    "first_self_pay",
    "paid_elsewhere",
    "deductible_used",
    "balance",
)
"""The amounts that a line may hold; those without a name are the first two, in this order."""

_AMOUNT_WORDS: dict[str, tuple[str, ...]] = {
    "total": ("总费用", "总额", "费用", "金额", "共", "total"),
    "pooled": ("今年已报销", "今年已报", "本年已报销", "本年已报", "此前已报", "已报销", "已报", "报", "yb", "paid"),
    "out_of_catalogue": ("目录外", "自费", "zf", "out"),
    "over_price_limit": ("超限价", "超限", "cx", "over"),
    "first_self_pay": ("先行自付", "先自付", "先付", "xf", "first"),
    "paid_elsewhere": ("其他支付", "其他", "他付", "qt", "other"),
    "deductible_used": ("起付线已用", "起付线", "起付", "qf", "deductible"),
    "balance": ("账户余额", "余额", "ye", "balance"),
}
_STATUSES: dict[Status, tuple[str, ...]] = {
    "employed": ("在职", "zz", "employed"),
    "retired": ("退休", "tx", "retired"),
    "flexible": ("灵活就业", "灵活", "lh", "flexible"),
}
_INSTITUTIONS: dict[Institution, tuple[str, ...]] = {
    "level1": ("一级医院", "一级", "1级", "yj", "l1"),
    "level2": ("二级医院", "二级", "2级", "ej", "l2"),
    "level3": ("三级医院", "三级", "3级", "sj", "l3"),
    "pharmacy": ("药店", "药房", "yd", "pharmacy"),
}
_SAID_BESIDES = ("人民币", "元", "块钱", "块", "圆", "¥", "了", "看病", "门诊", "花", "共计", "yuan", "rmb")
_LEVEL_DIGITS: dict[str, Institution] = {"1": "level1", "2": "level2", "3": "level3"}
_PIECE = re.compile(r"\d[\d,]*(?:\.\d*)?级?|[a-z][a-z0-9]*|[^\s\d,，、;；:：.a-z]+|\S", re.ASCII)
_BETWEEN = re.compile(r"[\s、;:]+|(?<!\d),|,(?!\d)|(?<!\d)[.。]")
"""A comma between two digits belongs to the number."""


class CounterLine(NamedTuple):
    """What a line says; `amounts` are in 分 by their names in `AMOUNTS`, `unread` what could not be understood.

    `large` are amounts beyond all bills.
    """

    region: str | None = None
    status: Status | None = None
    institution: Institution | None = None
    amounts: dict[str, Fen] = {}  # noqa: RUF012 — read only
    unread: tuple[str, ...] = ()
    large: tuple[str, ...] = ()


def read_line(text: str, packs: Iterable[Pack] = ()) -> CounterLine:
    """What a line says of a visit; without `packs` it names no region.

    A single digit from 1 to 3 before all amounts is the level; then comes the total, then 本年已报销. Anything else
    follows its name, its pinyin initials, or stands alone: status, level, region.
    """
    line, amounts, unread, large = _Reader(list(packs)), dict[str, Fen](), list[str](), list[str]()
    wanted: str | None = None
    for piece in _pieces(_narrow(text), line):
        if not piece[0].isdigit() or line.said_as_word(piece):
            wanted = line.take(piece, wanted, unread)
            continue
        if wanted is None and not amounts and line.institution is None and piece in _LEVEL_DIGITS:
            line.institution = _LEVEL_DIGITS[piece]
            continue
        name = wanted or next((name for name in AMOUNTS[:2] if name not in amounts), None)
        wanted = None
        try:
            amount = typed_amount(piece)
        except AmountTooLargeError:
            large.append(piece)
            continue
        except ValueError:
            unread.append(piece)
            continue
        if name is None or name in amounts:
            unread.append(piece)
        else:
            amounts[name] = amount
    if wanted is not None:
        unread.append(line.last)
    return CounterLine(line.region, line.status, line.institution, amounts, tuple(unread), tuple(large))


def _narrow(text: str) -> str:
    """Narrow small letters; a Chinese comma parts, wherever it stands."""
    return unicodedata.normalize("NFKC", text.replace("，", " ")).casefold()


class _Reader:
    """Takes the words of a line one after the other."""

    def __init__(self, packs: list[Pack]) -> None:
        self._packs = packs
        self.region: str | None = None
        self.status: Status | None = None
        self.institution: Institution | None = None
        self.last = ""
        self.known = _known()
        for name, region in by_name(packs).items():
            self.known[unicodedata.normalize("NFKC", name).casefold()] = ("region", region)

    def said_as_word(self, piece: str) -> bool:
        """Whether a piece that begins with a digit is a word, such as 3级."""
        return piece in self.known

    def take(self, piece: str, wanted: str | None, unread: list[str]) -> str | None:
        """Take a word; gives the name of the amount that is to follow."""
        if wanted is not None and piece not in _SAID_BESIDES:
            unread.append(self.last)
        kind, value = self.known.get(piece) or self._region(piece)
        self.last = piece
        if kind == "amount":
            return value
        if kind == "besides":
            return wanted
        before = getattr(self, kind, None) if kind else None
        if not kind or (before is not None and before != value):
            unread.append(piece)
        else:
            setattr(self, kind, value)
        return None

    def _region(self, piece: str) -> tuple[str, str]:
        pack = only_one(self._packs, piece)
        return ("", "") if pack is None else ("region", pack.id)


def _known() -> dict[str, tuple[str, str]]:
    """What each word is, and what it says."""
    known = dict.fromkeys(_SAID_BESIDES, ("besides", ""))
    tables: tuple[tuple[str, dict[str, tuple[str, ...]]], ...] = (
        ("amount", _AMOUNT_WORDS),
        ("status", {str(name): words for name, words in _STATUSES.items()}),
        ("institution", {str(name): words for name, words in _INSTITUTIONS.items()}),
    )
    for kind, table in tables:
        known |= {word: (kind, value) for value, words in table.items() for word in words}
    return known


def _pieces(text: str, line: _Reader) -> Iterator[str]:
    """The numbers and words of a line; words that are written together are taken apart."""
    for part in _BETWEEN.split(text):
        for piece in _PIECE.findall(part or ""):
            if piece[0].isdigit() or piece.isascii():
                yield piece
            else:
                yield from _apart(piece, line)


def _apart(text: str, line: _Reader) -> Iterator[str]:
    """The longest known words from the beginning on; what is none is one piece up to the next."""
    place, left = 0, ""
    while place < len(text):
        word = next((text[place:end] for end in range(len(text), place, -1) if text[place:end] in line.known), "")
        if word:
            if left:
                yield left
            yield word
            left = ""
            place += len(word)
        else:
            left += text[place]
            place += 1
    if left:
        yield left
