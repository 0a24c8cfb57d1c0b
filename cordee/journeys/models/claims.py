"""The papers that ask for money, and those that take it back: acts, numbered without a hole."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.commitments import Charge


class Claim(models.Model):
    """A paper sent for a contribution: its number, what it said, the file as it left (an act)."""

    class Kind(models.TextChoices):
        """Asks, or takes back what was asked (UNTDID 1001)."""

        CLAIM = "380", _("demande")
        CREDIT = "381", _("avoir")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="claims")
    number = models.CharField(_("numéro"), max_length=20, unique=True)
    kind = models.CharField(_("nature"), max_length=3, choices=Kind)
    content = models.JSONField(_("contenu"))
    digest = models.CharField(_("empreinte"), max_length=64)
    document = models.FileField(upload_to="claims/%Y")
    takes_back = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )
    sent_to = models.EmailField(_("envoyée à"), blank=True)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("demande de contribution")
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number
