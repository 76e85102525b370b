"""The operator's corner, behind a gesture and a PIN: exit, packs, update, self-test, sessions by day."""
