"""Those who look on for a time: evaluator, journalist, researcher."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Cohort

if TYPE_CHECKING:
    from datetime import datetime


class Guest(models.Model):
    """A part held beside a cohort, from … to …; its seat says who, its `reads` how near (R322)."""

    class Kind(models.TextChoices):
        """Why someone looks on."""

        EVALUATOR = "evaluator", _("évaluation")
        JOURNALIST = "journalist", _("journalisme")
        RESEARCHER = "researcher", _("recherche")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="guests")
    seat = models.OneToOneField("people.Seat", on_delete=models.PROTECT, related_name="guest")
    kind = models.CharField(_("à quel titre"), max_length=12, choices=Kind)
    part = models.CharField(max_length=60, blank=True)
    reads = models.CharField(max_length=10)
    purpose = models.TextField(_("ce qui est étudié, et pourquoi"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("accès d’observation")
        verbose_name_plural = _("accès d’observation")
        ordering = ("cohort", "pk")

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.kind}"

    def holds(self, at: datetime) -> bool:
        """Whether the access is open at that instant."""
        return self.seat.holds(at)
