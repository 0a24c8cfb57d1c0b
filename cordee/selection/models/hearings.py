"""Hearings: the times a jury offers, and the one each team it hears has taken."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.panels import Juror, Panel

if TYPE_CHECKING:
    from datetime import datetime


class HearingSlotQuerySet(models.QuerySet["HearingSlot"]):
    """Adjectives for the times of hearings."""

    def standing(self) -> Self:
        """Keep those still offered or taken."""
        return self.filter(withdrawn_at=None)

    def free(self, at: datetime) -> Self:
        """Keep those still offered, not taken, to come."""
        return self.standing().filter(hearing=None, starts__gt=at)


class HearingSlot(models.Model):
    """A time at which a jury, or some of it, hears one team; taken when a hearing stands on it."""

    class Mode(models.TextChoices):
        """How one meets."""

        ON_SITE = "on_site", _("sur place")
        VIDEO = "video", _("en visio")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="hearing_slots")
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ON_SITE)
    venue = models.CharField(_("lieu"), max_length=300, blank=True)
    video = models.URLField(_("lien de la visio"), max_length=500, blank=True)
    jurors = models.ManyToManyField(Juror, related_name="hearing_slots")
    """Who hears; nobody named stands for the whole jury."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = HearingSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("créneau d’audition")
        verbose_name_plural = _("créneaux d’audition")
        ordering = ("starts", "pk")

    def __str__(self) -> str:
        return f"{self.panel_id} {self.starts:%Y-%m-%d %H:%M}"


class Hearing(models.Model):
    """A team that a jury hears; its calendar event keeps one UID whatever its date becomes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="hearings")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="hearings"
    )
    slot = models.OneToOneField(
        HearingSlot, null=True, on_delete=models.PROTECT, related_name="hearing"
    )
    people = models.PositiveSmallIntegerField(_("combien viennent"), null=True)
    starts = models.DateTimeField(_("dernier début"), null=True)
    ends = models.DateTimeField(_("dernière fin"), null=True)
    """The last time it stood at, so that a calendar knows what was cancelled."""
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    reason = models.TextField(_("raison du dernier changement"), blank=True)
    at = models.DateTimeField(_("demandée le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("audition")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["panel", "application"], name="one_hearing_a_file"),
        )

    def __str__(self) -> str:
        return f"{self.panel_id} {self.application_id}"
