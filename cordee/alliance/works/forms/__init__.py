"""What is typed of what the alliance does together."""
