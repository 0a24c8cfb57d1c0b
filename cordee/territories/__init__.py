"""Territories of France and elsewhere, dated memberships, maps."""
