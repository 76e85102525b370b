"""测算: what other rules would cost the fund, of tables of many people or of people drawn from averages."""
