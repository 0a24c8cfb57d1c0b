"""What a year asks and how far each territory is: pure questions."""
