"""The demonstration: the house furnished with a year that could have been, and kept running."""
