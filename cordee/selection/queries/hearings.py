"""Reading hearings: the times of a day, who is heard, what a team may still take."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from cordee.selection.models import Hearing, HearingSlot, Recusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Application
    from cordee.selection.models import Juror, Panel


def zone_of(panel: Panel) -> ZoneInfo:
    """The wall clock of the call of a panel."""
    return ZoneInfo(panel.edition.definition.timeline.zone)


def hearing_slots(panel: Panel) -> QuerySet[HearingSlot]:
    """The times of a panel with who is heard and who hears, in order."""
    rows = HearingSlot.objects.standing().filter(panel=panel)
    if panel.without:
        rows = rows.exclude(hearing__application__in=panel.without)
    return (
        rows.select_related("hearing__application__current")
        .prefetch_related("jurors__person")
        .order_by("starts", "pk")
    )


def seen_slots(juror: Juror) -> QuerySet[HearingSlot]:
    """The times a juror sees: never that of a file she withdrew from (R50)."""
    file = OuterRef("hearing__application")
    left = Recusal.objects.standing().filter(juror__person=juror.person_id, application=file)
    return hearing_slots(juror.panel).exclude(Exists(left))


def timetable(
    rows: QuerySet[HearingSlot], zone: ZoneInfo, asked: str, at: datetime
) -> tuple[list[date], date | None, list[HearingSlot]]:
    """The days of some times, the one asked for (else the next one), and its times in order."""
    slots = list(rows)
    days = sorted({one.starts.astimezone(zone).date() for one in slots})
    today = at.astimezone(zone).date()
    coming = next((day for day in days if day >= today), days[-1] if days else None)
    shown = next((day for day in days if day.isoformat() == asked), coming)
    return days, shown, [one for one in slots if one.starts.astimezone(zone).date() == shown]


def hearings_of(application: Application) -> QuerySet[Hearing]:
    """The hearings of one file, and of it alone."""
    rows = Hearing.objects.filter(application=application).order_by("pk")
    return rows.select_related("slot", "panel__edition__current")


def free_for(hearing: Hearing, at: datetime) -> QuerySet[HearingSlot]:
    """The times a team can take: nobody who withdrew from its file hears it."""
    rows = HearingSlot.objects.filter(panel=hearing.panel_id).free(at)
    left = Recusal.objects.standing().filter(application=hearing.application_id)
    hears = HearingSlot.jurors.through.objects.filter(
        hearingslot=OuterRef("pk"), juror__person__in=left.values("juror__person")
    )
    return rows.exclude(Exists(hears)).order_by("starts", "pk")
