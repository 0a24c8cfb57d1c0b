"""The balanced choice: asked for, explained, tried otherwise, moved, worded, decided."""
