"""The rules of one region as variables of OpenFisca-core, for `many_people`: its own interpreter runs this file.

OpenFisca knows periods, not visits: a variable has one value a person and month. So the costs of a month are summed by
level of institution, and what depends on the order of two visits within a month, or is rounded visit by visit, cannot
be told. Its amounts are 32-bit: `yuan` are floats, as in the models that are published; `fen` are whole numbers.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

LEVELS = ("level1", "level2", "level3")
_ONE = 10_000
_BASE_RATE, _PENSION_RATE, _OLD_PENSION_RATE, _OLD = 200, 200, 250, 70
"""划入 in ten-thousandths: of the contribution base in work, of the average pension in retirement, from an age on."""


def system_of(rules: dict[str, Any], unit: str) -> TaxBenefitSystem:
    """The variables; `unit` is `yuan` or `fen`."""
    person = Entity("person", "persons", "", "")
    system = TaxBenefitSystem([person])
    whole = unit == "fen"
    cents = 1 if whole else 100

    def rounded(amount: Any, rate: Any) -> Any:
        if whole:
            return (amount.astype(np.int64) * rate * 2 + _ONE) // (2 * _ONE)
        return np.floor(amount * rate / _ONE * 100 + 0.5) / 100

    def by_status(person: Any, period: Any, name: str, place: int | None = None) -> Any:
        employed, retired = (rules[status][name] for status in ("employed", "retired"))
        if place is not None:
            employed, retired = employed[place], retired[place]
        scale = 1 if name == "rate" else cents
        return np.where(person("pooled_as_retired", period), retired / scale, employed / scale)

    def variable(name: str, formula: Any = None, kind: Any = None) -> None:
        own = {
            "value_type": kind or (int if whole else float),
            "entity": person,
            "definition_period": DateUnit.MONTH,
            "label": name,
        }
        if formula is not None:
            own["formula"] = formula
        system.add_variable(type(name, (Variable,), own))

    for name in (*(f"cost_{level}" for level in LEVELS), "first_balance", "base", "pension"):
        variable(name)
    variable("pooled_as_retired", kind=bool)
    variable("is_old", kind=bool)

    def before(person: Any, period: Any, name: str) -> Any:
        return 0 if period.start.month == 1 else person(name, period.last_month)

    def deductible_at(place: int) -> Any:
        def deductible(person: Any, period: Any) -> Any:
            used = before(person, period, "deductible_used")
            for earlier in LEVELS[:place]:
                used = used + person(f"deductible_{earlier}", period)
            left = np.maximum(0, by_status(person, period, "standard", place) - used)
            return np.minimum(person(f"cost_{LEVELS[place]}", period), left)

        return deductible

    def share_at(place: int) -> Any:
        def share(person: Any, period: Any) -> Any:
            level = LEVELS[place]
            shared = person(f"cost_{level}", period) - person(f"deductible_{level}", period)
            return rounded(shared, by_status(person, period, "rate", place))

        return share

    for place, level in enumerate(LEVELS):
        variable(f"deductible_{level}", deductible_at(place))
        variable(f"share_{level}", share_at(place))

    def summed(person: Any, period: Any, what: str) -> Any:
        return sum(person(f"{what}_{level}", period) for level in LEVELS)

    def deductible_used(person: Any, period: Any) -> Any:
        return before(person, period, "deductible_used") + summed(person, period, "deductible")

    def pooled(person: Any, period: Any) -> Any:
        room = np.maximum(0, by_status(person, period, "cap") - before(person, period, "pooled_to_date"))
        return np.minimum(summed(person, period, "share"), room)

    def pooled_to_date(person: Any, period: Any) -> Any:
        return before(person, period, "pooled_to_date") + person("pooled", period)

    def credit(person: Any, period: Any) -> Any:
        pension_rate = np.where(person("is_old", period), _OLD_PENSION_RATE, _PENSION_RATE)
        in_work = rounded(person("base", period), _BASE_RATE)
        return np.where(
            person("credited_as_retired", period), rounded(person("pension", period), pension_rate), in_work
        )

    def paid(person: Any, period: Any) -> Any:
        own = summed(person, period, "cost") - person("pooled", period)
        return np.minimum(own, _opening(person, period) + person("credit", period))

    def _opening(person: Any, period: Any) -> Any:
        first = period.start.month == 1
        return person("first_balance", period) if first else person("balance", period.last_month)

    def balance(person: Any, period: Any) -> Any:
        return _opening(person, period) + person("credit", period) - person("paid", period)

    variable("credited_as_retired", kind=bool)
    for formula in (deductible_used, pooled, pooled_to_date, credit, paid, balance):
        variable(formula.__name__, formula)
    return system


def inputs_of(people: pl.DataFrame, visits: pl.DataFrame, year: int, unit: str) -> dict[str, dict[int, Any]]:
    """The inputs by variable and month."""
    scale = 100 if unit == "fen" else 1

    def money(column: pl.Series) -> Any:
        return (column * scale).cast(pl.Int64 if unit == "fen" else pl.Float64).to_numpy()

    place = pl.DataFrame({"person": people["id"], "place": np.arange(len(people))})
    in_scope = pl.col("total") - pl.col("out_of_catalogue")
    sums = (
        visits.group_by("person", "institution", month=pl.col("date").dt.month())
        .agg(in_scope.sum().alias("cost"))
        .join(place, on="person")
    )
    retired = (people["status"] == "retired").to_numpy()
    leaves = people["retirement_date"].dt.month().fill_null(99).to_numpy()
    born = (people["birth_date"].dt.year() * 12 + people["birth_date"].dt.month()).to_numpy()
    found: dict[str, dict[int, Any]] = {}
    for month in range(1, 13):
        found.setdefault("pooled_as_retired", {})[month] = retired | (month > leaves)
        found.setdefault("credited_as_retired", {})[month] = retired | (month > leaves)
        found.setdefault("is_old", {})[month] = year * 12 + month > born + _OLD * 12
        found.setdefault("base", {})[month] = money(people["contribution_base"])
        found.setdefault("pension", {})[month] = money(people["average_pension.2023"])
        for level in LEVELS:
            own = sums.filter((pl.col("month") == month) & (pl.col("institution") == level))
            cost = np.zeros(len(people), dtype=np.int64 if unit == "fen" else np.float64)
            cost[own["place"].to_numpy()] = money(own["cost"])
            found.setdefault(f"cost_{level}", {})[month] = cost
    found["first_balance"] = {1: money(people["account.opening_balance"])}
    return found


def main(people_file: str, visits_file: str, rules_file: str, out: str, unit: str) -> None:
    """Compute the year of everyone and write the totals in 分."""
    rules = json.loads(Path(rules_file).read_text())
    people, visits = pl.read_parquet(people_file), pl.read_parquet(visits_file)
    year = int(rules["year"])
    simulation = SimulationBuilder().build_default_simulation(system_of(rules, unit), len(people))
    for name, months in inputs_of(people, visits, year, unit).items():
        for month, values in months.items():
            simulation.set_input(name, f"{year}-{month:02d}", values)
    scale = 1 if unit == "fen" else 100
    sums = {name: np.zeros(len(people)) for name in ("pooled", "paid")}
    for month in range(1, 13):
        for name in ("pooled", "paid"):
            sums[name] += simulation.calculate(name, f"{year}-{month:02d}").astype(np.float64)
    sums["balance"] = simulation.calculate("balance", f"{year}-12").astype(np.float64)
    told = {name: np.rint(values * scale).astype(np.int64) for name, values in sums.items()}
    pl.DataFrame({"id": people["id"], **told}).write_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
