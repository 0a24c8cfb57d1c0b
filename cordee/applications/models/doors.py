"""Doors that open for one candidate: a code for a late file, an invitation to a step."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application

if TYPE_CHECKING:
    from datetime import datetime


class LateCode(models.Model):
    """A code that lets one file in after the closing, once, with its reason (an act).

    Only its digest is kept: whoever reads the database cannot use it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        "calls.Edition", on_delete=models.PROTECT, related_name="late_codes"
    )
    digest = models.CharField(max_length=64, unique=True)
    for_whom = models.CharField(_("pour qui"), max_length=200)
    reason = models.TextField(_("raison"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="late_codes"
    )
    used_at = models.DateTimeField(_("employé le"), null=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True)

    class Meta:
        verbose_name = _("code de retard")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.for_whom

    def state(self, at: datetime) -> str:
        """Where the code stands, in a word."""
        if self.withdrawn_at is not None:
            return str(_("retiré"))
        if self.used_at is not None:
            return str(_("employé"))
        return str(_("périmé") if self.expires_at <= at else _("en attente"))


class GuestQuerySet(models.QuerySet["Guest"]):
    """Adjectives for guests."""

    def standing(self) -> Self:
        """Keep those not taken back."""
        return self.filter(withdrawn_at=None)


class Guest(models.Model):
    """A body or a person named by the staff, or nominated: to a step, or on a list of the call."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="guests")
    list = models.CharField(_("liste"), max_length=60)
    """Key of a step (`step:KEY`), or of a list named by a condition."""
    territory = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=250)
    email = models.EmailField(_("adresse électronique"), blank=True)
    nominated_by = models.CharField(_("désigné par"), max_length=200, blank=True)
    sort = models.CharField(_("sorte de qui désigne"), max_length=60, blank=True)
    """Key of a sort of nominators, when the call tells several."""
    reason = models.TextField(_("raison"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("invité d’un appel")
        verbose_name_plural = _("invités d’un appel")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
