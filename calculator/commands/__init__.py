"""The terminal face: one file a command."""
