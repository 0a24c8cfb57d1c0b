"""The demonstration's files still being written, on a call that is open today."""

from datetime import timedelta
from typing import Any

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.demo.candidates import find, gather, owner_of, value
from cordee.demo.script import Script
from cordee.programme.schema.questions import LongText

WRITTEN = 2
"""One question in so many is left blank: a draft shows what remains to do."""


def play(script: Script, edition: Edition, entry: dict[str, Any]) -> Application:
    """Begin the file, gather a part of the team, answer a part of the questions."""
    territory = find(entry)
    start = script.now - timedelta(days=entry["days"])
    owner = owner_of(script, territory, start)
    application = actions.start(edition, territory=territory, by=owner, at=start)
    gather(script, application, entry, owner, start + timedelta(hours=2))
    questions = edition.definition.questions(application.step)
    if said := entry.get("comment"):
        asked = next(one.key for one in questions if isinstance(one, LongText))
        at = script.now - timedelta(hours=5)
        actions.comment(application, asked, said, by=owner, at=at)
    for rank, question in enumerate(questions):
        given = value(script, application, entry, question)
        if given is not None and rank % WRITTEN == 0:
            at = start + timedelta(days=1, hours=rank)
            actions.save_answer(application, question.key, given, by=owner, at=at)
    return application
