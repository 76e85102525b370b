"""Random tables of people and visits, in which some cells are written otherwise or make no sense."""

import random
from collections.abc import Mapping
from pathlib import Path

from people_tables import flat, write_table
from random_people import random_person, random_readings, random_visit

from calculator.ground.months import month_at

NAMES = ("out.csv", "out-visits.csv", "bad.csv")
FIRST, LAST = month_at(2023, 1), month_at(2024, 3)
WRITTEN_OTHERWISE = (
    *(
        "",
        " ",
        "2023/3/5",
        "2023年12月31日",
        "2023-13-01",
        "1,480.00",
        "¥12",
        " 12.50 ",
        "12o0",
        "1.234",
        "-1",
        "99999999",
    ),
    *("三级", "四级", "level9", "在职", "是", "yes", "no", "否", "药店", "异地", "住院；欠费", "a;b", "9:30", "25:00"),
    *(
        "=1+1",
        "'",
        '"x"',
        "_x0041_",
        "p1",
        "p2",
        "p3",
        "南昌市",
        "1980-02-30",
        "46",
        "151",
        "单建统筹",
        "甲,乙",
        "两\n行",
    ),
)


def outcomes(folder: Path) -> dict[str, bytes]:
    """The files that are there."""
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def tables(pick: random.Random, folder: Path, *, wild: float) -> Mapping[str, Mapping[str, str]]:
    """Random tables in which some cells are written otherwise or make no sense; gives the readings."""
    people = [random_person(pick, f"p{number}", FIRST, LAST) for number in range(60)]
    visits = [random_visit(pick, one, number, FIRST, LAST) for one in people for number in range(pick.randint(0, 8))]
    pick.shuffle(visits)
    for name, rows in (("people.csv", people), ("visits.csv", visits)):
        cells = [flat(row.model_dump(mode="json", exclude_none=True)) for row in rows]
        for row in cells:
            row.pop("format", None)
            if name == "visits.csv" and row.get("pay_from_account"):
                row["pay_from_account"] = pick.choice(("yes", row["person"], "是"))
            if pick.random() < wild:
                row[pick.choice(list(row))] = pick.choice(WRITTEN_OTHERWISE)
        write_table(folder / name, cells)
    return random_readings(pick)
