"""Assigning jurors to files: everyone read enough, nobody overloaded, experts where they count."""
