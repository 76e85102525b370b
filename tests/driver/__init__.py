"""What drives the window in tests as a person does: hands, a keyboard alone, and eyes for what is shown and cut off."""
