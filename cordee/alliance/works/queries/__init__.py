"""What the alliance does together, as pages and reports read it."""
