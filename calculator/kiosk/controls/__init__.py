"""What the screens of the terminal are made of: keys, texts, pads, and the board that they stand on."""
