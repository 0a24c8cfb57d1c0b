"""What happened: the journal, the reactions, background work, reminders."""
