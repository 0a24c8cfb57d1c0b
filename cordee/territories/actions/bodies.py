"""Write by hand what no register knows."""
