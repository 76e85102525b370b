"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# How long an example takes says nothing on a machine that others use too; and the first text that is drawn after a
# fresh checkout has tables of characters made for it, which alone takes longer than Hypothesis finds healthy.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
