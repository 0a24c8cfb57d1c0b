"""Migrations of the learning app."""
