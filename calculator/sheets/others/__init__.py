"""Tables of hospitals and offices, whose columns are guessed."""
