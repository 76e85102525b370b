"""Policy packs and keys on the disk."""
