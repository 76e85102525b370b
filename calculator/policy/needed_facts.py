"""Which facts of a person the rules of a region look at at all."""

from dataclasses import dataclass

from calculator.policy.pack import Pack


@dataclass(frozen=True)
class Needs:
    """`pension_years` names the years whose average pension a rule takes; a rolling one needs every year before."""

    age: bool
    own_pension: bool
    pension_years: tuple[int, ...]
    previous_year_pension: bool
    plan: bool
    city: bool


def needs_of(pack: Pack) -> Needs:
    """The facts that any rule of the pack, under any reading, looks at."""
    years = {rule.pension_year for rule in pack.credit if isinstance(rule.pension_year, int)}
    return Needs(
        age=any(rule.age_from is not None for rule in pack.credit),
        own_pension=any(rule.basis == "own_pension" for rule in pack.credit),
        pension_years=tuple(sorted(years)),
        previous_year_pension=any(rule.pension_year == "previous" for rule in pack.credit),
        plan=any(rule.plan is not None for rule in pack.credit),
        city=pack.standing == "framework",
    )
