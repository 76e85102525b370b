"""The household at hand for every face: edits, undo, background work, the report of a crash."""
