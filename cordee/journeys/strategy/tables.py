"""Tables a guest takes away: nobody has a name there, and the same person stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from cordee.journeys.audiences import reader
from cordee.journeys.models import Presence
from cordee.journeys.strategy.models import Score
from cordee.journeys.strategy.queries import plans, voices
from cordee.journeys.strategy.rules.guests import pseudonym
from cordee.journeys.strategy.seeing import reads_visit
from cordee.kernel.french import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.strategy.models import Guest

COLUMNS = {
    "presences": (
        say("personne"),
        say("rôle"),
        say("territoire"),
        say("rencontre"),
        say("jour"),
        say("demi-journée"),
        say("état"),
    ),
    "actions": (
        say("territoire"),
        say("partie"),
        say("état"),
        say("début"),
        say("échéance"),
        say("bloquée"),
    ),
    "diagnostics": (say("territoire"), say("visite"), say("capacité"), say("degré")),
    "temoignages": (say("territoire"), say("question"), say("texte"), say("voix")),
}
"""What each table holds; a researcher reads no more than what her circle reads."""
LABELS = {
    "presences": say("Présences, par demi-journée"),
    "actions": say("Actions des stratégies partagées"),
    "diagnostics": say("Degrés des diagnostics restitués"),
    "temoignages": say("Témoignages consentis"),
}


def rows(guest: Guest, name: str, at: datetime) -> Iterator[list[str]]:
    """The rows of a table, as this guest may read them."""
    return {
        "presences": _presences, "actions": _actions, "diagnostics": _scores,
        "temoignages": _words,
    }[name](guest, at)  # fmt: skip


def _secret(guest: Guest) -> bytes:
    return salted_hmac("strategy.guest", str(guest.public_id), algorithm="sha256").digest()


def _presences(guest: Guest, at: datetime) -> Iterator[list[str]]:  # noqa: ARG001 - one shape
    """Half-days, only for whoever reads as near as the team of the house."""
    if guest.reads != "staff":
        return
    secret = _secret(guest)
    found = Presence.objects.filter(meeting__cohort=guest.cohort_id).select_related(
        "delegate__participation", "meeting"
    )
    for one in found.order_by("day", "half", "pk"):
        yield [
            pseudonym(secret, one.delegate.person_id), one.delegate.role,
            one.delegate.participation.name, one.meeting.label, one.day.isoformat(),
            str(one.get_half_display()), str(one.get_status_display()),
        ]  # fmt: skip


def _actions(guest: Guest, at: datetime) -> Iterator[list[str]]:
    """The actions of the strategies she reads; a pilot is a person, so it is left out."""
    user = guest.seat.person.user
    if user is None:
        return
    for strategy in plans.shared(guest.cohort_id, reader(user, at)):
        for line in plans.lines(strategy, at.date()):
            one = line.action
            yield [
                strategy.participation.name, one.chapter, str(one.get_state_display()),
                one.starts.isoformat() if one.starts else "",
                one.due.isoformat() if one.due else "", "oui" if line.held_back else "",
            ]  # fmt: skip


def _scores(guest: Guest, at: datetime) -> Iterator[list[str]]:
    """The levels of the diagnoses told to her circle, without what showed them."""
    user = guest.seat.person.user
    found = Score.objects.filter(
        visit__participation__cohort=guest.cohort_id, visit__cancelled_at=None
    ).exclude(visit__closed_at=None)
    rows_ = found.select_related("visit__participation").prefetch_related(
        "visit__tellings", "visit__visitors"
    )
    for one in rows_.order_by("visit", "pk"):
        if user is not None and reads_visit(user, one.visit, at):
            yield [one.visit.participation.name, str(one.visit.number), one.capacity,
                   str(one.level.normalize())]  # fmt: skip


def _words(guest: Guest, at: datetime) -> Iterator[list[str]]:
    """The testimonies she reads, without a name."""
    user = guest.seat.person.user
    if user is None:
        return
    secret = _secret(guest)
    for one in voices.verbatims(guest.cohort, reader(user, at)):
        if one.audience == "me":
            continue
        who = " ".join(pseudonym(secret, f"voice {voice.pk}") for voice in one.voices.all())
        yield [one.participation.name if one.participation else "", one.question, one.text, who]
