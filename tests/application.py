"""Moved to driver/application.py; stays until every test asks there."""

from driver import screens
from driver.application import *  # noqa: F403

shown, freed = screens.dialog_of, screens.freed
