"""How long each territory drives to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.models import Participation
from cordee.journeys.rules.roads import minutes
from cordee.territories.models import Territory

if TYPE_CHECKING:
    from cordee.journeys.models import Cohort, Meeting
    from cordee.journeys.rules.roads import Place


def roads_from(cohort: Cohort) -> dict[str, int]:
    """Territory → minutes from the first place the programme names, for those on the map."""
    codes = [one.code for one in cohort.edition.definition.year.venues if one.code]
    base = Territory.objects.filter(ref=f"commune:{codes[0]}").first() if codes else None
    return _roads(cohort, _spot(base))


def roads_to(meeting: Meeting) -> dict[str, int]:
    """Territory → minutes to whoever hosts a meeting, else to the place of the programme."""
    if meeting.mode == "remote":
        return {}
    hosts = Participation.objects.filter(hosting__meeting=meeting).select_related("territory")
    host = hosts.order_by("pk").first()
    return _roads(meeting.cohort, _spot(host.territory)) if host else roads_from(meeting.cohort)


def _roads(cohort: Cohort, home: Place | None) -> dict[str, int]:
    if home is None:
        return {}
    rows = cohort.participations.exclude(territory=None).select_related("territory")
    spots = {str(one.pk): _spot(one.territory) for one in rows.order_by("pk")}
    return {key: minutes(home, spot) for key, spot in spots.items() if spot is not None}


def _spot(territory: Territory | None) -> Place | None:
    if territory is None or territory.latitude is None or territory.longitude is None:
        return None
    return (territory.latitude, territory.longitude)
