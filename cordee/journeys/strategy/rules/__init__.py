"""What the rules of strategies, diagnoses and words given say."""
