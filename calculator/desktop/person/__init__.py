"""The people of a household."""
