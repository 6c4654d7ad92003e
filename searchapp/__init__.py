"""Full-text search for archives of speeches."""

__version__ = "0.1.0"
