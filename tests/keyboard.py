"""Moved to driver/keyboard.py; stays until every test asks there."""

from driver.keyboard import *  # noqa: F403
