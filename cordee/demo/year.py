"""Play the demonstration year, with the very actions of the pages and the clock moved."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.demo import (
    allies,
    beside,
    candidates,
    cohort,
    desk,
    doors,
    drafts,
    governing,
    harvest,
    instruction,
    judging,
    jury,
    learning,
    letters,
    reporting,
    rewriting,
    rooms,
    strategy,
    watching,
    works,
)
from cordee.demo.script import Say, Script
from cordee.kernel.bodies import Kind
from cordee.people.actions import accounts, persons, seats
from cordee.people.models import User
from cordee.territories.actions.bodies import Body, make


def play(*, say: Say) -> Edition:
    """Play the whole year once; a second call finds it played and does nothing."""
    script = Script.read(timezone.now())
    played = Edition.objects.filter(key=script.data["key"]).first()
    if played is not None:
        return played
    with transaction.atomic():
        return _play(script, say)


def open_and_close(script: Script, *, say: Say) -> tuple[Edition, User]:
    """Play up to the eve of the jury: the team, the call, its candidates; who steers the call."""
    say("Démonstration : l’équipe et l’appel…")
    boss = next(iter(list(_staff(script))))
    _bodies(script, boss)
    edition = _publish(script, boss)
    say("Démonstration : les candidatures…")
    candidates.play(script, edition, boss)
    instruction.play(script, edition, boss)
    return edition, boss


def _play(script: Script, say: Say) -> Edition:
    edition, boss = open_and_close(script, say=say)
    say("Démonstration : le jury et sa décision…")
    ruling = jury.play(script, edition, boss)
    say("Démonstration : l’année de la cohorte…")
    cohort.play(script, ruling, boss)
    learning.play(script, ruling.cohort, boss)
    strategy.play(script, ruling.cohort, boss)
    rooms.play(script, ruling.cohort, boss)
    harvest.play(script, ruling.cohort, boss)
    governing.play(script, boss)
    works.play(script, boss)
    allies.play(script, boss)
    letters.play(script, ruling.cohort, boss)
    beside.play(script, ruling.cohort, boss)
    watching.play(script, ruling.cohort, boss)
    reporting.play(script, boss)
    rewriting.play(script, edition, boss)
    judging.play(script, boss)
    judging.sit(script, boss)
    return edition


def _staff(script: Script) -> Iterator[User]:
    """The team of the house, seated well before the call."""
    at = script.moment(0) - timedelta(days=90)
    for one in script.data["staff"]:
        user = account(one["email"], one["name"], at, title=one["title"])
        seats.give_seat(user.person, one["role"], by=None, at=at)
        yield user


def account(email: str, name: str, at: Any, **fields: str) -> User:
    """Someone with an account and a person."""
    given, _, family = name.partition(" ")
    user = accounts.reserve(email, at=at)
    person = accounts.welcome(user, method="code", at=at)
    persons.change_profile(person, given_name=given, family_name=family, by=user, at=at, **fields)
    user.refresh_from_db()
    return user


def _bodies(script: Script, boss: User) -> None:
    at = script.moment(0) - timedelta(days=60)
    for one in script.data["bodies"]:
        body = Body(
            name=one["name"],
            kind=Kind(one["kind"]),
            department=one["department"],
            population=one["population"],
        )
        make(body, by=boss, at=at)


def _publish(script: Script, boss: User) -> Edition:
    """The call of the year, ten days before it opens; the others as their dates want."""
    definition, texts = script.programme
    edition = publish(definition, texts, by=boss, at=script.moment(0) - timedelta(days=10))
    for entry in script.data.get("others", []):
        if found := script.other(entry):
            other = publish(*found, by=boss, at=script.now - timedelta(days=30))
            for draft in entry.get("drafts", []):
                drafts.play(script, other, draft)
            if entry.get("desk"):
                desk.play(script, other, boss)
                doors.play(script, other)
    return edition
