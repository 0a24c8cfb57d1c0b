"""Pages to write a call."""
