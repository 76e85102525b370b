"""The next visit, comparisons, alternatives, the effect of a pack, each with its words."""
