"""Pages of the letters: for their readers, for those who write them."""
