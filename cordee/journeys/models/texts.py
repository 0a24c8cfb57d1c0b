"""What is kept of a text that several hands write."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptText(models.Model):
    """A text that was replaced, or kept aside because another hand had saved (`lost`)."""

    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    lost = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
