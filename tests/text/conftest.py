"""A property is tried as long as a busy machine needs; only the tests that are about time look at the clock."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
