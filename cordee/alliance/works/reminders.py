"""What is called to mind: a meeting of those who carry workstreams, a week before (R227)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cordee.alliance.works.models import WorkFrame
from cordee.alliance.works.queries.workstreams import leaders
from cordee.kernel import french
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cordee.alliance.works.models import Workstream

MORNING = time(9)
BEFORE = timedelta(days=7)
FORWARD = timedelta(days=70)


class Leaders:
    """A week before each meeting of the rule, who carries a launched workstream is told."""

    key = "works.leaders"
    label = gettext_lazy("Rencontre des référent·es de chantiers")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The meetings to come of the frames that run; one held already is skipped, with why."""
        today = timezone.localdate(at)
        rows = WorkFrame.objects.filter(starts__lte=today, ends__gte=today)
        for frame in rows.exclude(meets_every=None).order_by("pk"):
            coming = [day for day in frame.meetings_due if today <= day <= today + FORWARD]
            held = set(frame.meetings.values_list("on", flat=True).order_by())
            carried = list(leaders(frame)) if coming else []
            for day in coming:
                for one in carried:
                    yield _proposal(frame, one, day, held=day in held)


def _proposal(frame: WorkFrame, one: Workstream, day: date, *, held: bool) -> Proposal:
    assert one.leader is not None  # noqa: S101 - asked by the query
    said = french.day(day)
    page = settings.SITE_URL + reverse("works:workstream", args=[one.public_id])
    text = french.say(
        "Bonjour,\n\nLes référent·es des chantiers se retrouvent le {said}, pour faire le point "
        "et mettre sur la table ce qui leur est commun. Votre chantier : {page}\n",
        said=said, page=page,
    )  # fmt: skip
    return Proposal(
        person=f"person:{one.leader_id}",
        name=str(one.leader),
        to=one.leader.email or "",
        subject=("workframe", str(frame.pk)),
        subject_name=str(frame),
        occurrence=day.isoformat(),
        due=datetime.combine(day - BEFORE, MORNING, timezone.get_default_timezone()),
        title=french.typeset(french.say("Référent·es des chantiers : {said}", said=said)),
        text=french.typeset(text),
        skip=french.say("Déjà tenue.") if held else "",
    )


LEADERS = Leaders()
