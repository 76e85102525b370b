"""Where the next visit costs less, and one household under several rules."""
