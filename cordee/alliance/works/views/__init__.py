"""Pages of what the alliance does together."""
