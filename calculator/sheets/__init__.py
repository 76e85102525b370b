"""Cells and tables."""
