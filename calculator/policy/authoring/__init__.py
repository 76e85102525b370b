"""A region of one's own: its draft, its form and the file that is written."""
