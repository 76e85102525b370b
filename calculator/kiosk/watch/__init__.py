"""The terminal stands alone: its window watched, started anew when it ends or hangs, and the system told."""
