"""Reports: figures as they were on the day they were signed (an act)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """A report of a period: each figure with its value, its scope, its source and its rows."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=250)
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    content = models.JSONField(_("contenu"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("arrêté le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        ordering = ("-ends", "-pk")

    def __str__(self) -> str:
        return self.title
