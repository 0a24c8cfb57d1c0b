"""Fill the kit of a meeting: write, review, publish, take away (R180, R181, R323-R325)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cordee.journeys.audiences import LABELS
from cordee.journeys.learning.events import (
    ResourceBound,
    ResourceMoved,
    ResourceRemoved,
    TakenUp,
    TakeUpCancelled,
)
from cordee.journeys.learning.holding import PAPERS, SOUNDS, hold, room_for_one
from cordee.journeys.learning.models import Audience, KitVisit, Resource, ResourceFile, TakeUp
from cordee.journeys.quoting import note
from cordee.journeys.rules.audiences import rank
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.journeys.models import Cohort
    from cordee.people.models import User

READERS = (Audience.STAFF, Audience.COHORT, Audience.ALLIANCE, Audience.PUBLIC)
FILES = 10
MAX_MB = 50
VISIT = timedelta(minutes=30)
"""Pages read within so long are one visit."""


@transaction.atomic
def write_resource(
    cohort: Cohort, *, resource: Resource | None = None, by: User, at: datetime, **fields: Any
) -> Resource:
    """Write a resource, or change it: it is then to be read again before it is published."""
    made = resource or Resource(cohort=cohort, at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, value)
    if made.audience not in READERS:
        raise Refused(broken("resource.audience", "audience", "Ce cercle n’existe pas ici."))
    if made.bound and rank(made.audience) > rank(made.bound):
        raise Refused(broken("resource.filmed", "audience", french.say(
            "Les personnes filmées acceptent que ce film aille au plus jusqu’à : {who}. Demandez-"
            "leur de changer leur accord, ou choisissez un cercle plus étroit.",
            who=str(LABELS[made.bound]))))  # fmt: skip
    if unknown := set(made.themes) - {one.key for one in cohort.edition.definition.themes}:
        raise Refused(broken("resource.theme", "themes", french.say(
            "Ces étiquettes ne sont pas dans la liste de l’appel : {unknown}.",
            unknown=", ".join(sorted(unknown)))))  # fmt: skip
    if made.meeting is not None and made.meeting.cohort_id != cohort.pk:
        raise Refused(broken("resource.meeting", "meeting", "Cette rencontre n’est pas d’ici."))
    if made.state == Resource.State.REVIEWED:
        made.state, made.reviewed_by = Resource.State.DRAFT, None
    made.save()
    note(made.body, made.title, reverse("learning:resource", args=[made.public_id]), at=at)
    record(ResourceMoved(resource=made.pk, state=made.state), by=by, at=at)
    return made


@transaction.atomic
def move_resource(resource: Resource, state: str, *, by: User, at: datetime) -> Resource:
    """Say it is reviewed, publish it, or put it back; raises `Refused` when nothing can be read."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    if state not in Resource.State.values:
        raise Refused(broken("resource.state", "state", "Cet état n’existe pas."))
    if state == resource.state:
        return resource
    if state == Resource.State.PUBLISHED and resource.state != Resource.State.REVIEWED:
        raise Refused(broken("resource.unread", "state", "Faites-la relire avant de la publier."))
    film = resource.kind == Resource.Kind.FILM
    if state == Resource.State.PUBLISHED and film and not resource.bound:
        raise Refused(missing("resource.unseen", "state", "Dites d’abord qui l’on voit dans ce "
                              "film, ou que l’on n’y reconnaît personne."))  # fmt: skip
    nothing = not (resource.link or resource.body.strip())
    if nothing and not resource.files.filter(removed_at=None).exists():
        raise Refused(
            missing("resource.empty", "state", "Joignez un fichier, un lien ou un texte.")
        )
    resource.state = state
    if state == Resource.State.REVIEWED:
        resource.reviewed_by = by
    if state == Resource.State.PUBLISHED:
        resource.published_at = at
    resource.save()
    record(ResourceMoved(resource=resource.pk, state=state), by=by, at=at)
    return resource


@transaction.atomic
def join_to_resource(
    resource: Resource, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> ResourceFile:
    """Add a file, a sound or a film; raises `Refused` with the reason."""
    room_for_one(resource.files.all(), FILES)
    made = ResourceFile(resource=resource)
    hold(made, upload, kinds=PAPERS | SOUNDS, max_mb=MAX_MB, by=by, at=at)
    return made


@transaction.atomic
def remove_from_resource(file: ResourceFile, *, by: User, at: datetime) -> None:
    """Take a file away."""
    if ResourceFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=at):
        record(ResourceMoved(resource=file.resource_id, state=file.resource.state), by=by, at=at)


@transaction.atomic
def remove_resource(resource: Resource, *, by: User | None, at: datetime) -> None:
    """Take a resource away: nobody finds it any more."""
    if Resource.objects.filter(pk=resource.pk, removed_at=None).update(removed_at=at):
        record(ResourceRemoved(resource=resource.pk), by=by, at=at)


@transaction.atomic
def bind_resource(
    resource: Resource, bound: str, *, wanted: str, by: User | None, at: datetime
) -> Resource:
    """Keep a film within what those who are seen in it accept; never nearer than the staff."""
    held = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    held.bound = max([bound, Audience.STAFF], key=rank)
    held.audience = max([min([wanted, held.bound], key=rank), Audience.STAFF], key=rank)
    held.save(update_fields=("bound", "audience", "search_key"))
    record(ResourceBound(resource=held.pk, audience=held.audience), by=by, at=at)
    return held


@transaction.atomic
def note_takeup(
    resource: Resource, *, who: str, on: date, link: str = "", by: User, at: datetime
) -> TakeUp:
    """Note that a resource was taken up elsewhere (R262)."""
    found = []
    if not who.strip():
        found.append(missing("takeup.who", "who", "Dites qui l’a reprise."))
    if on > timezone.localdate(at):
        found.append(broken("takeup.future", "on", "Une reprise s’inscrit une fois parue."))
    if found:
        raise Refused(found)
    made = TakeUp.objects.create(
        resource=resource, who=tidy(who)[:200], on=on, link=link, at=at, by=by
    )
    record(TakenUp(takeup=made.pk), by=by, at=at)
    return made


@transaction.atomic
def cancel_takeup(one: TakeUp, *, by: User, at: datetime) -> None:
    """Strike a take-up out: it counts no more, and stays."""
    if TakeUp.objects.filter(pk=one.pk, cancelled_at=None).update(cancelled_at=at):
        record(TakeUpCancelled(takeup=one.pk), by=by, at=at)


@transaction.atomic
def visit(cohort: Cohort, *, by: User, at: datetime) -> datetime | None:
    """Remember that someone looks at the kit; returns when she last did, none the first time."""
    found, first = KitVisit.objects.select_for_update().get_or_create(
        cohort=cohort, user=by, defaults={"seen_at": at}
    )
    if not first and at - found.seen_at > VISIT:
        found.before = found.seen_at
    if not first:
        found.seen_at = at
        found.save(update_fields=("seen_at", "before"))
    return found.before
