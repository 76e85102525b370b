"""Which meaning the headings of a sheet have, in however many rows they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from calculator.ground.language import LANGUAGES, translate
from calculator.sheets.cell_text import plain
from calculator.sheets.others.heading_names import SHEET_MEANINGS

_OUTSIDE_WORDS = re.compile(r"[\s:*/|]+")
_ASIDE = re.compile(r"[(\[](?:单位:)?(?:人民币|yuan|cny|rmb|¥|必填|选填)[)\]]|[:*]", re.IGNORECASE)
_AMONG = re.compile(r"^\s*其中\s*[:、,]?\s*(?=\S)")
_LONGEST_HEADING = 60
_ALL_BRACKETS = dict.fromkeys(map(ord, "()[]{}"))
_FIELD_OF_A_FORM = re.compile(r"[:：]\s*\S")
_OF_ITEMS = {"金额", "费用", "amount", "项目金额", "明细金额", "detitemfeesumamt"}
_SELF_PAID = {"自费", "自费金额", "自费费用", "个人自费", "个人自费金额"}
_VAGUE = {*_OF_ITEMS, *_SELF_PAID, *("总额", "合计", "总计", "合计金额", "总金额", "丙类", "totalamount")}
"""What says whose part or sum it is only together with the group above it."""
_OWN_NAMES = 1 + len(LANGUAGES)
"""The contract's name and ours in each language come first."""
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]?")
_UNITS = {
    "万元": Fraction(10_000),
    "万": Fraction(10_000),
    "千元": Fraction(1000),
    "千": Fraction(1000),
    "元": Fraction(1),
    "角": Fraction(1, 10),
    "分": Fraction(1, 100),
}
_UNIT = r"((?:百万|十万|[万千百亿])?[元圆角分]|百万|[万千亿])"
_SAID_UNIT = re.compile(
    rf"[(\[{{](?:金额)?(?:单位)?[:为是]?(?:人民币)?{_UNIT}(?:人民币)?[)\]}}]"
    # `单位:分` where nothing of a longer word follows, such as a branch that filled it in.
    r"|单位[:为是]?(?:人民币)?((?:百万|十万|[万千百亿])?[元圆]|(?:[角分]|百万|[万千亿])(?![\u4e00-\u9fff]))"
    rf"|以(?:人民币)?{_UNIT}(?:为单位|计)|[/,_]{_UNIT}$"
)
_FOREIGN = re.compile(r"美元|港[币元]|欧元|日元|英镑|澳门[币元]|台币|\b(?:usd|hkd|eur|jpy|gbp)\b|[$€£]")
_BARE_UNIT = re.compile(_UNIT)
_ONLY_UNIT = re.compile(rf"[(\[{{]?(?:单位:)?{_UNIT}[)\]}}]?")


def _folded(text: str) -> str:
    """As all headings are compared; `其中：` before one says that it is a part, and no more."""
    return _AMONG.sub("", unicodedata.normalize("NFKC", text).casefold(), count=1)


def _joined(text: str) -> str:
    return _OUTSIDE_WORDS.sub("", text).replace("_", "").translate(_ALL_BRACKETS)


def unit_of(heading: str) -> Fraction | None:
    """How many yuan one of what a heading or a title calls its unit is; None where it names none.

    0 for one that is not known here, whose amounts nobody can read.
    """
    text = "".join(_folded(heading).split())
    if _FOREIGN.search(text):
        return Fraction(0)
    said = _SAID_UNIT.search(text) or _BARE_UNIT.fullmatch(text)
    if said is None:
        return None
    unit = "".join(part for part in said.groups() if part).replace("圆", "元")
    return _UNITS.get(unit, Fraction(0))


def is_row_of_units(cells: Sequence[object]) -> bool:
    """Whether nothing but units stands in a row, as below headings: `（元）`."""
    said = [cell for cell in cells if not isinstance(cell, str) or cell.strip()]
    return bool(said) and all(
        isinstance(cell, str) and _ONLY_UNIT.fullmatch("".join(_folded(cell).split())) for cell in said
    )


def is_of_items(heading: str) -> bool:
    """Whether a heading of amounts does not say that they are those of whole bills."""
    return _bare(heading) in _OF_ITEMS


def is_self_paid(heading: str) -> bool:
    """Whether a heading may mean what lies outside the catalogue, or all that a person paid."""
    return _bare(heading) in _SELF_PAID


def _bare(heading: str) -> str:
    return _joined(_SAID_UNIT.sub("", _ASIDE.sub("", _folded(heading))))


class Headings:
    """Which meaning a heading has, and how good its name is for it: the lower, the better."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        for meaning in SHEET_MEANINGS:
            own = (meaning.key, *(translate(meaning.heading, language) for language in LANGUAGES))
            for rank, name in enumerate((*own, *meaning.names)):
                self._known.setdefault(_joined(_folded(name)), (meaning.key, rank))

    def meaning(self, heading: str) -> tuple[str, int] | None:
        """The meaning's key and the name's rank; None for a heading that says nothing of what a visit needs."""
        folded = _folded(heading)
        if len(folded) > _LONGEST_HEADING:
            return None
        whole = _SAID_UNIT.sub("", _ASIDE.sub("", folded))
        if _joined(whole) in self._known:
            return self._known[_joined(whole)]
        # `医疗费总额 medfee_sumamt`, `先行自付（乙类）`: a name with something beside it. What is in brackets belongs
        # to the word before, so that `西药（金额）` is no amount of the bill; without one it is a name itself.
        outside = _BRACKETS.sub(" ", whole)
        for part in (
            outside.strip() and _joined(outside),
            *_OUTSIDE_WORDS.split(outside if outside.strip() else whole),
        ):
            if _joined(part) in self._known:
                return self._known[_joined(part)]
        return None

    def is_own(self, heading: str) -> bool:
        """Whether a column is called so by ourselves, in any language."""
        known = self.meaning(heading)
        return known is not None and known[1] < _OWN_NAMES

    def columns(self, row: Sequence[str]) -> tuple[str | None, ...]:
        """The meaning of each column, each meaning once."""
        found = [self.meaning(heading) if heading else None for heading in row]
        best: dict[str, tuple[int, int]] = {}
        for place, known in enumerate(found):
            if known is not None:
                key, rank = known
                best[key] = min(best.get(key, (rank, place)), (rank, place))
        return tuple(
            known[0] if known is not None and best[known[0]][1] == place else None for place, known in enumerate(found)
        )

    def folded(self, rows: Sequence[Sequence[str]]) -> tuple[str | None, ...] | None:
        """The meanings where headings stand in several rows, groups above and their parts below.

        None where they do not. A heading of one row has nothing below it, another one stands below its group.
        """
        width = max(map(len, rows))
        *uppers, lowest = ([*row, *[""] * (width - len(row))] for row in rows)
        if any(_FIELD_OF_A_FORM.search(text) for row in uppers for text in row):
            return None
        if not any(map(self.meaning, filter(None, lowest))):
            return None
        names = lowest
        for upper in reversed(uppers):
            if not any(text and not names[place] for place, text in enumerate(upper)):
                return None  # nothing stands beside the groups, so that this is a title
            names = list(self._joined(upper, names))
        alone = any(
            text and not lowest[place] and self.meaning(text) for row in uppers for place, text in enumerate(row)
        )
        return self.columns(names) if alone else None

    def _joined(self, above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
        group = ""
        for upper, lower in zip(above, below, strict=True):
            group = upper or group
            both = group + lower
            if not lower:
                yield upper
            elif self.meaning(both) is not None and _joined(_folded(both)) in self._known:
                yield both
            else:
                # `金额` below `西药` is an amount of something else than the whole bill.
                vague = _joined(_folded(lower)) in _VAGUE
                yield "" if vague and self._key(group) != self._key(lower) else lower

    def _key(self, heading: str) -> str | None:
        known = self.meaning(heading)
        return None if known is None else known[0]


def words_of(texts: Iterable[str]) -> set[str]:
    """How texts of the catalogue read in every language, for comparison with what stands in a cell."""
    return {plain(translate(text, language)) for text in texts for language in LANGUAGES}
