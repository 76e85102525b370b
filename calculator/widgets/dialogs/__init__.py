"""What is asked in front of the window."""
