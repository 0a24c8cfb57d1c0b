"""Pages of calls: those anybody reads, those of the team of the house."""
