"""What files really are, told by their content; their names made safe; what they may hide."""
