"""What every text of the year carries: whose it is, of which team, which circle reads it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import LABELS, readable

if TYPE_CHECKING:
    from cordee.journeys.learning.places import Place


class Audience(models.TextChoices):
    """The ordered scale of readers."""

    ME = "me", LABELS["me"]
    TEAM = "team", LABELS["team"]
    STAFF = "staff", LABELS["staff"]
    COHORT = "cohort", LABELS["cohort"]
    ALLIANCE = "alliance", LABELS["alliance"]
    PUBLIC = "public", LABELS["public"]


class CircledQuerySet[M: models.Model](models.QuerySet[M]):
    """Adjectives for what has an audience."""

    def readable(self, place: Place) -> Self:
        """Keep what someone reads of her cohort; the same as `Place.reads`, for lists."""
        mine = self.filter(cohort=place.cohort)
        return readable(mine, place.reader, cohort="cohort", author="person")


class Circled(models.Model):
    """A text of the year, with its author, her team and its readers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(
        "journeys.Participation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    audience = models.CharField(_("qui lit"), max_length=10, choices=Audience)

    class Meta:
        abstract = True

    @property
    def author_id(self) -> int | None:
        """Who wrote it, under the name that audiences know."""
        return self.person_id
