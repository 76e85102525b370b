"""What a person gets: cases in, statements out. Pure functions; no Qt, no files, no clock."""
