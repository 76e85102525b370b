"""What the kernel gives out: visits and years as arrays, in the order of what it took in."""

from dataclasses import dataclass

from calculator.batch.population import Truth, Whole


@dataclass(slots=True)
class SettledBills:
    """What came of every visit; amounts are `NONE` where there are none. Codes count in `EXCLUSIONS`, `REFUSALS`."""

    year: Whole
    status: Whole
    level: Whole
    in_scope: Whole
    deductible: Whole
    rate: Whole
    pooled: Whole
    over_cap: Whole
    personal: Whole
    account: Whole
    cash: Whole
    excluded: Whole
    refused: Whole
    deductible_used: Whole
    pooled_to_date: Whole
    cap_remaining: Whole


@dataclass(slots=True)
class SettledYears:
    """By person and year what `YearStatement` has; `cap` is `NONE` where there is none."""

    status: Whole
    visits: Whole
    refused_visits: Whole
    sums: dict[str, Whole]
    deductible_used: Whole
    pooled_to_date: Whole
    cap: Whole
    cap_remaining: Whole
    opening: Whole
    credited: Whole
    paid: Whole
    balance: Whole
    complete: Truth
