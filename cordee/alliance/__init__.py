"""The alliance around the programmes: its organs, what they decide, what is objected."""
