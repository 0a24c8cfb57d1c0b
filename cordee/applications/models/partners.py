"""The bodies that apply as one."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Partner(models.Model):
    """A body of a consortium: its category, its country, its share, what it declares."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="partners")
    leads = models.BooleanField(_("chef de file"), default=False)
    territory = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=250)
    kind = models.CharField(_("nature"), max_length=40, blank=True)
    category = models.CharField(_("catégorie"), max_length=60, blank=True)
    country = models.CharField(_("pays"), max_length=2, default="FR")
    amount = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, null=True)
    known = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("partenaire")
        ordering = ("-leads", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(leads=True), name="one_lead_body"
            ),
        )

    def __str__(self) -> str:
        return self.name
