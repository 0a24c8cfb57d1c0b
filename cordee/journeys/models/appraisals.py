"""What the year changed for a territory, result by result, and what it does next."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Participation

NEXT = "suite"
"""The key of what a territory does next: no result of a call bears it."""


class Appraisal(models.Model):
    """Where an expected result stands on a day; the last one holds, the others stay (R92, R339)."""

    class State(models.TextChoices):
        """How far it went, what did not happen included."""

        REACHED = "reached", _("atteint")
        BEGUN = "begun", _("engagé")
        HINDERED = "hindered", _("contrarié")
        UNTOUCHED = "untouched", _("pas encore abordé")

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="appraisals"
    )
    result = models.CharField(max_length=60)
    state = models.CharField(_("où en est-on"), max_length=10, choices=State, blank=True)
    text = models.TextField(_("ce qui le montre"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("résultat apprécié")
        verbose_name_plural = _("résultats appréciés")
        ordering = ("participation", "result", "-at", "-pk")
        indexes = (models.Index(fields=["participation", "result", "-at"], name="last_appraisal"),)

    def __str__(self) -> str:
        return f"{self.participation_id} {self.result}"
