"""Moved to driver/clipping.py; stays until every test asks there."""

from driver.clipping import *  # noqa: F403
