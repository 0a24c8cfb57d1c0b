"""What a cohort learns: logbook, exercises, surveys, kits, questions, minutes, peers."""
