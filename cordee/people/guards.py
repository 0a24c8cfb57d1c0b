"""The guard of the team's pages, for every room that stands above people."""

from cordee.people.policy import only_staff
from cordee.web.guards import allowed

for_team = allowed(only_staff)
"""Lets the team in; visitors sign in first, the others are told why not."""
