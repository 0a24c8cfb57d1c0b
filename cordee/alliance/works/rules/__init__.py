"""What the alliance does together: pure rules."""
