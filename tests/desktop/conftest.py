"""What the window's tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driver.application import Make, applications
from PySide6.QtWidgets import QApplication

from calculator.policy.library import Library


@pytest.fixture
def make(qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Make]:
    """Makes programs with settings and data in this test's folder."""
    yield from applications(qapp, library, tmp_path)
