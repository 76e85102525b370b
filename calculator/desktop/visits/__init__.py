"""Visits and account uses, typed."""
