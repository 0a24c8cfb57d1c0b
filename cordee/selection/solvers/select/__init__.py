"""Choosing laureates: exact, explained, the same everywhere."""
