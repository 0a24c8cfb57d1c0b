"""The diagnosis of a territory: a visit, what was seen, to whom it was told."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Meeting, Participation
from cordee.journeys.queries import local_day

if TYPE_CHECKING:
    from datetime import date


class Visit(models.Model):
    """A visit of a territory by a pair of allies, with someone of the team (R296)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="visits"
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("jour de la visite"), null=True)
    visitors = models.ManyToManyField("people.Person", related_name="diagnoses")
    host = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="hosted_diagnoses"
    )
    account = models.TextField(_("compte rendu de la visite"), blank=True)
    """Read by the pair and the team of the house only."""
    advice = models.TextField(_("recommandations"), blank=True)
    closed_at = models.DateTimeField(_("grille remise le"), null=True)
    cancelled_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("visite de diagnostic")
        verbose_name_plural = _("visites de diagnostic")
        ordering = ("participation", "number")
        constraints = (
            models.UniqueConstraint(fields=["participation", "number"], name="one_visit_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.participation_id} #{self.number}"

    @property
    def day(self) -> date | None:
        """The day of the visit: that of its meeting when it has one."""
        if self.meeting is not None and self.meeting.starts is not None:
            return local_day(self.meeting)
        return self.on


class Score(models.Model):
    """The level at which visitors place a capacity, and what they saw."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="scores")
    capacity = models.CharField(max_length=60)
    level = models.DecimalField(_("degré"), max_digits=6, decimal_places=2)
    evidence = models.TextField(_("ce qui l’a montré"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("degré observé")
        ordering = ("visit", "pk")
        constraints = (
            models.UniqueConstraint(fields=["visit", "capacity"], name="one_score_a_capacity"),
        )

    def __str__(self) -> str:
        return f"{self.visit_id} {self.capacity} {self.level}"


class Telling(models.Model):
    """A restitution that took place: from that day, its audience reads (an act, R302)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tellings")
    key = models.CharField(max_length=60)
    label = models.CharField(_("restitution"), max_length=250)
    audience = models.CharField(max_length=10)
    roles = models.JSONField(default=list)
    on = models.DateField(_("faite le"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("restitution")
        ordering = ("visit", "pk")
        constraints = (models.UniqueConstraint(fields=["visit", "key"], name="one_telling"),)

    def __str__(self) -> str:
        return self.label
