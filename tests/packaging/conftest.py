"""The machine on which packaging/dev.py is tried."""

from pathlib import Path

import pytest
from fake_machine import Machine


@pytest.fixture(scope="session")
def prepared_machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which everything is prepared; its environment is a real one."""
    machine = Machine(tmp_path_factory.mktemp("prepared")).set_up()
    done = machine.dev("screenshots")
    assert done.returncode == 0, done.stderr
    machine.calls()
    return machine


@pytest.fixture
def machine(prepared_machine: Machine, tmp_path: Path) -> Machine:
    """A machine of this test's own, on which everything is prepared."""
    return prepared_machine.copy(tmp_path)


@pytest.fixture
def new_machine(tmp_path: Path) -> Machine:
    """A machine with a fresh checkout."""
    return Machine(tmp_path).set_up()
