"""Whoever computes the parts, the same bytes come out."""

import random
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from people_tables import done, job_in
from random_tables import FIRST, LAST, outcomes, tables

from calculator.files.many_people.engines import EngineName, computing, split
from calculator.files.many_people.run import run
from calculator.ground.progress import Work


def _lacking(engine: EngineName) -> str:
    """Why an engine cannot be tried here; empty where it can."""
    needed = {"dask": "dask", "spark": "pyspark"}.get(engine)
    if needed is not None and find_spec(needed) is None:
        return f"{needed} is not installed"
    return "there is no Java" if engine == "spark" and shutil.which("java") is None else ""


ENGINES: tuple[EngineName, ...] = ("polars", "dask", "spark")


@pytest.mark.parametrize(
    "engine",
    [pytest.param(one, marks=pytest.mark.skipif(bool(_lacking(one)), reason=_lacking(one))) for one in ENGINES],
)
def test_the_same_bytes_come_out_of_every_engine(engine: EngineName, tmp_path: Path) -> None:
    readings = tables(random.Random(2), tmp_path, wild=0.1)
    job = job_in(tmp_path, period=(FIRST, LAST), readings=readings)
    done(job)
    ordinary = outcomes(tmp_path)
    job.begin(resume=False, force=True)
    run(job, Work(), split, computing(engine, 2))
    assert outcomes(tmp_path) == ordinary
