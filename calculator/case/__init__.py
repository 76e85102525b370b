"""The case: its model, its JSON, its checks, and every edit and variant of it."""
