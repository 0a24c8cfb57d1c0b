"""Migrations of the editor of calls."""
