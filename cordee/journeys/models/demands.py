"""What a delegation asks of its year: someone else in a place, more time, to leave (R30, R316)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate, Participation

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Demand(models.Model):
    """A change asked by a delegation, and what was answered; a notice runs until its day."""

    class Kind(models.TextChoices):
        """What is asked."""

        REPLACEMENT = "replacement", _("remplacement")
        EXTENSION = "extension", _("prolongation")
        LEAVING = "leaving", _("départ du territoire")

    class State(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("en attente de réponse")
        GRANTED = "granted", _("acceptée")
        RUNNING = "running", _("préavis en cours")
        DONE = "done", _("faite")
        REFUSED = "refused", _("refusée")
        WITHDRAWN = "withdrawn", _("retirée")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="demands"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    delegate = models.ForeignKey(
        Delegate, null=True, on_delete=models.PROTECT, related_name="demands"
    )
    """Whose place it is about, for a replacement."""
    given_name = models.CharField(_("prénom"), max_length=80, blank=True)
    family_name = models.CharField(_("nom"), max_length=80, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    until = models.DateField(_("jusqu’au"), null=True)
    """The last day of an extension, or the day a departure takes effect."""
    reason = models.TextField(_("raison"))
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("demande d’une délégation")
        verbose_name_plural = _("demandes d’une délégation")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "kind", "delegate"],
                condition=models.Q(state__in=("asked", "running")),
                nulls_distinct=False,
                name="one_demand_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.participation}"

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock of its programme."""
        return self.participation.zone

    @property
    def newcomer(self) -> str:
        """Who would come in a place."""
        return f"{self.given_name} {self.family_name}".strip()
