"""What may be done together in the alliance; the only writer of this room."""
