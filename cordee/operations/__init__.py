"""How the house is run: its database, its processes, its demonstration. Knows no domain."""
