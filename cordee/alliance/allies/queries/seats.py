"""What an organ is made of, on a day and over the years (R208, R209)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.alliance.allies.models import SeatPortrait
from cordee.alliance.allies.rules.counts import shares
from cordee.alliance.models import Mandate

if TYPE_CHECKING:
    from datetime import date

    from cordee.alliance.models import Organ


def seats(organ: Organ) -> list[tuple[Mandate, SeatPortrait | None]]:
    """Every mandate of an organ with what it stands for, those that run first."""
    rows = (
        Mandate.objects.filter(organ=organ)
        .select_related("person")
        .order_by("ends", "person__sort_key", "pk")
    )
    known = {
        one.mandate_id: one
        for one in SeatPortrait.objects.filter(mandate__organ=organ).select_related(
            "organisation", "kind"
        )
    }
    return [(one, known.get(one.pk)) for one in rows]


type Seats = list[tuple[Mandate, SeatPortrait | None]]


def composition(rows: Seats, on: date) -> dict[str, list[tuple[str, int, int]]]:
    """On a day: how many of each kind of actors and of each age band, with their shares."""
    sitting = [
        portrait for mandate, portrait in rows
        if mandate.starts <= on and (mandate.ends is None or mandate.ends >= on)
    ]  # fmt: skip
    unsaid = _("non dit")
    return {
        "kinds": shares(str(one.kind) if one and one.kind else unsaid for one in sitting),
        "ages": shares(str(one.get_age_display()) if one and one.age else unsaid
                       for one in sitting),
    }  # fmt: skip
