"""The desk of the open call: questions asked and answered, a meeting to come, words with a team."""

from datetime import timedelta

from cordee.applications import actions as files
from cordee.applications.models import Application, Exchange
from cordee.calls import actions
from cordee.calls.models import Edition
from cordee.demo.script import Script
from cordee.people.models import User


def play(script: Script, edition: Edition, boss: User) -> None:
    """Tell what happens around an open call, as its entry says."""
    now = script.now
    told = script.data["desk"]
    for days, one in enumerate(told["questions"], start=1):
        at = now - timedelta(days=2 * days)
        asked = actions.ask(edition, one["text"], by=None, at=at)
        if "answer" in one:
            later = at + timedelta(hours=20)
            actions.answer(asked, shown=one["text"], answer=one["answer"], by=boss, at=later)
    meeting = told["meeting"]
    starts = script.workday(timedelta(days=6), hour=13)
    briefing = actions.open_briefing(
        edition,
        title=meeting["title"],
        text=meeting["text"],
        link=meeting["link"],
        places=meeting["places"],
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        by=boss,
        at=now - timedelta(days=5),
    )
    for rank, name in enumerate(meeting["people"]):
        email = f"participant.{rank}@example.org"
        actions.register(briefing, name=name, email=email, by=None, at=now - timedelta(days=3))
    application = Application.objects.filter(edition=edition).order_by("pk").first()
    if application is not None:
        files.say(
            application,
            told["word"],
            side=Exchange.Side.STAFF,
            awaits=True,
            by=boss,
            at=now - timedelta(days=1),
        )
