"""The counter: one person after the other, one line each, and nothing of one left for the next."""
