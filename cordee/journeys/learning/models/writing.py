"""A text that several people write: the one in force, its revision, every one it replaced."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.texts import KeptText


class SharedText(models.Model):
    """A text several hands write; `revision` tells whether another saved meanwhile."""

    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("texte à plusieurs mains")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"#{self.pk} r{self.revision}"


class TextVersion(KeptText):
    """A text that was replaced, or kept aside because another hand had saved (`lost`)."""

    shared = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        verbose_name = _("version gardée")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.shared_id} r{self.revision}"
