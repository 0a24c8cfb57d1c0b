"""What every text of the year carries: whose it is, of which team, which circle reads it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from cordee.journeys.learning.places import Place


class Audience(models.TextChoices):
    """The ordered scale of readers."""

    ME = "me", _("moi")
    TEAM = "team", _("ma délégation")
    STAFF = "staff", _("ma délégation et l’équipe d’animation")
    COHORT = "cohort", _("toute la cohorte et l’équipe d’animation")
    ALLIANCE = "alliance", _("la cohorte et les alliés")
    PUBLIC = "public", _("tout le monde")


class CircledQuerySet[M: models.Model](models.QuerySet[M]):
    """Adjectives for what has an audience."""

    def readable(self, place: Place) -> Self:
        """Keep what someone reads from where she stands; the same as `Place.reads`, for lists."""
        wide = models.Q(audience__in=("cohort", "alliance", "public"))
        mine = models.Q(person_id=place.person_id) if place.person_id else models.Q(pk__in=())
        team = models.Q(participation__in=place.teams, audience__in=("team", "staff"))
        found = mine | team | wide
        if place.staff:
            found |= models.Q(audience="staff")
        return self.filter(found, cohort=place.cohort)


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
