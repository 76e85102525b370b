"""Households kept on the disk: a journal of edits, the file, its lock, and recovery."""
