"""Figures that open on their rows, and the reports made of them."""
