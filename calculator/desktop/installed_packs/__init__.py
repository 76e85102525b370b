"""Packs that are installed, and taking one in."""
