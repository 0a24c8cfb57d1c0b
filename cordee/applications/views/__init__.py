"""Pages of a file: begin, write, gather, hand in, prove."""
