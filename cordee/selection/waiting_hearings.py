"""What waits before a hearing: a time to choose, then the day itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.queries import writes_none
from cordee.kernel import french
from cordee.selection.models import Hearing
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """The hearings of one's files: to fix, or to come."""
    if writes_none(user):
        return
    mates = Q(application__members__person__user=user, application__members__left_at=None)
    rows = (
        Hearing.objects.filter(Q(application__owner=user) | mates)
        .filter(Q(slot=None) | Q(slot__starts__gt=at), application__withdrawn_at=None)
        .filter(panel__edition__results_at=None)
        .select_related("slot", "panel__edition", "application")
        .distinct()
        .order_by("pk")
    )
    for one in rows[:SHOWN]:
        page = reverse("selection:own_hearing", args=[one.application.public_id])
        title = one.panel.edition.title
        if one.slot is None:
            yield Task(_("Choisir le créneau de votre audition"), _("à choisir"), "warn", page,
                       title)  # fmt: skip
        else:
            zone = one.panel.edition.zone or settings.TIME_ZONE
            starts = timezone.localtime(one.slot.starts, ZoneInfo(zone))
            when = french.moment(starts, zone=zone)
            yield Task(_("Votre audition"), when, "info", page, title)
