"""What the strategy reminds of: handing it in before the day of the closing."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Cohort, Delegate
from cordee.journeys.strategy.models import Strategy
from cordee.journeys.strategy.queries import plans
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cordee.journeys.models import Participation
    from cordee.kernel.moments import When

BEFORE = timedelta(days=14)
MORNING = time(9)


class DueStrategies:
    """Two weeks before a strategy is due, whoever leads the delegation is told; not if it is in."""

    key = "strategy.due"
    label = _("Stratégie à rendre")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The leads of the territories whose strategy is due at a known day."""
        for cohort in Cohort.objects.select_related("edition__current").order_by("pk"):
            rows = list(cohort.participations.filter(ends=None))
            common = plans.common_due(cohort) if rows else None
            if common is not None and common.last is not None:
                yield from self._of(cohort, rows, common, at)

    def _of(
        self, cohort: Cohort, rows: list[Participation], common: When, at: datetime
    ) -> Iterator[Proposal]:
        zone = ZoneInfo(cohort.edition.definition.timeline.zone)
        done = set(
            Strategy.objects.filter(participation__in=rows, finished_at__isnull=False).values_list(
                "participation", flat=True
            )
        )
        people = Delegate.objects.current(at).filter(participation__in=rows).exclude(leads=[])
        for one in people.select_related("person", "participation").order_by("pk"):
            skip = _("La stratégie est rendue.") if one.participation_id in done else ""
            day = one.participation.put_off(common).last
            if day is not None:
                due = datetime.combine(day, MORNING, zone) - BEFORE
                yield _proposal(one, day, due, str(skip))


def _proposal(one: Delegate, day: date, due: datetime, skip: str) -> Proposal:
    page = settings.SITE_URL + reverse("strategy:overview", args=[one.participation.public_id])
    said = french.day(day)
    return Proposal(
        person=f"person:{one.person_id}",
        name=str(one.person),
        to=one.person.email,
        subject=("participation", str(one.participation_id)),
        subject_name=one.participation.name,
        occurrence=day.isoformat(),
        due=due,
        title=typeset(french.say("Votre stratégie est attendue le {said}", said=said)),
        text=typeset(
            french.say(
                "Bonjour,\n\nLa stratégie de {participation} est attendue le "
                "{said}. Retrouvez-la, relisez-la et rendez-la ici : "
                "{page}\n",
                participation=one.participation,
                said=said,
                page=page,
            )
        ),
        skip=skip or ("" if one.person.email else "Aucune adresse connue."),
    )


DUE_STRATEGIES = DueStrategies()
