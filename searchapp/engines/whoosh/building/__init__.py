"""Speeches into segments of the columnar codec, by arrays instead of one posting at a time."""
