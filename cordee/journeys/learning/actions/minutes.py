"""Write minutes together: parts entrusted, compiled, published to a circle, kept in the kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from cordee.journeys.learning.actions.resources import move_resource, write_resource
from cordee.journeys.learning.actions.writing import Written, write
from cordee.journeys.learning.events import MinutesOpened, MinutesPublished, PartEntrusted
from cordee.journeys.learning.models import Audience, Minutes, MinutesPart, Resource, SharedText
from cordee.journeys.models import Delegate
from cordee.journeys.quoting import note
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.journeys.models import Meeting
    from cordee.people.models import Person, User

READERS = (Audience.STAFF, Audience.COHORT, Audience.ALLIANCE, Audience.PUBLIC)
MOST = 30


@transaction.atomic
def open_minutes(
    meeting: Meeting, title: str, parts: Sequence[str], *, audience: str, by: User, at: datetime
) -> Minutes:
    """Open the minutes of a meeting, with the titles of their parts."""
    titles = [tidy(one)[:200] for one in parts if tidy(one)][:MOST]
    if not titles:
        raise Refused(missing("minutes.parts", "parts", "Donnez au moins une partie."))
    if audience not in READERS:
        raise Refused(broken("minutes.audience", "audience", "Ce cercle n’existe pas ici."))
    made = Minutes.objects.create(
        cohort=meeting.cohort, meeting=meeting, title=tidy(title)[:200], audience=audience,
        at=at, by=by,
    )  # fmt: skip
    for rank, one in enumerate(titles, 1):
        MinutesPart.objects.create(
            minutes=made, rank=rank, title=one, draft=SharedText.objects.create()
        )
    record(MinutesOpened(minutes=made.pk), by=by, at=at)
    return made


def _writable(minutes: Minutes) -> None:
    if minutes.published_at is not None:
        raise Refused(
            broken("minutes.published", "text", "Ce compte rendu est publié : il est figé.")
        )


@transaction.atomic
def entrust_part(
    part: MinutesPart, person: Person | None, *, by: User, at: datetime
) -> MinutesPart:
    """Entrust a part to a delegate of the cohort, or to all; she is told."""
    _writable(part.minutes)
    known = Delegate.objects.current(at).filter(
        participation__cohort=part.minutes.cohort_id, participation__ends=None, person=person
    )
    if person is not None and not known.exists():
        raise Refused(broken("part.person", "person", "Cette personne n’est pas de la cohorte."))
    if part.assigned != person:
        part.assigned = person
        part.save(update_fields=("assigned",))
        record(PartEntrusted(part=part.pk, person=person.pk if person else None), by=by, at=at)
    return part


@transaction.atomic
def write_part(
    part: MinutesPart, text: str, *, revision: int | None, shown: str = "", by: User, at: datetime
) -> Written:
    """Save a part; two hands cannot erase each other."""
    _writable(part.minutes)
    url = reverse("learning:minutes", args=[part.minutes.public_id])
    note(text, str(part.minutes), url, at=at)
    return write(part.draft, text, revision=revision, shown=shown, by=by, at=at)


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User, at: datetime) -> Minutes:
    """Compile the parts, freeze them, put them in the kit; raises `Refused` while one is blank."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(
        pk=minutes.pk
    )  # fmt: skip
    _writable(minutes)
    parts = list(minutes.parts.select_related("draft"))
    if blank := [one.title for one in parts if not one.draft.text]:
        said = ", ".join(blank)
        raise Refused(
            missing("minutes.blank", "parts", french.say("Encore à écrire : {said}.", said=said))
        )
    minutes.text = "\n\n".join(f"## {one.title}\n\n{one.draft.text}" for one in parts)
    minutes.digest, minutes.published_at = digest(minutes.text), at
    minutes.resource = _kept(minutes, by=by, at=at)
    minutes.save()
    record(MinutesPublished(minutes=minutes.pk, digest=minutes.digest), by=by, at=at)
    return minutes


def _kept(minutes: Minutes, *, by: User, at: datetime) -> Resource:
    made = write_resource(
        minutes.cohort, by=by, at=at, kind=Resource.Kind.REPORT, title=minutes.title,
        meeting=minutes.meeting, body=minutes.text, audience=minutes.audience,
    )  # fmt: skip
    for state in (Resource.State.REVIEWED, Resource.State.PUBLISHED):
        made = move_resource(made, state, by=by, at=at)
    return made
