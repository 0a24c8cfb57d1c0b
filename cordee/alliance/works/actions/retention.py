"""Who was invited to an assembly has an end: the counts stay, the list goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.alliance.works.models import Assembly, AssemblyGuest
from cordee.alliance.works.queries.assemblies import counted, days

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=3 * 365)
"""How long after its minutes the list of an assembly is kept."""
AT_ONCE = 20


@transaction.atomic
def retire_guests(*, at: datetime) -> int:
    """Freeze the counts of old assemblies, then forget who was on their lists (people gone)."""
    old = Assembly.objects.filter(closed_at__lte=at - KEPT, guests__isnull=False)
    gone = 0
    for one in old.distinct().order_by("pk")[:AT_ONCE]:
        for day in days(one):
            found = counted(day)
            day.on_site, day.remote = found.on_site, found.remote
            day.save(update_fields=("on_site", "remote"))
        guests = AssemblyGuest.objects.filter(assembly=one)
        gone += guests.count()
        guests.delete()
    return gone
