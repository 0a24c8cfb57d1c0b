"""What each territory chooses to live next."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Participation


class SequelChosen(models.Model):
    """A territory chose what comes next (an act, R319); chosen anew, the last one counts."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="sequels_chosen"
    )
    key = models.CharField(max_length=60)
    label = models.CharField(_("suite choisie"), max_length=250)
    words = models.TextField(_("en quelques mots"), blank=True)
    at = models.DateTimeField(_("choisie le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("suite choisie")
        verbose_name_plural = _("suites choisies")
        ordering = ("participation", "pk")

    def __str__(self) -> str:
        return self.label
