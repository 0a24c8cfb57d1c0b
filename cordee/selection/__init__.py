"""Panels, marks and the ruling of a jury."""
