"""Signed copies that reach the organiser after a deposit: on paper, or signed by a certificate."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class SignedCopy(models.Model):
    """What the team of the house received of a signed file: the day, how many copies."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="signed_copies"
    )
    received_on = models.DateField(_("reçu le"))
    copies = models.PositiveSmallIntegerField(_("exemplaires"), default=1)
    note = models.CharField(_("remarque"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemplaire signé")
        verbose_name_plural = _("exemplaires signés")
        ordering = ("received_on", "pk")

    def __str__(self) -> str:
        return f"{self.application} {self.received_on}"
