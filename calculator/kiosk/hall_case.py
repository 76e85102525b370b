"""The case that answers make, and what the engine still lacks of them."""

from datetime import date
from typing import cast

from calculator.case.case import Account, Case, City, Institution, LevelAmounts, LevelRates, Opening, Person, Visit
from calculator.case.new_case import new_case
from calculator.engine.compute import compute
from calculator.files.hall_settings import HallSettings
from calculator.ground.money import Fen, Rate
from calculator.ground.months import month_at, month_of
from calculator.kiosk.answers import UNKNOWN, Answers, Errand, Step, StepName
from calculator.policy.needed_facts import needs_of
from calculator.policy.packs import Packs

_WANTED: dict[str, StepName] = {
    "birth_date_required": "age",
    "contribution_base_required": "contribution_base",
    "own_pension_required": "own_pension",
    "average_pension_required": "average_pension",
}
"""The question that gives a figure for want of which the engine refuses a month's credit."""
_CITY: tuple[StepName, ...] = ("city_deductible", "city_rate", "city_cap")


def fixed_region(settings: HallSettings) -> str | None:
    """The region of a hall that offers no other; None where one is chosen."""
    if settings.defaults.fixed_region:
        return settings.defaults.region
    offered = settings.packs.regions
    return offered[0] if len(offered) == 1 else None


def city_of_hall(region: str | None, settings: HallSettings) -> City | None:
    """The figures of the office's city, where the hall has them set for this region: nobody is asked for them."""
    return settings.defaults.city if region is not None and region == settings.defaults.region else None


def region_of(answers: Answers, settings: HallSettings) -> str | None:
    """The region that is fixed or was chosen."""
    return fixed_region(settings) or cast("str | None", answers.of("region"))


def steps(answers: Answers, settings: HallSettings, packs: Packs, today: date) -> list[Step]:
    """The questions of these answers in order; the engine says which figures an account's credit needs."""
    found = [Step("errand")]
    errand = cast("Errand | None", answers.of("errand"))
    if fixed_region(settings) is None:
        found.append(Step("region"))
    region = region_of(answers, settings)
    if errand is None or region is None or errand == "rules":
        return found
    found.append(Step("status"))
    if errand == "account":
        return found + _of_account(answers, settings, packs, today)
    if errand == "cheaper":
        found.append(Step("amount"))
    elif errand == "visit":
        for visit in range(answers.visits):
            found += [Step("level", visit), Step("amount", visit)]
    if needs_of(packs.pack(region)).city and errand != "cheaper" and city_of_hall(region, settings) is None:
        for name in _CITY:
            found.append(Step(name))
            if answers.of(name) == UNKNOWN:
                break  # without one of them nothing can be computed, and the others would be asked in vain
    found.append(Step("earlier"))
    if answers.of("earlier") == "yes":
        found += [Step("used"), Step("pooled")]
    return found


def _of_account(answers: Answers, settings: HallSettings, packs: Packs, today: date) -> list[Step]:
    """Each figure that the engine asks for in turn, as long as the one before was known."""
    region = region_of(answers, settings)
    found: list[Step] = []
    if answers.of("status") is None or region is None:
        return found
    if needs_of(packs.pack(region)).plan:
        found.append(Step("plan"))
        if answers.of("plan") is None:
            return found
    only = Answers({step: answers.given[step] for step in answers.given if step.name in ("errand", "region", "status")})
    only = only._replace(given={**only.given, **{step: answers.given[step] for step in found}})
    while (name := wanted(case_of(only, settings, packs, today), packs, today)) is not None and Step(name) not in found:
        found.append(Step(name))
        if answers.known(name) is None:
            return found
        only = only.with_answer(Step(name), answers.of(name))
    return found


def wanted(case: Case, packs: Packs, today: date) -> StepName | None:
    """The figure for want of which this month's credit cannot be computed; None where there is none to ask for."""
    months = compute(case, packs).people[0].account.months
    refused = next((month.refused for month in months if month.month == month_of(today)), None)
    return _WANTED.get(refused.code) if refused is not None else None


def pension_year(case: Case, packs: Packs, today: date) -> int | None:
    """The year whose average pension is wanted."""
    months = compute(case, packs).people[0].account.months
    refused = next((month.refused for month in months if month.month == month_of(today)), None)
    return refused.year if refused is not None and refused.code == "average_pension_required" else None


def next_step(answers: Answers, settings: HallSettings, packs: Packs, today: date) -> Step | None:
    """The first question without an answer; None where the result can be shown."""
    return next((step for step in steps(answers, settings, packs, today) if answers.given.get(step) is None), None)


def case_of(answers: Answers, settings: HallSettings, packs: Packs, today: date) -> Case:
    """The case of the answers, of which region and status are known. Raises ValueError without region."""
    region = region_of(answers, settings)
    if region is None:
        raise ValueError("no region")
    errand, status = answers.of("errand"), str(answers.of("status") or "employed")
    visits = _visits(answers, today) if errand == "visit" else []
    first = min([visit.date for visit in visits], default=today)
    case = new_case(region, status, "", first.year)
    person = _person(case.people[0], answers, city_of_hall(region, settings))
    update: dict[str, object] = {
        "visits": tuple(visits),
        "readings": {one: dict(chosen) for one, chosen in settings.readings.items()},
        "through": month_at(max([visit.date.year for visit in visits], default=today.year), 12),
    }
    if errand != "account":
        person = person.model_copy(update={"opening": _opening(answers)})
        update["from_"] = month_of(first)
    average = answers.known("average_pension")
    if average is not None:
        without = case.model_copy(update={**update, "people": (person,)})
        year = pension_year(without, packs, today)
        if year is not None:
            person = person.model_copy(update={"average_pension": {year: average}})
    return case.model_copy(update={**update, "people": (person,)})


def _person(person: Person, answers: Answers, city_set: City | None) -> Person:
    figures = {name: answers.known(name) for name in ("age", "contribution_base", "own_pension")}
    update: dict[str, object] = {name: figure for name, figure in figures.items() if figure is not None}
    if answers.known("plan") is not None:
        update["plan"] = answers.known("plan")
    update["account"] = Account()
    city = [answers.known(name) for name in _CITY]
    if city_set is not None:
        update["city"] = city_set
    elif None not in city:
        deductible, rate, cap = cast("tuple[Fen, Rate, Fen]", tuple(city))
        # What was asked is what holds for this person at this level; no other level is shown.
        update["city"] = City.model_construct(
            deductible=LevelAmounts.model_construct(level1=deductible, level2=deductible, level3=deductible),
            rate=LevelRates.model_construct(level1=rate, level2=rate, level3=rate),
            retired_uplift=Rate(0),
            cap=cap,
        )
    return person.model_copy(update=update)


def _opening(answers: Answers) -> Opening | None:
    """What was used this year already; None where nothing is known of it."""
    earlier = answers.of("earlier")
    if earlier == "no":
        return Opening()
    if earlier != "yes":
        return None
    used, pooled = answers.known("used"), answers.known("pooled")
    if used is None and pooled is None:
        return None
    return Opening().model_copy(update={"deductible_used": used, "pooled": pooled or Fen(0)})


def _visits(answers: Answers, today: date) -> list[Visit]:
    """The visits that have level and amount; who does not know the level has no visit, and is shown every level."""
    made = []
    for visit in range(answers.visits):
        level, amount = answers.known("level", visit), answers.known("amount", visit)
        if level is None or amount is None:
            continue
        made.append(
            Visit.model_construct(
                id=str(visit + 1),
                person="me",
                date=cast("date", answers.of("day", visit) or today),
                institution=cast("Institution", level),
                total=cast("Fen", amount),
                out_of_catalogue=cast("Fen", answers.known("own_paid", visit) or Fen(0)),
            )
        )
    return made


def level_unknown(answers: Answers) -> bool:
    """Whether the last visit's level is not known, so that each level is shown instead."""
    return answers.of("errand") == "visit" and answers.of("level", answers.visits - 1) == UNKNOWN
