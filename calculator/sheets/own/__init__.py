"""Tables that this program wrote itself, read and written exactly."""
