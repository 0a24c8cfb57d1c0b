"""Paper that comes back: the scans of a signed attendance sheet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.meetings import Meeting


class Scan(models.Model):
    """A page of the printed sheet, signed by hand and brought back as a picture or a PDF."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="scans")
    page = models.PositiveSmallIntegerField(_("page"))
    name = models.CharField(_("nom"), max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="sheets/%Y/%m")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("feuille signée numérisée")
        ordering = ("meeting", "page", "pk")

    def __str__(self) -> str:
        return f"{self.meeting_id} p{self.page}"
