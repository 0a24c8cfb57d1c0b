"""Rules of conduct that each person of a delegation accepts for herself (R123)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate


class Acceptance(models.Model):
    """Someone accepts a rule of conduct, in the very words she read that day."""

    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="acceptances")
    pledge = models.CharField(max_length=60)
    statements = models.JSONField(_("ce qui a été lu"))
    at = models.DateTimeField(_("acceptée le"))

    class Meta:
        verbose_name = _("règle acceptée")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["delegate", "pledge"], name="one_acceptance_each"),
        )

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.pledge}"
