"""The year so far: figures, chart, explanation."""
