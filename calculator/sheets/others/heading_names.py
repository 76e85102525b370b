"""What a column of a sheet may mean, and the names by which its heading is known.

The names are the contract's, ours in both languages, the settlement interface's, and those of hospitals' exports;
of two columns with one meaning the one whose name stands first here is taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from calculator.ground.language import LANGUAGES, N_, translate
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import Kind
from calculator.sheets.table_columns import VISIT_COLUMNS

_OUTSIDE_WORDS = re.compile(r"[\s()\[\]{}:*/|]+")
_UNIT = re.compile(r"[(\[](?:单位:)?(?:元|人民币|yuan|cny|rmb|¥|必填|选填)[)\]]|[:*]", re.IGNORECASE)
_LONGEST_HEADING = 60
_FIELD_OF_A_FORM = re.compile(r"[:：]\s*\S")
_VAGUE = {"金额", "费用", "总额", "合计金额", "总金额", "自费", "丙类", "自费金额", "自费费用", "amount", "totalamount"}
"""What says whose part or sum it is only together with the group above it."""
_OWN_NAMES = 1 + len(LANGUAGES)
"""The contract's name and ours in each language come first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of a visit that a column may hold: its heading, what is in its cells, and its other names."""

    key: str
    heading: str
    kind: Kind
    names: tuple[str, ...]


_OWN = {column.key: column.heading for column in VISIT_COLUMNS}


def _meaning(key: str, kind: Kind, names: str) -> Meaning:
    return Meaning(key, _OWN[key], kind, tuple(names.split()))


MEANINGS: tuple[Meaning, ...] = (
    _meaning(
        "date",
        "date",
        "就诊日期 就诊时间 门诊日期 就医日期 就医时间 看病日期 诊疗日期 费用发生日期 费用日期 发生日期"
        " 开始日期 begntime 结算日期 结算时间 setl_time 收费日期 收费时间 缴费日期 缴费时间 交易日期 交易时间"
        " 开票日期 visit_date date_of_visit",
    ),
    _meaning(
        "person",
        "person",
        "参保人 参保人姓名 就诊人 就诊人姓名 患者 患者姓名 病人姓名 人员姓名 姓名 人员 psn_name patient name",
    ),
    _meaning(
        "institution",
        "institution",
        "医疗机构等级 医疗机构级别 定点医疗机构等级 定点医疗机构级别 就诊医疗机构等级 就诊机构等级"
        " 就诊机构级别 机构等级 机构级别 医院等级 医院级别 hosp_lv 等级 级别 就诊机构 hospital_level"
        " institution_level level 机构",
    ),
    _meaning(
        "prescriber",
        "level",
        "处方机构等级 处方机构级别 处方医疗机构等级 处方医疗机构级别 开方机构等级 开方机构级别 处方医院等级",
    ),
    _meaning(
        "total",
        "amount",
        "医疗费总额 medfee_sumamt 医疗费用总额 医疗总费用 医疗费用 门诊总费用 费用总额 总费用 总金额"
        " 医疗费合计 费用合计 合计金额 发票金额 票据金额 总额 费用 金额 total_cost total_amount amount",
    ),
    _meaning(
        "out_of_catalogue",
        "amount",
        "全自费 全自费金额 fulamt_ownpay_amt 全自费费用 全额自费 目录外费用 目录外 丙类自费 丙类费用 丙类"
        " 自费金额 自费费用 自费",
    ),
    _meaning(
        "over_price_limit",
        "amount",
        "超限价自费 超限价自费费用 超限价金额 超限价自付 overlmt_selfpay overlmt_amt 超限价费用 超限价",
    ),
    _meaning(
        "first_self_pay",
        "amount",
        "先行自付 先行自付金额 preselfpay_amt 先行自付费用 乙类先行自付 乙类先自付 先自付 先自付金额 乙类自付",
    ),
    _meaning("paid_elsewhere", "amount", "其他待遇支付 其他基金支付 其他支付 其他支出 oth_pay 其他渠道支付 其他报销"),
    _meaning("setting", "setting", "就医情形 就医方式 就诊方式 就医类型 异地就医 结算方式"),
    _meaning("emergency", "yes_no", "门诊抢救 急诊抢救 是否抢救 是否门诊抢救 抢救"),
    _meaning("circumstances", "circumstances", "特殊情形 特殊情况 情形"),
    _meaning("pay_from_account", "payers", "支付账户 账户支付人 由谁的账户支付 付款账户"),
    _meaning("id", "id", ""),
)
"""What a column may mean, in the order in which a person chooses."""

KIND_OF_CARE = Meaning(
    "med_type",
    N_("kind of care"),
    "care",
    ("医疗类别", "就诊类别", "就诊类型", "就医类别", "医疗类型", "门诊类别", "门诊类型", "诊疗类别", "就诊性质"),
)
"""What others' sheets say of a row and ours do not, being all of outpatients."""

SHEET_MEANINGS = (*MEANINGS, KIND_OF_CARE)
"""What a column of anybody's sheet may mean."""
BY_MEANING = {meaning.key: meaning for meaning in SHEET_MEANINGS}
REQUIRED = ("date", "institution", "total")
"""Without these there is no visit."""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _joined(text: str) -> str:
    return _OUTSIDE_WORDS.sub("", text).replace("_", "")


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
        whole = _UNIT.sub("", folded)
        if _joined(whole) in self._known:
            return self._known[_joined(whole)]
        # `医疗费总额 medfee_sumamt`, `先行自付（乙类）`: a name with something beside it.
        for part in _OUTSIDE_WORDS.split(whole):
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

    def folded(self, upper: Sequence[str], lower: Sequence[str]) -> tuple[str | None, ...] | None:
        """The meanings where headings stand in two rows, groups above and their parts below; None where they do not.

        A heading of one row has nothing below it, one of two rows stands below its group.
        """
        width = max(len(upper), len(lower))
        above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
        if any(_FIELD_OF_A_FORM.search(text) for text in above) or not any(map(self.meaning, filter(None, below))):
            return None
        if not any(text and not below[place] and self.meaning(text) for place, text in enumerate(above)):
            return None
        return self.columns(list(self._joined(above, below)))

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
