"""What the documents say: packs of dated rules, each figure with its source and clause. Knows no person."""
