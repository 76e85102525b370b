"""Moved to driver/accessibility.py; stays until every test asks there."""

from driver.accessibility import *  # noqa: F403
