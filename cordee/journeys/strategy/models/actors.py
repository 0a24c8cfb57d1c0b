"""The forces of a territory: who carries the project, who helps, who is still to be met (R320)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Participation


class Actor(models.Model):
    """A structure or a function around a project, never the name of a person."""

    class Kind(models.TextChoices):
        """What it is."""

        ELECTED = "elected", _("élu·es")
        SERVICE = "service", _("service de la collectivité")
        PUBLIC = "public", _("autre collectivité, État")
        ASSOCIATION = "association", _("association")
        BUSINESS = "business", _("entreprise, exploitation")
        RESIDENTS = "residents", _("habitant·es")
        OTHER = "other", _("autre")

    class Stance(models.TextChoices):
        """Where it stands, the closest first."""

        CARRIES = "carries", _("porte le projet")
        SUPPORTS = "supports", _("soutient")
        WAITS = "waits", _("à convaincre")
        OPPOSES = "opposes", _("s’oppose")
        UNKNOWN = "unknown", _("à rencontrer")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="actors"
    )
    name = models.CharField(_("structure ou fonction"), max_length=160)
    kind = models.CharField(_("nature"), max_length=12, choices=Kind)
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    brings = models.CharField(
        _("ce qu’il apporte, ou ce qui le retient"), max_length=300, blank=True
    )
    next = models.CharField(_("prochain pas"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("acteur du territoire")
        verbose_name_plural = _("acteurs du territoire")
        ordering = ("participation", "name", "pk")

    def __str__(self) -> str:
        return self.name
