"""What stands in for a pack that is not there, so that a household that uses it can still be read.

It holds no figure: every visit, credit and account use under it is refused, and the refusal names the pack.
"""

from datetime import date
from typing import get_args

from calculator.ground.language import N_, translate
from calculator.policy.names import SETTINGS, STATUSES, Purpose, Relation
from calculator.policy.pack import (
    AccountUse,
    Cap,
    Cited,
    Credit,
    Deductible,
    Pack,
    PaymentRate,
    Pharmacy,
    Pooling,
    Scope,
    SettingRule,
    Source,
)
from calculator.policy.pack_fields import Text

_NAME = N_("{region} (policy pack missing)")
_WHY = N_("The policy pack {region} is not on this computer, or cannot be used; install it again to compute")
_SOURCE, _DASH = "none", "—"


class MissingPack(Pack):
    """A pack without a figure, in the place of one that is not there."""

    @property
    def stands_in(self) -> bool:
        """Whether this is no pack at all; always."""
        return True


def stand_in(region: str) -> MissingPack:
    """What stands in for the pack that a case calls `region`."""
    # Built without reading a form, as its name may carry a version and its rules begin before all dates.
    why = _both(_WHY, region)
    cited = {"source": _SOURCE, "clause": _DASH}
    always = {**cited, "from": date.min}
    unknown = {**always, "unknown": why}
    return MissingPack.model_construct(
        format="gongjisuan-policy/1",
        id=region,
        version=1,
        name=_both(_NAME, region),
        province=Text(zh=_DASH, en=_DASH),
        pinyin=region,
        standing="issued",
        adjustment=Cited(**cited),
        sources=(Source(id=_SOURCE, number=_DASH, title=why, kind="notice"),),
        pooling=(Pooling(**always),),
        scope=(Scope(**always),),
        deductible=(Deductible(**unknown),),
        rate=(PaymentRate(**unknown),),
        cap=(Cap(**unknown),),
        setting=tuple(
            SettingRule(**unknown, setting=setting, effect="refused") for setting in SETTINGS if setting != "local"
        ),
        pharmacy=(Pharmacy(**always, effect="paid"),),
        credit=(Credit(**cited, status=STATUSES, unknown=why, refusal="no_rule_in_text"),),
        account_use=(
            AccountUse(
                **always, purposes=get_args(Purpose), relations=get_args(Relation), allowed="not_listed", note=why
            ),
        ),
    )


def _both(text: str, region: str) -> Text:
    return Text(zh=translate(text, "zh").format(region=region), en=translate(text, "en").format(region=region))
