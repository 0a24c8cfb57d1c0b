"""Write down organs, mandates, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import events, rules
from cordee.alliance.models import (
    Mandate,
    Organ,
    OrganMeeting,
)
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.people.models import Person, User


@transaction.atomic
def name_organ(
    label: str,
    decides: str,
    *,
    ceiling: Decimal | None = None,
    quorum: int = 0,
    meets_every: int | None = None,
    by: User,
    at: datetime,
) -> Organ:
    """Write down an organ and the sums it decides."""
    try:
        with transaction.atomic():
            made = Organ.objects.create(
                label=tidy(label), decides=tidy(decides), ceiling=ceiling, quorum=quorum,
                meets_every=meets_every, at=at, by=by,
            )  # fmt: skip
    except IntegrityError as error:
        said = _("Un organe porte déjà ce nom : ouvrez-le plutôt.")
        raise Refused(broken("organ.twice", "label", said)) from error
    record(events.OrganNamed(organ=made.pk), by=by, at=at)
    return made


@transaction.atomic
def hold_meeting(
    organ: Organ, *, on: date, attended: int, note: str, by: User, at: datetime
) -> OrganMeeting:
    """Write down that an organ met; its next meeting is counted from that day."""
    if found := rules.meeting_faults(on, timezone.localdate(at), note):
        raise Refused(found)
    made = OrganMeeting.objects.create(
        organ=organ, on=on, attended=attended, note=tidy(note)[:300], at=at, by=by
    )
    record(events.OrganMet(organ_meeting=made.pk, organ=organ.pk), by=by, at=at)
    return made


@transaction.atomic
def give_mandate(
    organ: Organ, person: Person, *, title: str = "", starts: date, by: User, at: datetime
) -> Mandate:
    """Seat someone in an organ from a day on."""
    try:
        with transaction.atomic():
            made = Mandate.objects.create(
                organ=organ, person=person, title=tidy(title), starts=starts
            )
    except IntegrityError as error:
        said = _("Cette personne siège déjà dans cet organe.")
        raise Refused(broken("mandate.twice", "email", said)) from error
    record(events.MandateGiven(mandate=made.pk, organ=organ.pk), by=by, at=at)
    return made


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date, by: User, at: datetime) -> None:
    """End a mandate; that day is its last."""
    if on < mandate.starts:
        said = _("Ce mandat commence après ce jour.")
        raise Refused(broken("mandate.order", "ends", said))
    if Mandate.objects.filter(pk=mandate.pk, ends=None).update(ends=on):
        record(events.MandateEnded(mandate=mandate.pk), by=by, at=at)
