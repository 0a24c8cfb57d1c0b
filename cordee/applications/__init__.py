"""Drafts written as a team, and the deposits they become."""
