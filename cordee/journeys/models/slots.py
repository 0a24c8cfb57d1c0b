"""Half-days the team of the house offers, each for one territory."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort
from cordee.journeys.models.meetings import Meeting

if TYPE_CHECKING:
    from datetime import datetime


class SlotQuerySet(models.QuerySet["Slot"]):
    """Adjectives for slots."""

    def free(self, at: datetime) -> Self:
        """Keep those still offered, not taken, to come."""
        return self.filter(withdrawn_at=None, meeting=None, starts__gt=at)


class Slot(models.Model):
    """A half-day offered by someone of the team; taken when a meeting stands on it."""

    class Mode(models.TextChoices):
        """How one meets; by video unless said otherwise (R73)."""

        REMOTE = "remote", _("en visio")
        ON_SITE = "on_site", _("sur place")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="slots")
    host = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="slots")
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.REMOTE)
    meeting = models.OneToOneField(
        Meeting, null=True, on_delete=models.PROTECT, related_name="slot"
    )
    purpose = models.TextField(_("ce que le territoire veut y travailler"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("créneau individuel")
        verbose_name_plural = _("créneaux individuels")
        ordering = ("starts", "pk")
        constraints = (
            models.UniqueConstraint(fields=["cohort", "host", "starts"], name="one_slot"),
        )

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.starts:%Y-%m-%d %H:%M}"
