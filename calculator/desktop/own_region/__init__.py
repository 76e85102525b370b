"""The editor of a region of one's own."""
