"""The one plain sentence before a year's figures where they rest on a draft, or on a text older than the year."""

from collections.abc import Set
from datetime import date
from typing import NamedTuple

from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.words.personal_year import PersonalYear

_DRAFT = N_("Computed from a draft for comment; the issued text may differ, and it may have been replaced since.")
_LATE_DRAFT = N_(
    "Computed from a draft for comment; the issued text may differ, and it may have been replaced since. Ask the"
    " medical-insurance office (12393) for the standards of {year}."
)
_LATE = N_(
    "Computed from a text of {written}; later adjustments are not known to this program. Ask the medical-insurance"
    " office (12393) for the standards of {year}."
)
_LATE_UNDATED = N_(
    "Later adjustments of the text are not known to this program. Ask the medical-insurance office (12393) for the"
    " standards of {year}."
)


class Banner(NamedTuple):
    """The sentence, and the codes of the doubts that it says already."""

    text: str
    says: Set[str]


def year_banner(of: PersonalYear) -> Banner | None:
    """What is to be said of a year before its figures; None where an issued text has rules for it."""
    year, pack = of.year.year, of.pack
    late, draft, written = year > _last_rule(pack), pack.standing == "draft", _written(pack)
    if pack.stands_in or not (late or draft):
        return None
    text = _LATE_UNDATED if written is None else _LATE
    if draft:
        text = _LATE_DRAFT if late else _DRAFT
    says = {"draft_text": draft, "text_may_be_outdated": late}
    told = of.wording.text(text).format(year=year, written=None if written is None else written.year)
    return Banner(told, {code for code, said in says.items() if said})


def said_by_banner(of: PersonalYear) -> Set[str]:
    """The codes of the doubts that stand in the banner already and are not said again beside it."""
    banner = year_banner(of)
    return frozenset() if banner is None else banner.says


def _last_rule(pack: Pack) -> int:
    """The year in which the last rule that the pack knows begins."""
    starts = [rule.from_ for rules in pack.rule_tables().values() for rule in rules if rule.from_ is not None]
    return max(start.year for start in starts) if starts else date.max.year


def _written(pack: Pack) -> date | None:
    source = pack.sources[0]
    return source.signed or source.published or source.applies_from
