"""A statement as pages of paper: on a printer, in a PDF, or before one's eyes."""
