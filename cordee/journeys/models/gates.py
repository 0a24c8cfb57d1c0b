"""Passages between the phases of a programme: decided in private, then told together."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort, Participation


class Passing(models.Model):
    """A gate of the programme for a cohort; an act once it is decided, read once released."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="passings")
    gate = models.CharField(max_length=60)
    present = models.JSONField(_("présents"), default=list)
    """Who decided, by name, as the minutes say it."""
    content = models.JSONField(default=dict)
    """Verdicts and reasons, frozen with the decision."""
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("décidé le"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    released_at = models.DateTimeField(_("annoncé le"), null=True)

    class Meta:
        verbose_name = _("passage d’étape")
        verbose_name_plural = _("passages d’étape")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["cohort", "gate"], name="one_passing"),)

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.gate}"


class Crossing(models.Model):
    """Whether one winner goes on, and why; written until the passage is decided."""

    class Verdict(models.TextChoices):
        """The two answers."""

        GO = "go", _("poursuit")
        STOP = "stop", _("ne poursuit pas")

    passing = models.ForeignKey(Passing, on_delete=models.PROTECT, related_name="crossings")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="crossings"
    )
    verdict = models.CharField(_("décision"), max_length=4, choices=Verdict, blank=True)
    reasons = models.TextField(_("motifs"), blank=True)
    criteria = models.JSONField(_("critère par critère"), default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("décision de passage")
        verbose_name_plural = _("décisions de passage")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["passing", "participation"], name="one_crossing"),
        )

    def __str__(self) -> str:
        return f"{self.passing_id} {self.participation_id}"
