"""Write the frame of a year of workstreams, its meetings, its common publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.rules import meeting_faults
from cordee.alliance.works import events
from cordee.alliance.works.models import LeadersMeeting, WorkFrame
from cordee.alliance.works.rules import workstreams as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User


@transaction.atomic
def keep_frame(
    label: str, frame: WorkFrame | None = None, *, by: User, at: datetime, **said: Any
) -> WorkFrame:
    """Write a frame, or change it; `said` are its other fields, typed."""
    if found := rules.frame_faults(said["starts"], said["ends"], said.get("review_on")):
        raise Refused(found)
    made = frame or WorkFrame(at=at, by=by)
    made.label = tidy(label)
    for name, value in said.items():
        setattr(made, name, value)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(broken("frame.twice", "label", _("Un cadre porte déjà ce nom."))) from error
    record(
        events.FrameKept(
            work_frame=made.pk, ceiling=str(made.ceiling or ""), budget=str(made.budget or "")
        ),
        by=by, at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def hold_leaders(
    frame: WorkFrame, *, on: date, attended: int, note: str, by: User, at: datetime
) -> LeadersMeeting:
    """Write down that those who carry workstreams met, once a day."""
    if found := meeting_faults(on, timezone.localdate(at), note):
        raise Refused(found)
    try:
        with transaction.atomic():
            made = LeadersMeeting.objects.create(
                frame=frame, on=on, attended=attended, note=tidy(note)[:300], at=at, by=by
            )
    except IntegrityError as error:
        said = _("La rencontre de ce jour est déjà inscrite.")
        raise Refused(broken("leaders.twice", "on", said)) from error
    record(events.LeadersMet(leaders_meeting=made.pk), by=by, at=at)
    return made


@transaction.atomic
def publish_together(frame: WorkFrame, *, link: str, on: date, by: User, at: datetime) -> WorkFrame:
    """Say where the common publication of the workstreams is read (R228)."""
    if not link.strip():
        raise Refused(missing("publication.link", "link", _("Donnez le lien de la publication.")))
    if on > timezone.localdate(at):
        said = _("Une publication s’inscrit une fois parue.")
        raise Refused(broken("publication.future", "on", said))
    frame.publication_link, frame.published_on = link.strip(), on
    frame.save(update_fields=("publication_link", "published_on"))
    record(events.PublishedTogether(work_frame=frame.pk), by=by, at=at)
    return frame
