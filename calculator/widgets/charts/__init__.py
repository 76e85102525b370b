"""Charts, painted."""
