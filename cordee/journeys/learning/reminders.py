"""What learning reminds of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models import Exercise, Return
from cordee.journeys.models import Delegate
from cordee.journeys.queries import wall_clock
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BEFORE = timedelta(days=7)
AFTER = timedelta(days=60)
"""How long an exercise that is over is still looked at."""


class ExercisesDue:
    """A week before an exercise is due, the delegations that have not given it back are told."""

    key = "learning.exercise_due"
    label = _("Exercice à rendre dans une semaine")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone of the teams asked; those whose team handed in are skipped, and it is said."""
        rows = Exercise.objects.exclude(published_at=None).select_related(
            "meeting", "cohort__edition__current"
        )
        for one in rows.order_by("pk"):
            if one.due is not None and one.due > at - AFTER:
                yield from self._for(one, one.due, at)

    def _for(self, one: Exercise, due: datetime, at: datetime) -> Iterator[Proposal]:
        handed = Return.objects.filter(exercise=one).exclude(handed_at=None)
        done = set(handed.values_list("participation_id", flat=True).order_by())
        said = french.moment(wall_clock(one.cohort, due))
        address = settings.SITE_URL + reverse("learning:exercise", args=[one.public_id])
        text = f"Bonjour,\n\nL’exercice « {one.title} » est à rendre le {said} : {address}\n"
        people = Delegate.objects.current(at).filter(
            participation__cohort=one.cohort, participation__ends=None
        )
        for who in people.select_related("person").order_by("pk"):
            skip = "Déjà rendu." if who.participation_id in done else ""
            yield Proposal(
                person=f"person:{who.person_id}", name=str(who.person), to=who.person.email,
                subject=("exercise", str(one.pk)), subject_name=one.title,
                occurrence=due.date().isoformat(), due=due - BEFORE,
                title=typeset(f"À rendre : {one.title}"), text=typeset(text),
                skip=skip or ("" if who.person.email else "Aucune adresse connue."),
            )  # fmt: skip


EXERCISES_DUE = ExercisesDue()
