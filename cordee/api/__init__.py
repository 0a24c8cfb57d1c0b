"""The interface for programs: the same acts and the same rights, asked by a token."""
