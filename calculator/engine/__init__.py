"""What a person gets: a case goes in, a statement comes out. Pure: no files, no Qt."""
