"""The hall terminal: one question a screen, full screen, and nothing of one person reaches the next."""
