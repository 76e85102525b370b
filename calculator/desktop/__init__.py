"""The window for workers and clerks."""
