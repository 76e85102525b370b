"""What of a settlement slip can be typed in a form: the figures by their fields, under the slip's own names."""

from calculator.ground.language import N_

SLIP_TITLE = N_("What the slip says was paid (may be left empty)")
SLIP_FIGURES: tuple[tuple[str, str], ...] = (
    ("stated.in_scope", N_("On the slip: in scope (符合政策范围金额)")),
    ("stated.deductible", N_("On the slip: deductible (实际支付起付线)")),
    ("stated.pooled", N_("On the slip: pooled fund (统筹基金支出)")),
    ("stated.account", N_("On the slip: own account (个人账户支出)")),
    ("stated.family_account", N_("On the slip: family account (账户共济支付)")),
    ("stated.cash", N_("On the slip: cash (现金支付)")),
    ("stated.balance_after", N_("On the slip: balance (余额)")),
)
