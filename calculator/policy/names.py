"""The names that packs, cases and statements share: statuses, levels, settings, purposes and the like."""

from typing import Literal

Status = Literal["employed", "flexible", "retired"]
Level = Literal["level1", "level2", "level3"]
Plan = Literal["combined", "pooled_only"]
Setting = Literal[
    "local",
    "remote_filed",
    "remote_filed_not_direct",
    "remote_unfiled",
    "not_settled_directly",
    "non_designated",
]
Circumstance = Literal[
    "arrears",
    "hospitalised",
    "long_term_care",
    "chronic_scheme",
    "day_surgery",
    "special_drug",
    "special_examination",
    "chinese_medicine",
    "prenatal",
]
Relation = Literal["self", "spouse", "parent", "child", "sibling", "other"]
Purpose = Literal[
    "hospital_personal",
    "pharmacy_drug",
    "pharmacy_device",
    "resident_insurance_premium",
    "long_term_care_premium",
    "large_amount_premium",
    "inclusive_commercial_premium",
    "registered_commercial_premium",
    "public_health",
    "fitness",
    "wellness",
]
Allowed = Literal["yes", "no", "conditional", "not_listed"]

STATUSES: tuple[Status, ...] = ("employed", "flexible", "retired")
LEVELS: tuple[Level, ...] = ("level1", "level2", "level3")
PLANS: tuple[Plan, ...] = ("combined", "pooled_only")
SETTINGS: tuple[Setting, ...] = (
    "local",
    "remote_filed",
    "remote_filed_not_direct",
    "remote_unfiled",
    "not_settled_directly",
    "non_designated",
)
