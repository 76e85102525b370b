"""Money, months, faults, language, progress, plain files: what every floor stands on. Knows no neighbour."""
