"""Reading strategies, diagnoses, experience and words given."""
