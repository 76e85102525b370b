"""Packs that a person installed: signatures, versions, and what may be used."""
