"""The household that is open: new, kept, saved elsewhere."""
