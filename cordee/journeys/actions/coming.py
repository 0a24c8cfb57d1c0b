"""Say how one comes, what one eats; share a car."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import (
    ComingSaid,
    RidePosted,
    RideWithdrawn,
    SharingAnswered,
    SharingAsked,
)
from cordee.journeys.models import Coming, Meeting, Ride, Sharing
from cordee.journeys.queries.coming import seats_left
from cordee.journeys.rules.coming import FAR, Said, faults, meal_faults, share_faults
from cordee.journeys.rules.crowds import room_faults
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime, time

    from cordee.journeys.models import Delegate
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

OFF = (Meeting.State.CANCELLED, Meeting.State.CLOSED)
MOST_SEATS = 8


@transaction.atomic
def say_coming(
    meeting: Meeting, delegate: Delegate, said: Said, *, by: User | None, at: datetime
) -> Coming:
    """Write how someone comes to a meeting; changed as long as it has not begun.

    Raises `Refused` without date, once begun, for a mode the meeting does not have, and for a
    meal that changes once the caterer knows.
    """
    meeting = _on(meeting)
    found = faults(meeting.starts, meeting.mode, said, at)
    known = Coming.objects.filter(meeting=meeting, delegate=delegate).first()
    if not found and meeting.starts is not None:
        starts = meeting.starts.astimezone(meeting.zone)
        found = meal_faults(starts, at, changed=_meal_changes(known, said))
    found = [*found, *_room(meeting, delegate, said)]
    if found:
        raise Refused(found)
    eats = said.meal and said.mode not in FAR
    kept = {"mode": said.mode, "meal": eats, "diet": said.diet if eats else "",
            "diet_words": tidy(said.words) if eats and said.diet == "other" else "",
            "travel": said.travel if said.mode not in FAR else "", "km": said.km, "at": at,
            "purged_at": None}  # fmt: skip
    made, _created = Coming.objects.update_or_create(
        meeting=meeting, delegate=delegate, defaults=kept, create_defaults=kept
    )
    record(ComingSaid(meeting=meeting.pk, delegate=delegate.pk, mode=said.mode), by=by, at=at)
    return made


def _room(meeting: Meeting, delegate: Delegate, said: Said) -> list[Finding]:
    """Why nobody more comes that way, as the programme says how many the meeting receives."""
    most = meeting.planned.people_max if meeting.planned else None
    if most is None:
        return []
    rows = Coming.objects.filter(meeting=meeting).exclude(delegate=delegate)
    others = Counter(rows.order_by("pk").values_list("mode", flat=True))
    return room_faults(meeting.mode, said.mode, others, most)


def _on(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related(
        "cohort__edition__current"
    )
    found = held.get(pk=meeting.pk)
    if found.state in OFF:
        raise Refused(broken("coming.off", "meeting", "Cette rencontre est close ou annulée."))
    return found


def _meal_changes(known: Coming | None, said: Said) -> bool:
    """Whether the caterer would serve something else."""
    wanted = said.meal and said.mode not in FAR
    before = bool(known and known.meal and known.mode not in FAR)
    return wanted and (not before or (known is not None and known.diet != said.diet))


@transaction.atomic
def post_ride(
    meeting: Meeting,
    delegate: Delegate,
    *,
    kind: str,
    way: str,
    place: str,
    hour: time | None,
    seats: int,
    words: str = "",
    by: User,
    at: datetime,
) -> Ride:
    """Offer seats, or ask for one; one ride a person a meeting, changed by posting it again."""
    meeting = _on(meeting)
    if meeting.starts is None or at >= meeting.starts:
        sentence = "Le covoiturage s’organise quand la rencontre a une date à venir."
        raise Refused(broken("ride.date", "meeting", sentence))
    if not 1 <= seats <= MOST_SEATS:
        raise Refused(
            broken(
                "ride.seats",
                "seats",
                french.say("De 1 à {most_seats} places.", most_seats=MOST_SEATS),
            )
        )
    standing = Ride.objects.select_for_update().filter(
        meeting=meeting, delegate=delegate, withdrawn_at=None
    )
    made = standing.first() or Ride(meeting=meeting, delegate=delegate)
    if made.pk and made.sharings.filter(state=Sharing.State.ACCEPTED).exists():
        sentence = "Un trajet est convenu : retirez-le d’abord, les personnes seront prévenues."
        raise Refused(broken("ride.agreed", "ride", sentence))
    made.kind, made.way, made.place, made.hour = kind, way, tidy(place), hour
    made.seats, made.words, made.at = seats if kind == Ride.Kind.OFFER else 1, tidy(words), at
    made.save()
    record(RidePosted(meeting=meeting.pk, ride=made.pk), by=by, at=at)
    return made


@transaction.atomic
def withdraw_ride(ride: Ride, *, by: User | None, at: datetime) -> None:
    """Take a ride away; whoever had agreed is told."""
    if not Ride.objects.filter(pk=ride.pk, withdrawn_at=None).update(withdrawn_at=at):
        return
    living = ride.sharings.filter(state__in=(Sharing.State.ASKED, Sharing.State.ACCEPTED))
    for one in living.order_by("pk"):
        _settle(one, Sharing.State.OVER, by=by, at=at)
    record(RideWithdrawn(meeting=ride.meeting_id, ride=ride.pk), by=by, at=at)


@transaction.atomic
def ask_sharing(
    ride: Ride, delegate: Delegate, *, words: str = "", by: User, at: datetime
) -> Sharing:
    """Ask whoever posted a ride to share it; asking twice asks once."""
    ride = Ride.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=ride.pk)
    if ride.withdrawn_at is not None or ride.meeting.state in OFF:
        raise Refused(broken("ride.gone", "ride", "Ce trajet n’est plus proposé."))
    if ride.delegate_id == delegate.pk:
        raise Refused(broken("ride.own", "ride", "C’est votre propre annonce."))
    known = Sharing.objects.filter(ride=ride, delegate=delegate).first()
    if known is not None and known.state in {Sharing.State.ASKED, Sharing.State.ACCEPTED}:
        return known
    if found := share_faults(ride.kind, seats_left(ride)):
        raise Refused(found)
    kept = {"words": tidy(words), "state": Sharing.State.ASKED, "at": at, "answered_at": None}
    made, _created = Sharing.objects.update_or_create(
        ride=ride, delegate=delegate, defaults=kept, create_defaults=kept
    )
    record(SharingAsked(ride=ride.pk, sharing=made.pk), by=by, at=at)
    return made


@transaction.atomic
def answer_sharing(sharing: Sharing, *, accepted: bool, by: User, at: datetime) -> Sharing:
    """Accept or refuse to share one's ride; an accepted one gives each the other's contact."""
    ride = Ride.objects.select_for_update().get(pk=sharing.ride_id)
    sharing = Sharing.objects.select_for_update(of=("self",)).get(pk=sharing.pk)
    if sharing.state != Sharing.State.ASKED:
        return sharing
    if ride.withdrawn_at is not None:
        raise Refused(broken("ride.gone", "ride", "Ce trajet n’est plus proposé."))
    if accepted and (found := share_faults(ride.kind, seats_left(ride))):
        raise Refused(found)
    state = Sharing.State.ACCEPTED if accepted else Sharing.State.DECLINED
    return _settle(sharing, state, by=by, at=at)


@transaction.atomic
def leave_sharing(sharing: Sharing, *, by: User, at: datetime) -> Sharing:
    """Either side gives a shared ride up; the other is told."""
    sharing = Sharing.objects.select_for_update(of=("self",)).get(pk=sharing.pk)
    if sharing.state not in {Sharing.State.ASKED, Sharing.State.ACCEPTED}:
        return sharing
    return _settle(sharing, Sharing.State.OVER, by=by, at=at)


def _settle(sharing: Sharing, state: str, *, by: User | None, at: datetime) -> Sharing:
    sharing.state, sharing.answered_at = state, at
    sharing.save(update_fields=("state", "answered_at"))
    event = SharingAnswered(ride=sharing.ride_id, sharing=sharing.pk, state=state)
    record(event, by=by, at=at)
    return sharing
