"""What slips say against what was computed: why one differs, a year of them, two visits side by side."""
