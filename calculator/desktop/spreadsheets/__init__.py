"""Visits in from spreadsheets, households out as them."""
