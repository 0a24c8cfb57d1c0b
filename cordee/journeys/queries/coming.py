"""Reading who comes: the numbers told to the caterer, the cars with seats left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from cordee.journeys.models import Catering, Coming, Delegate, Item, Ride, Sharing
from cordee.journeys.rules.coming import Counted, Said, counted
from cordee.journeys.rules.crowds import enough
from cordee.journeys.rules.presence import halves

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Meeting


def said(one: Coming) -> Said:
    """A row as the rules count it."""
    return Said(one.mode, one.meal, one.diet, one.diet_words, one.travel, one.km)


def counts(meeting: Meeting) -> Counted:
    """How many come, how, and what they eat: numbers only."""
    return counted(said(one) for one in Coming.objects.filter(meeting=meeting).order_by("pk"))


def needed_at(meeting: Meeting) -> int:
    """How many people a meeting needs to be held, of those expected; 0 when nothing says it."""
    planned, share = meeting.planned, meeting.cohort.edition.definition.year.min_present_share
    least = planned.people_min if planned else None
    asked = planned is None or (planned.attendance and planned.required)
    if not asked or (least is None and share is None):
        return 0
    people = Delegate.objects.current(meeting.starts or meeting.changed_at).of_meeting(meeting)
    return enough(least, share, people.count())


def own_coming(meeting: Meeting, delegate: Delegate) -> Coming | None:
    """What someone already said."""
    return Coming.objects.filter(meeting=meeting, delegate=delegate).first()


def serves_meal(meeting: Meeting) -> bool:
    """Whether a meal is served: said by its programme, or a whole day spent on site (R82)."""
    if meeting.mode == "remote":
        return False
    if meeting.items.filter(kind=Item.Kind.MEAL).exists():
        return True
    if meeting.starts is None or meeting.ends is None:
        return False
    starts, ends = (one.astimezone(meeting.zone) for one in (meeting.starts, meeting.ends))
    return (
        starts.date() != ends.date() or len(halves(starts.date(), starts.time(), ends.time())) > 1
    )


def catering(meeting: Meeting) -> Catering | None:
    """What the caterer was told, once the diets are forgotten."""
    return Catering.objects.filter(meeting=meeting).first()


def seats_left(ride: Ride) -> int:
    """Seats nobody was promised yet."""
    return ride.seats - ride.sharings.filter(state=Sharing.State.ACCEPTED).count()


def rides(meeting: Meeting) -> QuerySet[Ride]:
    """The rides that stand, with how many seats are taken."""
    taken = Count("sharings", filter=Q(sharings__state=Sharing.State.ACCEPTED))
    rows = meeting.rides.filter(withdrawn_at=None).annotate(taken=taken)
    return rows.select_related("delegate__person", "delegate__participation").order_by(
        "kind", "place", "pk"
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """A sharing as one of its two people sees it; the other's contact once it is accepted."""

    sharing: Sharing
    other: Delegate
    mine: bool
    """Whether it is hers to answer."""

    @property
    def contact(self) -> tuple[str, str]:
        """The other's address and telephone; nothing before both agree."""
        if self.sharing.state != Sharing.State.ACCEPTED:
            return "", ""
        return self.other.person.email, self.other.person.phone


def shared(meeting: Meeting, delegate: Delegate) -> list[Shared]:
    """The rides someone shares, asks to share or is asked to share."""
    rows = Sharing.objects.filter(ride__meeting=meeting).exclude(state=Sharing.State.OVER)
    joined = rows.filter(Q(delegate=delegate) | Q(ride__delegate=delegate)).select_related(
        "ride__delegate__person", "ride__delegate__participation", "delegate__person",
        "delegate__participation",
    )  # fmt: skip
    found = []
    for one in joined.order_by("pk"):
        mine = one.ride.delegate_id == delegate.pk
        found.append(Shared(one, one.delegate if mine else one.ride.delegate, mine))
    return found
