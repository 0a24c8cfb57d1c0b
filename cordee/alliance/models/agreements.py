"""Conventions with partners, that end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class Agreement(models.Model):
    """A convention with a partner, from a day to another; an alert comes before its end (R254)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.CharField(_("avec qui"), max_length=200)
    subject = models.CharField(_("objet"), max_length=300)
    starts = models.DateField(_("à partir du"))
    ends = models.DateField(_("jusqu’au"))
    """Its last day."""
    alert_days = models.PositiveSmallIntegerField(_("alerte, jours avant la fin"), default=90)
    link = models.URLField(_("lien vers le texte"), blank=True)
    renews = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="renewed_by"
    )
    closed_at = models.DateTimeField(_("laissée finir le"), null=True)
    closed_because = models.CharField(_("raison"), max_length=300, blank=True)
    """Why it is let end without another: nobody is alerted any more."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """Who follows it, and is told in time."""

    class Meta:
        verbose_name = _("convention")
        ordering = ("ends", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_ends_after"),
        )

    def __str__(self) -> str:
        return f"{self.partner} – {self.subject}"

    @property
    def followed(self) -> Agreement | None:
        """The one that renews it."""
        return getattr(self, "renewed_by", None)

    @property
    def alerts_on(self) -> date:
        """The day from which its end is told."""
        return self.ends - timedelta(days=self.alert_days)
