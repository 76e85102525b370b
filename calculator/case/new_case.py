"""A case to begin with: one person of whom region and status are known, over a calendar year."""

from calculator.case.case import FORMAT, Case
from calculator.ground.months import Month, format_month, month_at


def new_case(region: str, status: str, name: str, year: int) -> Case:
    """A household of one person over a calendar year, without visits."""
    first: Month = month_at(year, 1)
    person = {"id": "me", "name": name, "region": region, "status": status}
    data = {"format": FORMAT, "from": format_month(first), "through": f"{year:04d}-12", "people": [person]}
    return Case.model_validate(data)
