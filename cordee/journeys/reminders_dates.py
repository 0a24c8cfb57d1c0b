"""A meeting taken again on other days is told to whoever is expected, in one letter."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys import queries
from cordee.journeys.models import Meeting
from cordee.journeys.screens import said_when
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

TOLD_WITHIN = timedelta(days=3)
"""New dates are told so long after they were added; older, the calendars have said them."""


class NewDates:
    """The days added to a meeting, told together: the calendars follow by themselves."""

    key = "journeys.new_dates"
    label = _("Nouvelles dates d’une rencontre")
    comfort = True

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone expected at meetings taken again lately, once for all the days added at once."""
        for together in _added(at):
            first = together[0]
            days = french.strung(
                *(
                    french.strung("- ", one.label, " : ", said_when(one), "\n", between="")
                    for one in together
                ),
                between="",
            )
            for one in queries.invited(first, at):
                page = settings.SITE_URL + reverse(
                    "journeys:territory", args=[one.participation.public_id]
                )
                yield Proposal(
                    person=f"person:{one.person_id}",
                    name=str(one.person),
                    to=one.person.email,
                    subject=("meeting", str(first.pk)),
                    subject_name=first.label,
                    occurrence=f"{first.changed_at:%Y%m%d%H%M%S}",
                    due=first.changed_at,
                    title=typeset(french.say("{label} : nouvelles dates", label=first.label)),
                    text=typeset(
                        french.say(
                            "Bonjour,\n\nCes rencontres s’ajoutent :\n\n{days}\nVotre "
                            "calendrier suit : {page}\n",
                            days=days,
                            page=page,
                        )
                    ),
                    skip="" if one.person.email else "Aucune adresse connue.",
                    until=first.starts,
                )


def _added(at: datetime) -> list[list[Meeting]]:
    """The meetings taken again lately, still to come, those of one act together."""
    rows = Meeting.objects.filter(
        repeats__isnull=False,
        starts__gt=at,
        changed_at__gt=at - TOLD_WITHIN,
        state=Meeting.State.FIXED,
        sequence=0,
    ).select_related("cohort__edition__current", "participation")
    found: dict[tuple[int | None, datetime], list[Meeting]] = defaultdict(list)
    for one in rows.order_by("starts", "pk"):
        found[one.repeats_id, one.changed_at].append(one)
    return list(found.values())


NEW_DATES = NewDates()
