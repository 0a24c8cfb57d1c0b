"""Template tags of the territories."""
