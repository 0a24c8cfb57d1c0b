"""What was produced during a year, as recorded by the team: a day, a few words, a link."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort, Participation


class Delivery(models.Model):
    """A deliverable of the call, given on a day; by a territory, or else by the organiser."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="deliveries")
    participation = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    deliverable = models.CharField(_("livrable"), max_length=60)
    on = models.DateField(_("donné le"))
    text = models.CharField(_("en quelques mots"), max_length=300, blank=True)
    link = models.URLField(_("lien"), blank=True)
    mark = models.DecimalField(_("note"), max_digits=8, decimal_places=2, null=True)
    """What it was given, where the call marks it."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("livrable donné")
        verbose_name_plural = _("livrables donnés")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.deliverable}"
