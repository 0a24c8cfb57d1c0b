"""What each territory draws from its year: strategy, diagnosis, experience, words people gave."""
