"""What is typed at a counter: the line, and what stands there for everyone."""
