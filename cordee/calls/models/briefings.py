"""Information meetings of a call, and who registered."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class BriefingQuerySet(models.QuerySet["Briefing"]):
    """Adjectives for information meetings."""

    def coming(self, at: datetime) -> Self:
        """Keep those still to take place, the next one first."""
        return self.filter(ends_at__gt=at, cancelled_at=None).order_by("starts_at", "pk")


class Briefing(models.Model):
    """An information meeting: when, where or by which link, for how many people."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="briefings")
    title = models.CharField(_("titre"), max_length=160)
    text = models.TextField(_("ce qu’on y dira"), blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=250, blank=True)
    link = models.URLField(_("lien de la visioconférence"), blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Of its calendar entry: grows at each change told (RFC 5545)."""
    opened_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(_("annulée le"), null=True)
    cancelled_because = models.TextField(_("raison"), blank=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion d’information")
        verbose_name_plural = _("réunions d’information")
        ordering = ("starts_at", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where one registers."""
        return reverse("calls:briefing", args=[self.public_id])


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Adjectives for registrations."""

    def standing(self) -> Self:
        """Keep those not given back, in the order they came."""
        return self.filter(cancelled_at=None).order_by("at", "pk")


class Registration(models.Model):
    """Someone registered for an information meeting; `waiting` while there is no place left."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse électronique"), db_index=True)
    body = models.CharField(_("structure"), max_length=200, blank=True)
    need = models.CharField(_("besoin particulier"), max_length=300, blank=True)
    at = models.DateTimeField(_("inscrite le"))
    waiting = models.BooleanField(_("sur liste d’attente"), default=False)
    cancelled_at = models.DateTimeField(_("désinscrite le"), null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["briefing", "email"],
                condition=models.Q(cancelled_at=None),
                name="one_registration",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} – {self.briefing}"
