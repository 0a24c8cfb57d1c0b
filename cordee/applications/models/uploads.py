"""A file on its way in, piece by piece: cut off, it goes on from where it was."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Upload(models.Model):
    """The pieces received so far of a file, in order; gone once it is whole, or after two days."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="uploads")
    question = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    size = models.PositiveIntegerField(_("taille annoncée (octets)"))
    received = models.PositiveIntegerField(_("octets reçus"), default=0)
    pieces = models.JSONField(_("morceaux"), default=list)
    """Names of the pieces in the storage, in order."""
    at = models.DateTimeField(_("commencé le"))

    class Meta:
        verbose_name = _("envoi en cours")
        verbose_name_plural = _("envois en cours")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
