"""Letters in sections, written by several: their readers seen before sending, never watched."""
