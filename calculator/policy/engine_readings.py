"""The open questions that the engine itself can answer either way: reading id → values, default first.

A pack lists which of them its text leaves open; a reading that is not here is the pack's own and works
through `when` on its rules.
"""

MECHANISMS: dict[str, tuple[str, ...]] = {
    "deductible-period": ("annual", "per-visit"),
    "deductible-across-levels": ("top-up", "per-level", "once-met"),
    "age-change": ("next-month", "birthday-month", "on-1-january"),
    "cap-basis": ("fund-payment", "expense"),
    "pharmacy-level": ("prescriber", "level1"),
    "rounding": ("half-up", "truncate", "half-even"),
    "status-change": ("on-visit-date", "on-1-january"),
    "retirement-effect": ("next-month", "same-day"),
    "excluded-costs-count": ("no", "yes"),
    "account-scope": ("in-scope", "any-at-designated"),
    "credit-timing": ("start-of-month", "end-of-month"),
    "first-self-pay": ("in-scope", "not-from-account"),
}

EVERYWHERE = (
    "pharmacy-level",
    "rounding",
    "status-change",
    "retirement-effect",
    "excluded-costs-count",
    "account-scope",
    "credit-timing",
    "first-self-pay",
)
"""Questions that no text settles so far; a pack must list them unless its text does."""
