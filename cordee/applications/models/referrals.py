"""Where a territory that was not selected is directed: another call, another scheme."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Referral(models.Model):
    """What the team proposes next to a territory, and to whom it directs it (R258)."""

    class Kind(models.TextChoices):
        """What sort of next step it is."""

        CALL = "call", _("un autre appel")
        SUPPORT = "support", _("un autre accompagnement")
        PERSON = "person", _("une personne à rencontrer")
        RESOURCE = "resource", _("une ressource à lire")
        LATER = "later", _("une édition suivante")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="referrals")
    kind = models.CharField(_("vers"), max_length=10, choices=Kind)
    text = models.TextField(_("ce qui est proposé"))
    address = models.URLField(_("adresse"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")
        ordering = ("application", "at", "pk")

    def __str__(self) -> str:
        return self.text[:60]
