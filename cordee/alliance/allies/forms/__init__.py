"""What is typed of allies, permanences, meetings, communities and seats."""
