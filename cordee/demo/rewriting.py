"""The drafts of the team: next year's call begun from this one, and a change being written."""

from datetime import timedelta

from cordee.calls.editor import actions, queries
from cordee.calls.editor.cloning import cloned
from cordee.calls.models import Edition
from cordee.demo.script import Script
from cordee.people.models import User

YEAR = 52
"""Weeks by which next year's dates are moved."""


def play(script: Script, edition: Edition, boss: User) -> None:
    """Begin next year's call from the one of the year, comments kept, dates on their weekdays."""
    at = script.now - timedelta(days=2)
    files = cloned(
        queries.published_files(edition.rules_in_force), key=f"{edition.key}-prochain", weeks=YEAR
    )
    actions.begin(files, origin=f"appel « {edition.title} »", by=boss, at=at)
