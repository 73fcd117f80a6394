"""Property tests that are quick and say the same on every machine and every run."""

from hypothesis import settings

# Derandomized, so a failure here is a failure everywhere; no deadline, for no test measures time.
settings.register_profile("domain", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("domain")
